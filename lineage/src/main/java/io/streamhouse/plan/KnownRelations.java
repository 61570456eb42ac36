package io.streamhouse.plan;

import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The relations of one planning: each is asked for once, so that the whole of it sees the same. */
final class KnownRelations {

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
}
