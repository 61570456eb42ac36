package io.streamhouse.console.catalog;

import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.Optional;

/** What the feature that keeps relations fresh tells the Catalog of one of them. */
public interface RelationFreshness {

    /** How it is kept fresh; empty for a relation that nobody keeps. */
    Optional<ViewState> kept(RelationId id);

    /** What each freshness would cost; of one that is not kept, a curve without lines that says so. */
    FreshnessCurve curve(RelationId id);

    /** The kept relations that read it directly, by name. */
    List<ViewState> readers(RelationId id);

    /** Where the freshness of one that is kept is changed. */
    String page(RelationId kept);
}
