package io.streamhouse.model;

/** What a relation is. */
public enum RelationKind {
    TABLE,
    VIEW,
    MATERIALIZED_VIEW
}
