package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.RouterLink;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.catalog.CatalogContents;
import io.streamhouse.console.catalog.CatalogContents.DatabaseContents;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.RelationKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is altogether; and how to begin where there is nothing. */
final class CatalogPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient CatalogPages pages;
    private final Div body = new Div();
    private transient @Nullable Subscription subscription;

    CatalogPanel(CatalogPages pages) {
        this.pages = pages;
        addClassName("cat-panel");
        body.addClassName("cat-body");
        PageHeader header = new PageHeader("Catalog");
        List<CatalogContents> contents = pages.catalogs().contents();
        if (!contents.isEmpty()) {
            header.withActions(Beginnings.newDatabase(pages, contents.getFirst().name()));
        }
        add(header, body);
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

    private void refresh() {
        body.removeAll();
        List<CatalogContents> contents = pages.catalogs().contents();
        if (contents.stream().mapToInt(CatalogContents::relations).sum() == 0) {
            body.add(new EmptyState(
                    "No tables yet",
                    "Here you find every table, view and materialized view: their columns, their rows at any snapshot,"
                            + " their files. Begin with a living sample shop, a file of your own, or a CREATE TABLE.",
                    Beginnings.primary(Beginnings.sampleShop(pages)),
                    Beginnings.upload(pages, null),
                    Beginnings.createWithSql(Beginnings.USUAL)));
        }
        contents.forEach(catalog -> body.add(section(catalog)));
    }

    private static Section section(CatalogContents catalog) {
        Section section = new Section();
        section.addClassName("cat-card");
        section.add(new H2(catalog.name()));
        catalog.problem().ifPresent(problem -> section.add(new ProblemPanel(ProblemTexts.of(problem))));
        PlainTable table = new PlainTable(
                "Databases of " + catalog.name(), "Database", ">Tables", ">Views", ">Materialized views");
        for (DatabaseContents database : catalog.databases()) {
            RouterLink link = new RouterLink(
                    database.id().name(), CatalogView.class, database.id().toString());
            table.addRow(
                    link,
                    count(database, RelationKind.TABLE),
                    count(database, RelationKind.VIEW),
                    count(database, RelationKind.MATERIALIZED_VIEW));
        }
        section.add(table);
        return section;
    }

    private static com.vaadin.flow.component.html.Span count(DatabaseContents database, RelationKind kind) {
        long count = database.relations().stream()
                .filter(relation -> relation.kind() == kind)
                .count();
        return PlainTable.number(count == 0 ? "–" : Formats.number(count), String.valueOf(count));
    }
}
