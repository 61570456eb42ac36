package io.streamhouse.console.views.ui;

import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.util.Optional;

/**
 * A row of the list.
 *
 * @param wished the freshness that was chosen in the row and is not applied yet
 */
record ListedView(ViewState view, FreshnessCurve curve, Optional<FreshnessTarget> wished) {

    RelationId id() {
        return view.id();
    }
}
