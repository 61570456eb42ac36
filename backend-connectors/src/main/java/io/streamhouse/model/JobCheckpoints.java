package io.streamhouse.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A job's checkpoints: how many of each outcome, and the latest ones, newest first. */
public record JobCheckpoints(long completed, long failed, long inProgress, long restored, List<Checkpoint> history) {

    public JobCheckpoints {
        history = List.copyOf(history);
    }

    /**
     * One checkpoint or savepoint.
     *
     * @param stateBytes size of the whole state it holds
     * @param writtenBytes bytes it wrote itself; less than {@code stateBytes} where it is incremental
     * @param externalPath where it can be resumed from; empty if nowhere
     */
    public record Checkpoint(
            long id,
            Status status,
            boolean savepoint,
            Instant triggeredAt,
            Optional<Duration> duration,
            long stateBytes,
            long writtenBytes,
            Optional<String> externalPath,
            Optional<String> failure) {}

    public enum Status {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }
}
