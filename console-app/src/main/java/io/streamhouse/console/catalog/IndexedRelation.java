package io.streamhouse.console.catalog;

import io.streamhouse.model.Column;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A relation as the search sees it, in lower case where that is compared.
 *
 * @param columns empty until the schema has been read
 * @param definition as it was read last, secrets included; empty until it has been read
 */
record IndexedRelation(
        RelationRef ref,
        String name,
        String path,
        boolean complete,
        List<IndexedColumn> columns,
        Optional<Relation> definition) {

    IndexedRelation {
        columns = List.copyOf(columns);
    }

    record IndexedColumn(String name, String lowerCase) {
        static IndexedColumn of(Column column) {
            return new IndexedColumn(column.name(), column.name().toLowerCase(Locale.ROOT));
        }
    }

    static IndexedRelation known(RelationRef ref) {
        return new IndexedRelation(
                ref,
                ref.id().name().toLowerCase(Locale.ROOT),
                (ref.id().catalog() + "." + ref.id().database() + "." + ref.id().name()).toLowerCase(Locale.ROOT),
                false,
                List.of(),
                Optional.empty());
    }

    static IndexedRelation read(Relation relation) {
        IndexedRelation known = known(new RelationRef(relation.id(), relation.kind()));
        return new IndexedRelation(
                known.ref(),
                known.name(),
                known.path(),
                true,
                relation.schema().columns().stream().map(IndexedColumn::of).toList(),
                Optional.of(relation));
    }

    /** The query of a view; empty until it has been read. */
    Optional<String> query() {
        return definition.flatMap(IndexedRelation::queryOf);
    }

    /** Whether both are the same to whoever reads them: the same columns and the same query. */
    boolean sameShape(IndexedRelation other) {
        return ref.equals(other.ref)
                && definition.map(Relation::schema).equals(other.definition.map(Relation::schema))
                && query().equals(other.query());
    }

    private static Optional<String> queryOf(Relation relation) {
        return switch (relation) {
            case Relation.BaseTable ignored -> Optional.empty();
            case Relation.View view -> Optional.of(view.query());
            case Relation.MaterializedView view -> Optional.of(view.query());
        };
    }
}
