package io.streamhouse.model;

import java.util.Optional;

/**
 * What went wrong, where, and what to do next, in words for the person who caused or met it. Never holds a stack trace
 * or a secret.
 */
public record Problem(ErrorCode code, String what, Optional<Position> where, Optional<String> nextStep) {

    public static Problem of(ErrorCode code, String what) {
        return new Problem(code, what, Optional.empty(), Optional.empty());
    }

    public static Problem of(ErrorCode code, String what, String nextStep) {
        return new Problem(code, what, Optional.empty(), Optional.of(nextStep));
    }

    public Problem at(Position position) {
        return new Problem(code, what, Optional.of(position), nextStep);
    }

    public Problem withNextStep(String step) {
        return new Problem(code, what, where, Optional.of(step));
    }
}
