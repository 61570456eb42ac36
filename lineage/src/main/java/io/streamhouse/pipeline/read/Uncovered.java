package io.streamhouse.pipeline.read;

/** A part of a query that no step covers. */
final class Uncovered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why one sentence for a person, naming the construct */
    Uncovered(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
