package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.model.Branch;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The commits of a table, and what else keeps its past: tags, branches and readers. */
final class SnapshotsTab extends RelationTab {

    private static final long serialVersionUID = 1L;
    private static final int LIMIT = 1_000;

    private final transient CatalogPages pages;
    private final RelationId id;
    private final Grid<Snapshot> grid = new Grid<>();
    private final Div aside = new Div();
    private transient List<Snapshot> shown = List.of();

    SnapshotsTab(CatalogPages pages, RelationId id) {
        this.pages = pages;
        this.id = id;
        addClassName("cat-history");
        aside.addClassName("cat-aside");
        setUpGrid();
        add(grid, aside);
    }

    @Override
    void refresh(RelationOverview relation) {
        List<Snapshot> now = pages.catalogs().snapshots(id, LIMIT);
        if (!now.equals(shown)) {
            shown = now;
            grid.setItems(now);
        }
        aside.removeAll();
        aside.add(tags(pages.catalogs().tags(id)), branches(pages.catalogs().branches(id)));
        aside.add(consumers(pages.catalogs().consumers(id)));
    }

    private void setUpGrid() {
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.getElement().setAttribute("aria-label", "Snapshots of " + id);
        grid.setEmptyStateText("Never written to: the first commit makes the first snapshot.");
        String base = CatalogNavigation.relation(id) + "?tab=preview&snapshot=";
        grid.addColumn(LitRenderer.<Snapshot>of(
                                "<a href=${item.href} title=\"Preview at this snapshot\">${item.id}</a>")
                        .withProperty("href", snapshot -> base + snapshot.id())
                        .withProperty("id", Snapshot::id))
                .setHeader("Snapshot")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(LitRenderer.<Snapshot>of("<sh-relative-time datetime=${item.at}></sh-relative-time>")
                        .withProperty("at", snapshot -> snapshot.committedAt().toString()))
                .setHeader("Committed")
                .setAutoWidth(true);
        grid.addColumn(snapshot -> snapshot.kind().name().toLowerCase(Locale.ROOT))
                .setHeader("Kind")
                .setAutoWidth(true);
        number(
                "Rows changed",
                "What this commit added to the files; a delete or an update adds a row too",
                snapshot -> (snapshot.deltaRecords() > 0 ? "+" : "") + Formats.number(snapshot.deltaRecords()));
        number(
                "Rows after",
                "Rows in the files after this commit",
                snapshot -> Formats.number(snapshot.totalRecords()));
        number("Schema", "Version of the schema it was written with", snapshot -> String.valueOf(snapshot.schemaId()));
        grid.addColumn(Snapshot::commitUser)
                .setHeader("Writer")
                .setTooltipGenerator(snapshot -> snapshot.commitUser() + ", its commit " + snapshot.commitIdentifier())
                .setFlexGrow(1);
    }

    private void number(String title, String meaning, com.vaadin.flow.function.ValueProvider<Snapshot, String> value) {
        Span head = new Span(title);
        head.getElement().setAttribute("title", meaning);
        grid.addColumn(value)
                .setHeader(head)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(0);
    }

    private Section tags(List<Tag> tags) {
        if (tags.isEmpty()) {
            return SchemaTab.card("Tags", none("None. A tag keeps a snapshot from expiring, under a name."));
        }
        PlainTable table = new PlainTable("Tags", "Tag", ">Snapshot", "Committed");
        for (Tag tag : tags) {
            RouterLink link = new RouterLink(tag.name(), CatalogView.class, id.toString());
            link.setQueryParameters(
                    QueryParameters.simple(Map.of("tab", "preview", "snapshot", String.valueOf(tag.snapshotId()))));
            table.addRow(
                    link,
                    PlainTable.number(String.valueOf(tag.snapshotId()), "Snapshot " + tag.snapshotId()),
                    new RelativeTime(tag.committedAt()));
        }
        return SchemaTab.card("Tags", table);
    }

    private static Section branches(List<Branch> branches) {
        if (branches.isEmpty()) {
            return SchemaTab.card("Branches", none("None. A branch is a line of commits beside the main one."));
        }
        PlainTable table = new PlainTable("Branches", "Branch", "Created");
        for (Branch branch : branches) {
            table.addRow(
                    PlainTable.text(branch.name()),
                    branch.createdAt().<Component>map(RelativeTime::new).orElseGet(() -> PlainTable.dim("unknown")));
        }
        return SchemaTab.card("Branches", table);
    }

    private static Section consumers(List<Consumer> consumers) {
        if (consumers.isEmpty()) {
            return SchemaTab.card(
                    "Consumers",
                    none("None. A consumer is a reader whose progress is kept: what it has not read stays."));
        }
        PlainTable table = new PlainTable("Consumers", "Consumer", ">Reads next");
        for (Consumer consumer : consumers) {
            table.addRow(
                    PlainTable.text(consumer.id()),
                    PlainTable.number(
                            String.valueOf(consumer.nextSnapshot()),
                            "Snapshots from " + consumer.nextSnapshot() + " on are kept for it"));
        }
        return SchemaTab.card("Consumers", table);
    }

    private static Paragraph none(String text) {
        Paragraph paragraph = new Paragraph(text);
        paragraph.addClassName("cat-dim");
        return paragraph;
    }
}
