package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Written.Part;
import java.util.Set;

/**
 * What all share who read a part of one script.
 *
 * @param growing the pipeline that it becomes
 * @param kept queries that are to stay text, as they are in the pipeline before
 */
record Reading(Written text, Growing growing, Sources sources, AggregateCalls aggregates, Set<String> kept) {

    boolean isKept(Part query) {
        return kept.contains(text.body(query));
    }
}
