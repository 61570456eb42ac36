package io.streamhouse.model;

/** A relation's id and kind: what a tree or a completion list needs, without reading its schema. */
public record RelationRef(RelationId id, RelationKind kind) {}
