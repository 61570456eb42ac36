package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Growing.Rows;
import java.util.Map;
import java.util.Set;

/**
 * What a query finds around it.
 *
 * @param withs what WITH names before it
 * @param outer aliases and columns of the query that it stands inside of: it could ask for them, and a node could not
 */
record Surroundings(Map<String, Rows> withs, Set<String> outer) {

    static final Surroundings NONE = new Surroundings(Map.of(), Set.of());
}
