package io.streamhouse.cost;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stretch of work that was done for a view: one run of a mode that comes and goes, or a stretch of a job that always
 * runs.
 *
 * @param took from its beginning to its end
 * @param cpu empty if it was not metered
 * @param commits of a job that always runs, in this stretch; one for a run
 * @param changedRows of its inputs that it took up; empty if not known
 * @param baseRows that its inputs held in all; empty if not known
 * @param requests operations on storage; empty if they were not metered
 */
public record Observed(
        Kind kind,
        Duration took,
        Optional<Duration> cpu,
        long commits,
        OptionalLong changedRows,
        OptionalLong baseRows,
        OptionalLong requests) {

    /** What was done. */
    public enum Kind {
        /** A job that always runs. */
        CONTINUOUS,
        /** Resumed, caught up and stopped. */
        INCREMENTAL,
        /** Computed whole. */
        FULL,
        /** Computed whole, with the state of a stream that carries on from it. */
        REINITIALIZE
    }
}
