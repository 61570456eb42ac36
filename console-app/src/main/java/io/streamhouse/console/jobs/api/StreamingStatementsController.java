package io.streamhouse.console.jobs.api;

import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.jobs.StreamingStatements;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.streaming.ManagedJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Streaming statements that are kept running, over HTTP. */
@RestController
@RequestMapping("/api/v1/streaming-statements")
class StreamingStatementsController {

    private final StreamingStatements statements;
    private final JobFeed feed;
    private final CurrentActor actor;

    StreamingStatementsController(StreamingStatements statements, JobFeed feed, CurrentActor actor) {
        this.statements = statements;
        this.feed = feed;
        this.actor = actor;
    }

    /**
     * A streaming statement.
     *
     * @param statement secrets redacted
     * @param relations what it writes to
     * @param connection the engine connection it runs on
     * @param jobId the job that runs it; null while none does
     * @param lastJobId the job before, or the last one
     * @param resumesFrom what its job was started from, or the next one will be; null for its own beginning
     * @param changedBy who started, stopped or dropped it last
     * @param onlyAnew whether it can't go on from where it stood
     * @param failures failures in a row; after five it rests
     * @param retryAt when it is tried again by itself
     * @param problem what went wrong, or why its state is UNKNOWN
     */
    record StreamingStatement(
            String id,
            String statement,
            ManagedJob.State state,
            List<String> relations,
            String actor,
            Instant submittedAt,
            String connection,
            @Nullable String jobId,
            @Nullable String lastJobId,
            @Nullable ResumesFrom resumesFrom,
            String changedBy,
            Instant changedAt,
            boolean onlyAnew,
            int failures,
            @Nullable Instant retryAt,
            @Nullable StatementProblem problem) {

        static StreamingStatement of(ManagedJob job) {
            return new StreamingStatement(
                    job.uid(),
                    job.statement(),
                    job.state(),
                    job.writes().stream().map(RelationId::toString).toList(),
                    job.actor().name(),
                    job.submittedAt(),
                    job.connection(),
                    job.job().map(JobId::value).orElse(null),
                    job.earlier().map(JobId::value).orElse(null),
                    job.resume().map(ResumesFrom::of).orElse(null),
                    job.wishedBy().name(),
                    job.wishedAt(),
                    job.onlyAnew(),
                    job.failures(),
                    job.retryAt().orElse(null),
                    job.problem().map(StatementProblem::of).orElse(null));
        }
    }

    /** The state a job starts from. */
    record ResumesFrom(String path, long checkpointId, boolean savepoint) {
        static ResumesFrom of(ResumePoint point) {
            return new ResumesFrom(point.path(), point.checkpointId(), point.savepoint());
        }
    }

    record StatementProblem(
            ErrorCode code, String detail, @Nullable String nextStep) {
        static StatementProblem of(Problem problem) {
            return new StatementProblem(
                    problem.code(), problem.what(), problem.nextStep().orElse(null));
        }
    }

    /** @param anew from the statement's own beginning instead of where it stood; taken to be false when not said */
    record StartRequest(@Nullable Boolean anew) {}

    /** All of them, the latest submitted first. */
    @GetMapping
    List<StreamingStatement> list() {
        return statements.list().stream().map(StreamingStatement::of).toList();
    }

    @GetMapping("/{id}")
    StreamingStatement get(@PathVariable String id) {
        return StreamingStatement.of(statements.get(id));
    }

    /** Stops its job with a savepoint; answers when it is done. */
    @PostMapping("/{id}/stop")
    StreamingStatement stop(@PathVariable String id) {
        try {
            return StreamingStatement.of(statements.stop(actor.get(), id));
        } finally {
            feed.refresh();
        }
    }

    /** Starts it from where it stood, or anew; answers when it runs. */
    @PostMapping("/{id}/start")
    StreamingStatement start(@PathVariable String id, @RequestBody(required = false) @Nullable StartRequest request) {
        boolean anew = request != null && Boolean.TRUE.equals(request.anew());
        try {
            return StreamingStatement.of(statements.start(actor.get(), id, anew));
        } finally {
            feed.refresh();
        }
    }

    /** Cancels its job, deletes its state and forgets it; what it has written stays. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drop(@PathVariable String id) {
        statements.drop(actor.get(), id);
        feed.refresh();
    }
}
