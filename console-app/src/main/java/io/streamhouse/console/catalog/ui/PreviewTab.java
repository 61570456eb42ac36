package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.ResultTable;
import io.streamhouse.component.ResultTable.ResultColumn;
import io.streamhouse.component.ResultTable.ResultRow;
import io.streamhouse.console.catalog.CatalogQueries;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.Column;
import io.streamhouse.model.Preview;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.ValueText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The first rows of a table, at the latest snapshot or any one before it. The latest follows what is written. */
final class PreviewTab extends RelationTab {

    private static final long serialVersionUID = 1L;
    private static final int SNAPSHOTS = 500;
    private static final List<Integer> LIMITS = List.of(100, 1_000, 10_000);

    private final transient CatalogPages pages;
    private final RelationId id;
    private final ComboBox<Choice> at = new ComboBox<>();
    private final Select<Integer> limit = new Select<>();
    private final Span read = new Span();
    private final Div hint = new Div();
    private final Span difference = new Span();
    private final Anchor compare = new Anchor("sql", "Compare in SQL page");
    private final ProblemPanel problem = new ProblemPanel();
    private final ResultTable rows = new ResultTable("Rows");
    private OptionalLong wanted = OptionalLong.empty();
    private int rowLimit = LIMITS.getFirst();
    private boolean filling;
    private transient List<Column> columns = List.of();
    private transient @Nullable Loaded loaded;

    /** What was read last, so that the same is not read again. */
    private record Loaded(OptionalLong wanted, int limit, Optional<Long> latest) {}

    /** A line of the snapshot picker; empty stands for the latest one. */
    private record Choice(Optional<Snapshot> snapshot, String text) {}

