package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;
import java.util.Optional;

/**
 * What lineage is asked for.
 *
 * @param column one of the relation's columns, whose path alone is followed; empty for the whole relation
 * @param depth hops from the relation, at least 0; what is farther is folded
 */
public record Focus(RelationId relation, Optional<String> column, Direction direction, int depth) {}
