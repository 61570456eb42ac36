package io.streamhouse.streaming;

import io.streamhouse.store.LedgerJob.Hindrance;
import java.time.Duration;

/** What to do about a streaming statement next: a pure function of the facts. */
sealed interface Decision {

    /** A job that runs this long is taken to be well. */
    Duration WELL_AFTER = Duration.ofSeconds(60);

    /** Nothing, until something changes or the time comes. */
    record Wait() implements Decision {}

    /** Submit it, from where it stands. */
    record Start() implements Decision {}

    /** Have the job take its first checkpoint, and let go of what it started from. */
    record Place() implements Decision {}

    /** What went wrong is over. */
    record Recovered() implements Decision {}

    /** Stop the job with a savepoint. */
    record Stop() implements Decision {}

    /** End the job, which is in no state to take a savepoint, and keep its newest checkpoint. */
    record Halt() implements Decision {}

    /** Find out where a job that is gone can be carried on. */
    record Settle() implements Decision {}

    /** The job failed for good: remember why, and find out where it can be carried on. */
    record Fail() implements Decision {}

    /** End the job, which can't use the state it started from, and say so. */
    record Refuse() implements Decision {}

    /** Somebody else ended it: find out where it stood, and leave it at that. */
    record Follow() implements Decision {}

    /** It came to its own end, or was stopped elsewhere: find out which. */
    record Conclude() implements Decision {}

    /** End the job, delete its state and forget it. */
    record Drop() implements Decision {}

    static Decision decide(Facts facts) {
        return switch (facts.wish()) {
            case DROP -> facts.quiet() ? new Wait() : new Drop();
            case STOP -> stop(facts);
            case RUN -> run(facts);
        };
    }

    private static Decision stop(Facts facts) {
        return switch (facts.job()) {
            case NONE, ENDING -> new Wait();
            // Submitted or not, nobody knows: the id it was to have tells, once the engine has had its time.
            case ABSENT -> facts.absentFor().compareTo(facts.grace()) < 0 ? new Wait() : new Settle();
            case FAILED, CANCELED -> new Settle();
            case FINISHED -> new Conclude();
            case STARTING -> new Wait();
            case RUNNING -> facts.quiet() ? new Wait() : new Stop();
            case RESTARTING -> new Halt();
        };
    }

    private static Decision run(Facts facts) {
        return switch (facts.job()) {
            case NONE -> mayStart(facts) ? new Start() : new Wait();
            case STARTING, ENDING -> new Wait();
            case RESTARTING -> facts.stateRefused() ? new Refuse() : new Wait();
            case RUNNING -> {
                if (!facts.placed()) {
                    yield facts.quiet() ? new Wait() : new Place();
                }
                boolean well = facts.failures() > 0 && facts.runsFor().compareTo(WELL_AFTER) >= 0;
                yield well ? new Recovered() : new Wait();
            }
            case FAILED -> new Fail();
            case CANCELED -> new Follow();
            case FINISHED -> new Conclude();
            case ABSENT -> {
                if (!facts.seen()) {
                    // Under the same id: should it be on its way still, the second is refused.
                    yield mayStart(facts) ? new Start() : new Wait();
                }
                yield facts.absentFor().compareTo(facts.grace()) < 0 ? new Wait() : new Settle();
            }
        };
    }

    private static boolean mayStart(Facts facts) {
        return facts.hindrance() == Hindrance.NONE && !facts.quiet();
    }
}
