package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.model.Redactor;

/** The statement that would create the relation again. */
final class DdlTab extends RelationTab {

    private static final long serialVersionUID = 1L;

    private final SqlEditor editor = new SqlEditor("Statement that creates this relation");
    private final Anchor open = new Anchor("sql", "Open in SQL page");
    private final Div note = new Div();
    private String shown = "";

    DdlTab() {
        addClassName("cat-ddl");
        editor.setReadOnly(true);
        note.addClassName("cat-dim");
        open.addClassName("cat-link");
        Div bar = new Div(note, open);
        bar.addClassName("cat-bar");
        add(bar, editor);
    }

    @Override
    void refresh(RelationOverview relation) {
        if (shown.equals(relation.ddl())) {
            return;
        }
        shown = relation.ddl();
        editor.setValue(shown);
        open.setHref(CatalogNavigation.sql(shown));
        note.setText(
                shown.contains(Redactor.HIDDEN)
                        ? "Creates it again. Put in the secrets that are hidden here."
                        : "Creates it again, without its rows.");
    }
}
