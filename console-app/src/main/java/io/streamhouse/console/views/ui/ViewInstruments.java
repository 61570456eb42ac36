package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.html.Div;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.console.views.ViewSeen;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import java.util.Optional;

/** What of a view's page belongs to one view: how fresh it is to be, how far it was behind, and what was decided. */
final class ViewInstruments extends Div {

    private static final long serialVersionUID = 1L;

    private final FreshnessCard freshness;
    private final LagCard lag;
    private final DecisionsPanel decisions;
    private transient Optional<FreshnessTarget> proposed;

    /** @param proposed a freshness to show as if it had been chosen; empty to show the view's own */
    ViewInstruments(RelationId id, ViewPageParts parts, Optional<FreshnessTarget> proposed) {
        this.proposed = proposed;
        freshness = new FreshnessCard(id, parts.views(), parts.actions());
        lag = new LagCard(id, parts.views(), parts.actions(), parts.clock());
        decisions = new DecisionsPanel(id, parts.views(), parts.actions());
        addClassName("views-stack");
        add(freshness, lag);
    }

    /** Has a place of its own on the page. */
    DecisionsPanel decisions() {
        return decisions;
    }

    void show(ViewSeen.Known known) {
        freshness.show(known.view());
        lag.show(known.switches());
        proposed.ifPresent(freshness::propose);
        proposed = Optional.empty();
    }

    /** The HTTP calls that do what is chosen here. */
    HttpCallsDialog calls(RelationId id) {
        return new HttpCallsDialog(ViewCalls.of(id, freshness.freshness(), freshness.mode()));
    }
}
