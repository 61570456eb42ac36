package io.streamhouse.console.jobs;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Jobs;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import io.streamhouse.streaming.ManagedJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** The jobs of the engine in use: seen, stopped, cancelled, resumed. */
@Service
public class JobService {

    private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(3);

    private final Connections connections;
    private final JobRecords records;
    private final ObjectProvider<JobOwner> owners;
    private final StreamingStatements statements;

    JobService(
            @Lazy Connections connections,
            JobRecords records,
            ObjectProvider<JobOwner> owners,
            StreamingStatements statements) {
        this.connections = connections;
        this.records = records;
        this.owners = owners;
        this.statements = statements;
    }

    /**
     * All jobs the cluster remembers, the latest started first.
     *
     * @throws ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE
     */
    public List<ConsoleJob> list() {
        return list(connections.jobs());
    }

    private List<ConsoleJob> list(Jobs jobs) {
        List<JobSummary> summaries = jobs.list();
        Map<JobId, JobRecord> known =
                records.find(summaries.stream().map(JobSummary::id).toList());
        return summaries.stream()
                .map(summary -> job(summary, Optional.ofNullable(known.get(summary.id()))))
                .toList();
    }

    /** The whole picture of now; a cluster that does not answer is part of it, not an exception. */
    public JobsSeen look() {
        try {
            Jobs jobs = connections.jobs();
            List<ConsoleJob> listed = list(jobs);
            return new JobsSeen.Listed(jobs.overview(), listed, statements.list());
        } catch (ProblemException e) {
            return new JobsSeen.Unavailable(e.problem(), statements.list());
        }
    }

    /** One job with all that its page shows; that it is not to be had is part of the answer. */
    public JobSeen look(JobId id) {
        try {
            Jobs jobs = connections.jobs();
            ConsoleJob job = get(id);
            return new JobSeen.Known(job, jobs.detail(id), jobs.checkpoints(id), jobs.failures(id));
        } catch (ProblemException e) {
            return new JobSeen.Unavailable(e.problem(), records.find(id), statements.of(id));
        }
    }

    /** @throws ProblemException NOT_FOUND, ENGINE_STARTING, ENGINE_UNREACHABLE */
    public ConsoleJob get(JobId id) {
        JobSummary summary = connections.jobs().find(id).orElseThrow(() -> unknown(id));
        return job(summary, records.find(id));
    }

    private ConsoleJob job(JobSummary summary, Optional<JobRecord> record) {
        return new ConsoleJob(
                summary,
                FedRelations.of(summary.name()),
                record,
                owners.stream()
                        .flatMap(owner -> owner.ownership(summary).stream())
                        .findFirst(),
                statements.of(summary.id()));
    }

    public JobDetail detail(JobId id) {
        return connections.jobs().detail(id);
    }

    public JobCheckpoints checkpoints(JobId id) {
        return connections.jobs().checkpoints(id);
    }

    /** Newest first. */
    public List<JobFailure> failures(JobId id) {
        return connections.jobs().failures(id);
    }

    /**
     * Stops a job with a savepoint and waits for it; what was read is written, and the job can go on from there.
     *
     * @return where the savepoint lies
     * @throws ProblemException INVALID_REQUEST if the job has ended; EXECUTION_FAILED if the savepoint fails, the job
     *     then runs on; TIMEOUT
     */
    public String stopWithSavepoint(Actor actor, JobId id) {
        Jobs jobs = connections.jobs();
        JobSummary job = jobs.find(id).orElseThrow(() -> unknown(id));
        if (job.state().terminal()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "This job has already ended: it is " + job.state(),
                    "There is nothing left to stop");
        }
        Optional<ManagedJob> statement = running(id);
        if (statement.isPresent()) {
            return statements
                    .stop(actor, statement.get().uid())
                    .resume()
                    .orElseThrow()
                    .path();
        }
        String connection = connections.status().connection();
        String savepoint = jobs.stopWithSavepoint(id, SAVEPOINT_PATIENCE);
        records.stopped(actor, job, connection, savepoint);
        return savepoint;
    }

    /** The streaming statement that a job runs now. */
    private Optional<ManagedJob> running(JobId job) {
        return statements.of(job).filter(statement -> statement.job().equals(Optional.of(job)));
    }

    /**
     * Cancels a job: its state is given up, and a streaming statement that it runs is dropped. Nothing happens to a job
     * that has ended.
     *
     * @throws ProblemException NOT_FOUND
     */
    public void cancel(Actor actor, JobId id) {
        Jobs jobs = connections.jobs();
        if (jobs.find(id).isEmpty()) {
            throw unknown(id);
        }
        System.getLogger(JobService.class.getName())
                .log(System.Logger.Level.INFO, "{0} cancels job {1}", actor.name(), id);
        Optional<ManagedJob> statement = running(id);
        if (statement.isPresent()) {
            statements.drop(actor, statement.get().uid());
        } else {
            jobs.cancel(id);
        }
    }

    /**
     * Starts the streaming statement of a stopped job again, from the savepoint the job was stopped with.
     *
     * @return the job that goes on
     * @throws ProblemException INVALID_REQUEST if there is nothing to resume from, or it was resumed already;
     *     EXECUTION_FAILED, ENGINE_UNREACHABLE
     */
    public JobId resume(Actor actor, JobId id) {
        Optional<ManagedJob> stopped = statements.of(id);
        if (stopped.isEmpty()) {
            throw notResumable(records.find(id).orElseThrow(() -> unknown(id)));
        }
        return statements
                .start(actor, stopped.get().uid(), false)
                .job()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.ENGINE_UNREACHABLE,
                        "Its engine is not there now",
                        "The statement is started when the engine is"));
    }

    private static ProblemException notResumable(JobRecord stopped) {
        if (stopped.resumedAs().isPresent()) {
            return new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "This job was resumed already, as job "
                            + stopped.resumedAs().get(),
                    "Look at that job");
        }
        String run = "Run its statement in the SQL page";
        return new ProblemException(
                ErrorCode.INVALID_REQUEST,
                "This job runs no streaming statement that the console cares for, so there is nothing to go on from",
                stopped.savepoint()
                        .map(savepoint ->
                                run + ", after SET 'execution.state-recovery.path' = '" + savepoint.path() + "'")
                        .orElse(run));
    }

    /** Ids of the jobs that the cluster says are at work now. */
    public Set<JobId> running() {
        return list().stream()
                .filter(job -> !job.summary().state().terminal())
                .map(job -> job.summary().id())
                .collect(Collectors.toSet());
    }

    private static ProblemException unknown(JobId id) {
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                "The cluster does not know a job " + id,
                "A cluster forgets ended jobs after a while, and all of them when it is restarted");
    }
}
