package io.streamhouse.refresh;

import java.util.List;

/**
 * One question, asked twice: of Flink as the query of a view, and of H2 as the oracle. The two texts are written
 * independently of each other.
 *
 * @param flink the view's query; relations by their plain names
 * @param h2 the same question; the n-th scan of the Flink text, counted from 0, is the table {@code sN}
 * @param scans the relations read, one per scan in the order of the Flink text; catalog views expanded
 * @param key the view's primary key; empty for a view that only ever grows, or that can only be rebuilt
 * @param kind what may be said of it
 */
record Question(String name, String flink, String h2, List<String> scans, List<String> key, Kind kind) {

    /** What can be done with a question. */
    enum Kind {
        /** Every mode can be exact: must be taken when pinned to any. */
        MAINTAINABLE,
        /** Streams drop what batch counts: must be FULL under AUTO and refused when pinned to another mode. */
        DROPS_LATE_CHANGES,
        /** Can only be computed anew: the same. */
        FULL_ONLY
    }

    boolean reads(String relation) {
        return scans.contains(relation);
    }
}
