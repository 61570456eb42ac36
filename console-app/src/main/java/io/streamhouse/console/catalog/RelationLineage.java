package io.streamhouse.console.catalog;

import io.streamhouse.component.LineageDrawing;
import io.streamhouse.component.LineageDrawing.Figures;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.util.Map;
import java.util.Optional;

/** What the feature that knows lineage tells the Catalog of a relation. */
public interface RelationLineage {

    /**
     * A relation and its neighbours.
     *
     * @param figures how each of them is, by the card's id
     */
    record Around(LineageDrawing graph, Map<String, Figures> figures) {}

    /**
     * What the relation is made of and what is made of it, one hop each way.
     *
     * @throws ProblemException NOT_FOUND if lineage knows nothing of it
     */
    Around around(RelationId id);

    /** Where more of it is shown: of the relation, or of one of its columns. */
    String page(RelationId id, Optional<String> column);

    /** Calls the listener after lineage changed, from another thread. */
    Subscription onChange(Runnable listener);
}
