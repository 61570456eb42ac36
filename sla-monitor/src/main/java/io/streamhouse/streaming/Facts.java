package io.streamhouse.streaming;

import io.streamhouse.store.LedgerJob.Hindrance;
import io.streamhouse.store.LedgerJob.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything a decision about a streaming statement depends on, the instant included.
 *
 * @param job its job, as the cluster tells
 * @param seen whether the cluster is known to have had that job
 * @param placed whether that job has completed a checkpoint of its own
 * @param runsFor for how long it has been running without a break
 * @param absentFor for how long the cluster, answering, has not known it
 * @param grace for how long it may not know a job and still come back with it, as one that recovers does
 * @param stateRefused whether what throws the job back is the state it started from
 * @param failures failures in a row
 * @param quietUntil after a failure, when it is tried again
 */
record Facts(
        Instant now,
        Wish wish,
        JobFact job,
        boolean seen,
        boolean placed,
        Duration runsFor,
        Duration absentFor,
        Duration grace,
        boolean stateRefused,
        Hindrance hindrance,
        int failures,
        Optional<Instant> quietUntil) {

    /** What the cluster says of the job that the ledger names. */
    enum JobFact {
        /** The ledger names none. */
        NONE,
        /** Its tasks are not all at work yet. */
        STARTING,
        RUNNING,
        /** A task failed; the cluster starts it again by itself. */
        RESTARTING,
        /** On its way to an end. */
        ENDING,
        FAILED,
        CANCELED,
        FINISHED,
        /** The cluster does not know it. */
        ABSENT
    }

    boolean quiet() {
        return quietUntil.filter(now::isBefore).isPresent();
    }
}
