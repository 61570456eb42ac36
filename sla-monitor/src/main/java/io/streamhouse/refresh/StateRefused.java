package io.streamhouse.refresh;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;

/**
 * A job can't go on from the state it was given. That state is of no use to anybody any more: what it held is computed
 * anew.
 */
final class StateRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateRefused() {
        super(
                "The state kept of its stream does not fit what its query reads now, as when a source has got another column");
    }

    Problem problem() {
        return Problem.of(ErrorCode.EXECUTION_FAILED, String.valueOf(getMessage()), "It is computed anew by itself");
    }
}
