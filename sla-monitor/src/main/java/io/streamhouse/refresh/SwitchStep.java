package io.streamhouse.refresh;

import java.time.Instant;
import java.util.Optional;

/**
 * One step of a switch.
 *
 * @param name what is done, in a few words
 * @param detail what came of it: a savepoint's path, the rows written, why it failed
 */
public record SwitchStep(
        String name, State state, Instant startedAt, Optional<Instant> finishedAt, Optional<String> detail) {

    /** How far a step or a switch is. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED
    }
}
