package io.streamhouse.plan;

import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import java.util.Optional;

/** How the planner sees the catalogs. Asked once for each relation that a query names, on the thread that plans. */
@FunctionalInterface
public interface RelationSource {

    /** The relation of that id; empty if there is none. */
    Optional<Relation> relation(RelationId id);
}
