package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.CatalogContents.DatabaseContents;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The relations of a database. */
final class DatabasePanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient CatalogPages pages;
    private final DatabaseId id;
    private final PageHeader header;
    private final Grid<RelationRef> grid = new Grid<>();
    private final Div empty = new Div();
    private final Button drop = new Button("Drop database", VaadinIcon.TRASH.create(), click -> drop());
    private transient @Nullable Subscription subscription;

    DatabasePanel(CatalogPages pages, DatabaseId id) {
        this.pages = pages;
        this.id = id;
        addClassName("cat-panel");
        header = new PageHeader(id.name())
                .withCrumb("Catalog", CatalogNavigation.ROUTE)
                .withCrumb(id.catalog(), CatalogNavigation.ROUTE)
                .withActions(
                        drop,
                        Beginnings.createWithSql(id),
                        Beginnings.upload(pages, id),
                        Beginnings.primary(Beginnings.design(id)));
        setUpGrid();
        empty.add(new EmptyState(
                "Nothing in " + id.name() + " yet",
                "A table is designed in a form, written as CREATE TABLE, or comes from a file of yours.",
                Beginnings.primary(Beginnings.design(id)),
                Beginnings.upload(pages, id),
                Beginnings.createWithSql(id)));
        add(header, grid, empty);
        refresh();
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        subscription = pages.catalogs().onChange(() -> ui.access(this::refresh));
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        super.onDetach(detachEvent);
    }

    private void setUpGrid() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.getElement().setAttribute("aria-label", "Relations of " + id);
        grid.addColumn(LitRenderer.<RelationRef>of(
                                "<a href=${item.href}><vaadin-icon icon=${item.icon}></vaadin-icon> ${item.name}</a>")
                        .withProperty("href", ref -> CatalogNavigation.relation(ref.id()))
                        .withProperty("icon", ref -> Kinds.icon(ref.kind()))
                        .withProperty("name", ref -> ref.id().name()))
                .setHeader("Name")
                .setSortable(true)
                .setComparator(ref -> ref.id().name())
                .setFlexGrow(3);
        grid.addColumn(ref -> Kinds.word(ref.kind()))
                .setHeader("Kind")
                .setSortable(true)
                .setFlexGrow(1);
    }

    private void refresh() {
        List<RelationRef> relations = pages.catalogs().contents().stream()
                .flatMap(catalog -> catalog.databases().stream())
                .filter(database -> database.id().equals(id))
                .findFirst()
                .map(DatabaseContents::relations)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no database " + id,
                        "It may have been dropped; the tree shows what there is"));
        header.setDetail(relations.size() == 1 ? "1 relation" : relations.size() + " relations");
        grid.setItems(relations);
        grid.setVisible(!relations.isEmpty());
        empty.setVisible(relations.isEmpty());
        drop.setVisible(relations.isEmpty());
    }

    /** Only shown while the database is empty, so nothing is lost and nothing need be confirmed. */
    private void drop() {
        try {
            pages.changes().dropDatabase(pages.actor().get(), id);
            Toast.done("Dropped " + id);
            UI.getCurrent().navigate(CatalogView.class, "");
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e));
        }
    }
}
