package io.streamhouse.console.catalog;

import io.streamhouse.model.RelationRef;
import java.util.Optional;

/**
 * A relation that fits a search.
 *
 * @param column the column that made it fit, where the relation's own name did not
 */
public record SearchHit(RelationRef relation, Optional<String> column) {}
