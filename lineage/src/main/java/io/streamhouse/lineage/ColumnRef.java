package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;

/** A column of a relation. */
public record ColumnRef(RelationId relation, String column) implements Comparable<ColumnRef> {

    @Override
    public int compareTo(ColumnRef other) {
        int byRelation = relation.compareTo(other.relation);
        return byRelation != 0 ? byRelation : column.compareTo(other.column);
    }
}
