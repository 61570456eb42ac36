package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;

/** A change that somebody thinks of making. */
public sealed interface Change {

    RelationId relation();

    record DropRelation(RelationId relation) implements Change {}

    record DropColumn(RelationId relation, String column) implements Change {}

    /** Another type or another meaning of a column: what reads it goes on, with other values. */
    record ChangeColumn(RelationId relation, String column) implements Change {}
}
