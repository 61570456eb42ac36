package io.streamhouse.console.jobs.api;

import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobRecord;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.RelationId;
import io.streamhouse.streaming.ManagedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The shapes that the calls about jobs answer with. */
final class JobAnswers {

    private JobAnswers() {}

    /**
     * @param state as the cluster reports it
     * @param relation the relation the job feeds, if it is one
     * @param streamingStatement the streaming statement it runs, or ran before that was stopped, as
     *     {@code /streaming-statements} names it
     * @param statement what started it, secrets redacted; null for a job of another client
     * @param savepoint what it was stopped with
     * @param resumable whether {@code POST /jobs/{id}/resume} can start it again from its savepoint
     */
    record Job(
            String id,
            String name,
            JobState state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            Duration duration,
            int tasksRunning,
            int tasksTotal,
            @Nullable String relation,
            List<String> relations,
            @Nullable String streamingStatement,
            @Nullable String statement,
            @Nullable String savepoint,
            boolean resumable,
            @Nullable String resumedAs,
            @Nullable String resumedFrom) {

        static Job of(ConsoleJob job) {
            var summary = job.summary();
            Optional<JobRecord> record = job.record();
            List<String> relations =
                    job.feeds().stream().map(RelationId::toString).toList();
            return new Job(
                    summary.id().value(),
                    summary.name(),
                    summary.state(),
                    summary.startedAt(),
                    summary.finishedAt().orElse(null),
                    summary.duration(),
                    summary.tasksRunning(),
                    summary.tasksTotal(),
                    relations.isEmpty() ? null : relations.getFirst(),
                    relations,
                    job.statement().map(ManagedJob::uid).orElse(null),
                    record.flatMap(JobRecord::origin)
                            .map(JobRecord.Origin::shown)
                            .orElse(null),
                    record.flatMap(JobRecord::savepoint)
                            .map(JobRecord.Savepoint::path)
                            .orElse(null),
                    job.resumable(),
                    record.flatMap(JobRecord::resumedAs).map(JobId::value).orElse(null),
                    record.flatMap(JobRecord::resumedFrom).map(JobId::value).orElse(null));
        }
    }

    /** A job with its graph. */
    record JobWithGraph(Job job, ExecutionMode mode, List<Vertex> vertices, List<JobDetail.Edge> edges) {

        static JobWithGraph of(ConsoleJob job, JobDetail detail) {
            return new JobWithGraph(
                    Job.of(job),
                    detail.mode(),
                    detail.vertices().stream().map(Vertex::of).toList(),
                    detail.edges());
        }
    }

    /**
     * A task of the graph.
     *
     * @param busyRatio null where the cluster does not report it
     */
    record Vertex(
            String id,
            String name,
            int parallelism,
            JobState state,
            long recordsRead,
            long recordsWritten,
            long bytesRead,
            long bytesWritten,
            @Nullable Double busyRatio,
            @Nullable Double backPressuredRatio,
            @Nullable String watermark,
            Map<String, Integer> subtasksByState) {

        static Vertex of(JobDetail.Vertex vertex) {
            return new Vertex(
                    vertex.id(),
                    vertex.name(),
                    vertex.parallelism(),
                    vertex.state(),
                    vertex.recordsRead(),
                    vertex.recordsWritten(),
                    vertex.bytesRead(),
                    vertex.bytesWritten(),
                    nullable(vertex.busyRatio()),
                    nullable(vertex.backPressuredRatio()),
                    vertex.watermark().orElse(null),
                    vertex.subtasksByState());
        }

        private static @Nullable Double nullable(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }
    }

    /** How many checkpoints came to what, and the latest ones, newest first. */
    record Checkpoints(long completed, long failed, long inProgress, long restored, List<Checkpoint> history) {

        static Checkpoints of(JobCheckpoints checkpoints) {
            return new Checkpoints(
                    checkpoints.completed(),
                    checkpoints.failed(),
                    checkpoints.inProgress(),
                    checkpoints.restored(),
                    checkpoints.history().stream().map(Checkpoint::of).toList());
        }
    }

    /** One checkpoint or savepoint. */
    record Checkpoint(
            long id,
            JobCheckpoints.Status status,
            boolean savepoint,
            Instant triggeredAt,
            @Nullable Duration duration,
            long stateBytes,
            long writtenBytes,
            @Nullable String externalPath,
            @Nullable String failure) {

        static Checkpoint of(JobCheckpoints.Checkpoint checkpoint) {
            return new Checkpoint(
                    checkpoint.id(),
                    checkpoint.status(),
                    checkpoint.savepoint(),
                    checkpoint.triggeredAt(),
                    checkpoint.duration().orElse(null),
                    checkpoint.stateBytes(),
                    checkpoint.writtenBytes(),
                    checkpoint.externalPath().orElse(null),
                    checkpoint.failure().orElse(null));
        }
    }

    /** An exception the job met: its root cause, without the stack, which is for the job's page. */
    record Failure(Instant at, String rootCause, @Nullable String task) {

        static Failure of(JobFailure failure) {
            return new Failure(failure.at(), failure.rootCause(), failure.task().orElse(null));
        }
    }

    /**
     * What to do on the way out.
     *
     * @param savepoint whether to take a savepoint; taken to be true when not said
     */
    record StopRequest(@Nullable Boolean savepoint) {}

    /** @param savepoint where it lies; null for a job stopped without one */
    record Stopped(String id, @Nullable String savepoint) {}

    /** The job that goes on. */
    record Resumed(String jobId, String resumedFrom) {}
}
