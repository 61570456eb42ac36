package io.streamhouse.plan;

import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.catalog.CatalogBaseTable;

/** The relations of one planning: each is asked for once, so that the whole of it sees the same. */
class KnownRelations {

    private final RelationSource source;
    private final Map<RelationId, Optional<Relation>> asked = new HashMap<>();

    KnownRelations(RelationSource source) {
        this.source = source;
    }

    Optional<Relation> find(RelationId id) {
        Optional<Relation> known = asked.get(id);
        if (known == null) {
            known = source.relation(id);
            asked.put(id, known);
        }
        return known;
    }

    /** The relation as Flink itself has read its definition, where it knows more of it than the catalog's words. */
    Optional<CatalogBaseTable> asDefined(RelationId id) {
        return Optional.empty();
    }

    /** Whether a view is taken for a table, so that nothing of its query is looked at. */
    boolean viewsAreTables() {
        return false;
    }

    /** Whether a table can be read as it was at a point in time. */
    boolean havePast() {
        return false;
    }
}
