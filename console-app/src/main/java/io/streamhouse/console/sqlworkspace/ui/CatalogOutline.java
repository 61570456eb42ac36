package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.console.sqlworkspace.CatalogNames;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Relations and their columns in a narrow tree; a click puts the name where the cursor is. */
final class CatalogOutline extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST_SHOWN = 250;

    private final transient CatalogNames names;
    private final transient Consumer<String> insert;
    private final TextField search = new TextField();
    private final Div tree = new Div();
    private transient List<RelationRef> shown = List.of();
    private boolean drawn;

    CatalogOutline(CatalogNames names, Consumer<String> insert) {
        this.names = names;
        this.insert = insert;
        addClassName("sql-outline");
        search.setPlaceholder("Find a table");
        search.setAriaLabel("Find a table");
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.addThemeNames("small");
        search.setValueChangeMode(ValueChangeMode.EAGER);
        search.addValueChangeListener(change -> redraw());
        tree.addClassName("sql-tree");
        add(search, tree);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        refresh();
    }

    /** Draws anew if there is something new to draw. */
    void refresh() {
        List<RelationRef> now = found();
        if (!drawn || !now.equals(shown)) {
            redraw();
        }
    }

    private List<RelationRef> found() {
        List<RelationRef> all = new ArrayList<>();
        names.allDatabases().forEach(database -> all.addAll(names.relations(database)));
        return all;
    }

    private void redraw() {
        drawn = true;
        shown = found();
        tree.removeAll();
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        int left = MOST_SHOWN;
        for (DatabaseId database : names.allDatabases()) {
            List<RelationRef> fitting = names.relations(database).stream()
                    .filter(ref -> ref.id().name().toLowerCase(Locale.ROOT).contains(wanted))
                    .toList();
            if (!fitting.isEmpty() && left > 0) {
                tree.add(database(database, fitting.subList(0, Math.min(left, fitting.size())), fitting.size()));
                left -= fitting.size();
            }
        }
        if (tree.getChildren().findAny().isEmpty()) {
            Span none = new Span(
                    wanted.isEmpty() ? "No tables yet. CREATE TABLE makes one." : "No table has this in its name.");
            none.addClassName("sql-note");
            tree.add(none);
        }
    }

    private Div database(DatabaseId database, List<RelationRef> relations, int all) {
        Span title = new Span(database.toString());
        title.addClassName("sql-tree-database");
        Div group = new Div(title);
        relations.forEach(ref -> group.add(relation(ref)));
        if (relations.size() < all) {
            Span more = new Span((all - relations.size()) + " more; search for them");
            more.addClassName("sql-note");
            group.add(more);
        }
        return group;
    }

    private Div relation(RelationRef ref) {
        RelationId id = ref.id();
        NativeButton name = button(Identifiers.plain(id.name()), "sql-tree-relation");
        name.getElement().setAttribute("title", "Put " + id + " into the editor");
        name.addClickListener(click -> insert.accept(id.toString()));
        NativeDetails columns = new NativeDetails();
        Span summary = new Span();
        summary.getElement().setAttribute("aria-hidden", "true");
        columns.setSummary(summary);
        columns.getElement().getChild(0).setAttribute("aria-label", "Columns of " + id.name());
        Div inside = new Div();
        inside.addClassName("sql-tree-columns");
        columns.setContent(inside);
        columns.addToggleListener(toggle -> {
            if (toggle.isOpened()) {
                fill(inside, id);
            }
        });
        Div line = new Div(columns, name);
        line.addClassName("sql-tree-line");
        line.addClassName(
                ref.kind() == RelationKind.VIEW
                        ? "sql-tree-view"
                        : ref.kind() == RelationKind.MATERIALIZED_VIEW ? "sql-tree-mv" : "sql-tree-table");
        return line;
    }

    private void fill(Div inside, RelationId id) {
        inside.removeAll();
        names.schema(id)
                .ifPresentOrElse(
                        schema -> schema.columns()
                                .forEach(column -> inside.add(
                                        column(column, schema.primaryKey().contains(column.name())))),
                        () -> inside.add(new Span("Columns are being read; open again")));
    }

    private NativeButton column(Column column, boolean key) {
        NativeButton button = button(Identifiers.plain(column.name()), "sql-tree-column");
        Span type = new Span(column.type() + (key ? " · key" : ""));
        type.addClassName("sql-tree-type");
        button.add(type);
        button.addClickListener(click -> insert.accept(Identifiers.plain(column.name())));
        return button;
    }

    private static NativeButton button(String text, String className) {
        NativeButton button = new NativeButton();
        button.add(new Span(text));
        button.addClassName(className);
        return button;
    }
}
