package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.console.catalog.RelationOverview;

/** One of the tabs of a relation's page. */
abstract class RelationTab extends Div {

    private static final long serialVersionUID = 1L;

    RelationTab() {
        addClassName("cat-tab");
    }

    /** The page's address says something new of this tab. */
    void show(QueryParameters parameters) {}

    /** The relation was written to, or read again for another reason. */
    abstract void refresh(RelationOverview relation);
}
