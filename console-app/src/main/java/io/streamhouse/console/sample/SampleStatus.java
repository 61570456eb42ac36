package io.streamhouse.console.sample;

import io.streamhouse.model.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * The sample shop as it is, beside what is wished of it.
 *
 * @param running whether it is wished to run
 * @param eventsPerSecond the rate wished for
 * @param state what it really does
 * @param step what is being done, in words
 * @param rowsWritten since the console started
 * @param lastWrite when rows were last written; empty if not since the console started
 * @param problem why it does not do what is wished; it is tried again by itself
 * @param revision of the wish; 0 for one never made
 */
public record SampleStatus(
        boolean running,
        int eventsPerSecond,
        State state,
        String step,
        long rowsWritten,
        Optional<Instant> lastWrite,
        Optional<Problem> problem,
        long revision) {

    /** What the shop does. */
    public enum State {
        /** Nobody has asked for it. */
        OFF,
        WAITING_FOR_ENGINE,
        INSTALLING,
        RUNNING,
        PAUSED,
        FAILED
    }
}
