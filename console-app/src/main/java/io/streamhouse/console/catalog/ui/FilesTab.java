package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.streamhouse.component.Formats;
import io.streamhouse.console.catalog.CatalogQueries;
import io.streamhouse.console.catalog.FilesHealth;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.model.DataFile;
import io.streamhouse.model.Partition;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.TableFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The live files of a table and its partitions, and whether the files are of a size that reads well. */
final class FilesTab extends RelationTab {

    private static final long serialVersionUID = 1L;
    private static final int LIMIT = 2_000;

    private final transient CatalogPages pages;
    private final RelationId id;
    private final Div hint = new Div();
    private final Span advice = new Span();
    private final Grid<Partition> partitions = new Grid<>();
    private final Grid<DataFile> files = new Grid<>();
    private final Section partitionCard;
    private final Section fileCard;
    private final H2 filesTitle = new H2("Files");
    private transient @Nullable TableFacts shown;

    FilesTab(CatalogPages pages, RelationId id) {
        this.pages = pages;
        this.id = id;
        addClassName("cat-files");
        Anchor compact = new Anchor(CatalogNavigation.sql(CatalogQueries.compact(id)), "Compact in SQL page");
        compact.addClassName("cat-link");
        hint.addClassName("cat-hint");
        hint.add(advice, compact);
        setUpPartitions();
        setUpFiles();
        partitionCard = new Section(new H2("Partitions"), partitions);
        partitionCard.addClassName("cat-card");
        fileCard = new Section(filesTitle, files);
        fileCard.addClassNames("cat-card", "cat-grow");
        add(hint, partitionCard, fileCard);
    }

    @Override
    void refresh(RelationOverview relation) {
        Optional<TableFacts> facts = relation.facts();
        if (facts.isEmpty() || facts.get().equals(shown)) {
            return;
        }
        shown = facts.get();
        Optional<FilesHealth> health = FilesHealth.of(shown).filter(FilesHealth::small);
        hint.setVisible(health.isPresent());
        health.ifPresent(found -> advice.setText(Formats.number(found.files()) + " files of "
                + Formats.bytes(found.averageBytes())
                + " on average: every one costs a reader an opening. Compacting merges them."));
        boolean partitioned = !relation.schema().partitionKeys().isEmpty();
        partitionCard.setVisible(partitioned);
        if (partitioned) {
            List<Partition> found = pages.catalogs().partitions(id);
            partitions.setItems(found);
        }
        List<DataFile> live = pages.catalogs().files(id, LIMIT);
        files.setItems(live);
        filesTitle.setText(
                live.size() < shown.files()
                        ? "Files, the newest " + Formats.number(live.size()) + " of " + Formats.number(shown.files())
                        : "Files");
    }

    private void setUpPartitions() {
        partitions.addThemeVariants(GridVariant.NO_BORDER);
        partitions.getElement().setAttribute("aria-label", "Partitions of " + id);
        partitions.setEmptyStateText("No partition has rows yet.");
        partitions.setHeight("14rem");
        text(partitions, "Partition", partition -> values(partition.values()));
        number(partitions, "Rows", Partition::rows, Formats::number);
        number(partitions, "Size", Partition::bytes, Formats::bytes);
        number(partitions, "Files", Partition::files, Formats::number);
        time(partitions, "Last file", Partition::lastFileCreatedAt);
    }

    private void setUpFiles() {
        files.addThemeVariants(GridVariant.NO_BORDER);
        files.getElement().setAttribute("aria-label", "Files of " + id);
        files.setEmptyStateText("No live files.");
        text(files, "File", DataFile::name).setFlexGrow(3).setTooltipGenerator(DataFile::name);
        text(files, "Partition", file -> values(file.partition()));
        number(files, "Bucket", file -> (long) file.bucket(), String::valueOf);
        number(files, "Level", file -> (long) file.level(), String::valueOf);
        number(files, "Rows", DataFile::rows, Formats::number);
        number(files, "Size", DataFile::bytes, Formats::bytes);
        text(files, "Format", DataFile::format).setFlexGrow(0).setAutoWidth(true);
        time(files, "Created", DataFile::createdAt);
    }

    private static String values(Map<String, String> values) {
        return values.isEmpty()
                ? "–"
                : values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static <T> Grid.Column<T> text(
            Grid<T> grid, String title, com.vaadin.flow.function.ValueProvider<T, String> value) {
        return grid.addColumn(value).setHeader(title).setSortable(true).setFlexGrow(1);
    }

    private interface Figure<T> extends com.vaadin.flow.function.ValueProvider<T, Long> {}

    private interface Format extends java.io.Serializable {
        String of(long value);
    }

    private static <T> void number(Grid<T> grid, String title, Figure<T> value, Format format) {
        grid.addColumn(item -> format.of(value.apply(item)))
                .setHeader(title)
                .setComparator(value)
                .setTooltipGenerator(item -> Formats.number(value.apply(item)))
                .setTextAlign(ColumnTextAlign.END)
                .setSortable(true)
                .setAutoWidth(true)
                .setFlexGrow(0);
    }

    private static <T> void time(Grid<T> grid, String title, com.vaadin.flow.function.ValueProvider<T, Instant> value) {
        grid.addColumn(LitRenderer.<T>of("<sh-relative-time datetime=${item.at}></sh-relative-time>")
                        .withProperty("at", item -> value.apply(item).toString()))
                .setHeader(title)
                .setComparator(value)
                .setSortable(true)
                .setAutoWidth(true)
                .setFlexGrow(0);
    }
}