    PreviewTab(CatalogPages pages, RelationId id) {
        this.pages = pages;
        this.id = id;
        addClassName("cat-preview");
        at.setAriaLabel("Snapshot");
        at.setItemLabelGenerator(Choice::text);
        at.setWidth("24rem");
        at.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                go(change.getValue().snapshot().map(Snapshot::id), rowLimit);
            }
        });
        limit.setAriaLabel("Rows");
        limit.setItems(LIMITS);
        limit.setItemLabelGenerator(count -> "first " + Formats.number(count) + " rows");
        limit.setWidth("11rem");
        limit.addValueChangeListener(change -> {
            if (!filling && change.getValue() != null) {
                go(wanted.isPresent() ? Optional.of(wanted.getAsLong()) : Optional.empty(), change.getValue());
            }
        });
        read.addClassName("cat-dim");
        read.getElement().setAttribute("role", "status");
        Div bar = new Div(at, limit, read);
        bar.addClassName("cat-bar");
        hint.addClassName("cat-hint");
        compare.addClassName("cat-link");
        Button latest = new Button("Back to the latest", click -> go(Optional.empty(), rowLimit));
        latest.addThemeNames("small");
        hint.add(difference, compare, latest);
        rows.setSizeFull();
        add(bar, hint, problem, rows);
    }

    @Override
    void show(QueryParameters parameters) {
        wanted = parameters
                .getSingleParameter("snapshot")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
        rowLimit = parameters
                .getSingleParameter("limit")
                .flatMap(text -> LIMITS.stream()
                        .filter(known -> String.valueOf(known).equals(text))
                        .findFirst())
                .orElse(LIMITS.getFirst());
    }

    @Override
    void refresh(RelationOverview relation) {
        Optional<Snapshot> latest = relation.facts().flatMap(TableFacts::currentSnapshot);
        Loaded now = new Loaded(wanted, rowLimit, latest.map(Snapshot::id));
        if (now.equals(loaded)) {
            return;
        }
        boolean read =
                loaded == null || wanted.isEmpty() || !loaded.wanted().equals(wanted) || loaded.limit() != rowLimit;
        loaded = now;
        fillPicker(latest);
        if (read) {
            load();
        }
        explain(latest);
    }

    private void load() {
        Instant started = pages.clock().instant();
        try {
            Preview preview = pages.catalogs().preview(id, wanted, rowLimit);
            Duration took = Duration.between(started, pages.clock().instant());
            if (!preview.columns().equals(columns)) {
                columns = preview.columns();
                rows.setColumns(columns.stream()
                        .map(column -> ResultColumn.of(column.name(), column.type()))
                        .toList());
            }
            rows.setRows(preview.rows().stream().map(PreviewTab::cells).toList());
            rows.setVisible(true);
            problem.clear();
            read.setText(said(preview, took));
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
            rows.setVisible(false);
            read.setText("");
        }
    }

    private static String said(Preview preview, Duration took) {
        String count = preview.rows().isEmpty()
                ? "no rows"
                : (preview.truncated() ? "first " : "all ")
                        + Formats.number(preview.rows().size()) + " rows";
        return count + " · read in " + Formats.duration(took);
    }

    private static ResultRow cells(Row row) {
        List<@Nullable String> cells = new ArrayList<>();
        row.values().forEach(value -> cells.add(value == null ? null : ValueText.of(value)));
        return ResultRow.of(cells);
    }

    private void fillPicker(Optional<Snapshot> latest) {
        Instant now = pages.clock().instant();
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(
                Optional.empty(),
                latest.map(snapshot -> "Latest, snapshot " + snapshot.id()).orElse("Latest: never written to")));
        Choice chosen = choices.getFirst();
        for (Snapshot snapshot : pages.catalogs().snapshots(id, SNAPSHOTS)) {
            Choice choice = new Choice(Optional.of(snapshot), text(snapshot, now));
            choices.add(choice);
            if (wanted.isPresent() && wanted.getAsLong() == snapshot.id()) {
                chosen = choice;
            }
        }
        if (wanted.isPresent() && chosen.snapshot().isEmpty()) {
            chosen = new Choice(Optional.empty(), "Snapshot " + wanted.getAsLong());
            choices.add(chosen);
        }
        filling = true;
        at.setItems(choices);
        at.setValue(chosen);
        limit.setValue(rowLimit);
        filling = false;
    }

    static String text(Snapshot snapshot, Instant now) {
        return snapshot.id() + " · " + Formats.duration(Duration.between(snapshot.committedAt(), now)) + " ago · "
                + snapshot.kind().name().toLowerCase(Locale.ROOT) + " · " + delta(snapshot.deltaRecords());
    }

    static String delta(long rows) {
        return (rows > 0 ? "+" : "") + Formats.number(rows) + (Math.abs(rows) == 1 ? " row" : " rows");
    }

    private void explain(Optional<Snapshot> latest) {
        boolean older = wanted.isPresent()
                && latest.filter(snapshot -> snapshot.id() != wanted.getAsLong())
                        .isPresent();
        hint.setVisible(older);
        if (older) {
            long behind = latest.orElseThrow().id() - wanted.getAsLong();
            difference.setText("You look at the past: " + Formats.number(behind)
                    + (behind == 1 ? " commit has" : " commits have") + " followed."
                    + at.getOptionalValue()
                            .flatMap(Choice::snapshot)
                            .map(snapshot -> " The files held "
                                    + Formats.number(snapshot.totalRecords()) + " rows then, "
                                    + Formats.number(latest.orElseThrow().totalRecords()) + " now.")
                            .orElse(""));
            compare.setHref(CatalogNavigation.sql(CatalogQueries.compare(id, wanted.getAsLong())));
        }
    }

    private void go(Optional<Long> snapshot, int count) {
        Map<String, String> parameters = new HashMap<>(Map.of("tab", RelationPanel.Part.PREVIEW.address()));
        snapshot.ifPresent(number -> parameters.put("snapshot", String.valueOf(number)));
        if (count != LIMITS.getFirst()) {
            parameters.put("limit", String.valueOf(count));
        }
        CatalogView.go(id, parameters);
    }
}
