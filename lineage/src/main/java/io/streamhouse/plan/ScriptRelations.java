package io.streamhouse.plan;

import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.catalog.CatalogBaseTable;

/** What the statements of a script know of relations: those of the catalogs, and those the script has defined so far. */
final class ScriptRelations extends KnownRelations {

    /** @param table as Flink has read its definition; empty where the relation says everything */
    private record Defined(Relation relation, Optional<CatalogBaseTable> table) {}

    private final boolean viewsAreTables;

    /** Those made for good, and for an absent one that it has been dropped. */
    private final Map<RelationId, Optional<Defined>> lasting = new HashMap<>();

    /** Those that hide others of the same name. */
    private final Map<RelationId, Defined> temporary = new HashMap<>();

    ScriptRelations(RelationSource source, boolean viewsAreTables) {
        super(source);
        this.viewsAreTables = viewsAreTables;
    }

    void define(Relation relation, Optional<CatalogBaseTable> table, boolean forNow) {
        Defined defined = new Defined(relation, table);
        if (forNow) {
            temporary.put(relation.id(), defined);
        } else {
            lasting.put(relation.id(), Optional.of(defined));
        }
    }

    void drop(RelationId id, boolean forNow) {
        if (forNow) {
            temporary.remove(id);
        } else {
            lasting.put(id, Optional.empty());
        }
    }

    @Override
    Optional<Relation> find(RelationId id) {
        return stored(id).or(() -> SystemTables.base(id).flatMap(this::stored).flatMap(of -> SystemTables.of(of, id)));
    }

    private Optional<Relation> stored(RelationId id) {
        Defined hiding = temporary.get(id);
        if (hiding != null) {
            return Optional.of(hiding.relation());
        }
        Optional<Defined> defined = lasting.get(id);
        return defined == null ? super.find(id) : defined.map(Defined::relation);
    }

    @Override
    Optional<CatalogBaseTable> asDefined(RelationId id) {
        Defined hiding = temporary.get(id);
        return hiding == null ? lasting.getOrDefault(id, Optional.empty()).flatMap(Defined::table) : hiding.table();
    }

    @Override
    boolean viewsAreTables() {
        return viewsAreTables;
    }

    @Override
    boolean havePast() {
        return true;
    }
}
