package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.CostText;
import io.streamhouse.component.Formats;
import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.CostReport.GroupBy;
import io.streamhouse.cost.CostReport.Line;
import io.streamhouse.cost.CostReport.Overhead;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** What every line cost and used, then overhead and idle, then all of it. Figures change in place. */
final class CostLines extends Div {

    private static final long serialVersionUID = 1L;

    private static final int AT_FIRST = 60;

    private final Span lead = new Span();
    private final NativeTable table = new NativeTable();
    private final NativeTableHeaderCell key = head("", "");
    private final NativeTableHeaderCell metered = head("", "");
    private final NativeTableHeaderCell estimated = head("", "");
    private final Button more = new Button("", click -> showAll());
    private final transient Map<String, CostRow> rows = new LinkedHashMap<>();
    private final transient Function<String, Optional<String>> routes;
    private transient Set<String> shown = Set.of();
    private transient Optional<CostReport> report = Optional.empty();
    private GroupBy by = GroupBy.RELATION;
    private boolean all;

    /** @param routes where the page of a relation is that has this name */
    CostLines(Function<String, Optional<String>> routes) {
        this.routes = routes;
        addClassNames("sh-card", "costs-lines");
        H2 title = new H2("What it was used for");
        title.add(lead);
        table.addClassName("sh-table");
        table.getElement().setAttribute("aria-label", "Cost and usage by line, with overhead, idle and the total");
        metered.addClassName("sh-num");
        estimated.addClassName("sh-num");
        NativeTableRow heads = table.getHead().addRow();
        heads.add(
                key,
                metered,
                estimated,
                head("Parts", "Of the metered cost; the longest bar is the dearest line"),
                number("CPU time", "Of compaction too"),
                number(
                        "Slots held",
                        "Slots times the time they were held: reserved, not used, and no part of the cost"),
                number("Rows in", "Changed rows of the inputs"),
                number("Rows out", "Changed rows of the output"),
                number("Read", "Bytes read from storage"),
                number("Written", "Bytes written to storage"));
        Div scroll = new Div(table);
        scroll.addClassName("costs-scroll");
        more.addThemeNames("tertiary", "small");
        more.setVisible(false);
        add(title, legend(), scroll, more);
    }

    private static NativeTableHeaderCell head(String text, String meaning) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", "col");
        if (!meaning.isEmpty()) {
            cell.getElement().setAttribute("title", meaning);
        }
        return cell;
    }

    private static NativeTableHeaderCell number(String text, String meaning) {
        NativeTableHeaderCell cell = head(text, meaning);
        cell.addClassName("sh-num");
        return cell;
    }

    private static Component legend() {
        Div legend = new Div();
        legend.addClassNames("costs-legend", "sh-dim");
        for (String part : List.of("processing", "compaction", "storage", "requests")) {
            Span dot = new Span();
            dot.addClassNames("costs-dot", "sh-segment-" + part);
            legend.add(new Span(dot, new Span(part)));
        }
        return legend;
    }

    void show(CostReport next, GroupBy grouping) {
        by = grouping;
        report = Optional.of(next);
        draw(next);
    }

    private void showAll() {
        all = true;
        report.ifPresent(this::draw);
    }

    private void draw(CostReport now) {
        List<Line> lines = all
                ? now.lines()
                : now.lines().subList(0, Math.min(AT_FIRST, now.lines().size()));
        int hidden = now.lines().size() - lines.size();
        more.setVisible(hidden > 0);
        more.setText("Show " + Formats.number(hidden) + " more lines");
        lead.setText(now.lines().size() + (now.lines().size() == 1 ? " line" : " lines")
                + ", the dearest first. Lines, overhead and idle add up to the total");
        columns(now.prices());
        Map<String, Component> names = new LinkedHashMap<>();
        lines.forEach(line -> names.put("line " + line.key(), name(line.key())));
        now.overhead().forEach(line -> names.put("overhead " + line.name(), described(line.name(), "overhead")));
        names.put("idle", described("Idle", idle(now.prices())));
        names.put("total", described("Total", "lines + overhead + idle"));
        if (!names.keySet().equals(shown) || !List.copyOf(names.keySet()).equals(List.copyOf(rows.keySet()))) {
            shown = names.keySet();
            rows.clear();
            table.getBody().removeAll();
            names.forEach((id, name) -> rows.put(id, new CostRow(name)));
            rows.values().forEach(row -> table.getBody().add(row));
            row("total").addClassName("costs-total");
        }
        fill(now, lines);
    }

    private void fill(CostReport now, List<Line> lines) {
        double largest = DoubleStream.concat(
                        DoubleStream.of(now.idle()),
                        DoubleStream.concat(
                                now.lines().stream().mapToDouble(Line::metered),
                                now.overhead().stream().mapToDouble(Overhead::metered)))
                .max()
                .orElse(0);
        int decimals = Formats.decimals(largest);
        Usage used = Usage.NONE;
        for (Line line : now.lines()) {
            used = used.plus(line.usage());
        }
        for (Line line : lines) {
            row("line " + line.key())
                    .show(line.metered(), line.estimated(), Optional.of(line.parts()), largest, decimals)
                    .show(line.usage());
        }
        for (Overhead line : now.overhead()) {
            used = used.plus(line.usage());
            row("overhead " + line.name())
                    .show(line.metered(), OptionalDouble.empty(), Optional.empty(), largest, decimals)
                    .show(line.usage());
        }
        row("idle").show(now.idle(), OptionalDouble.empty(), Optional.empty(), largest, decimals);
        row("total").showTotal(now.total(), decimals).show(used);
    }

    private CostRow row(String id) {
        CostRow row = rows.get(id);
        if (row == null) {
            throw new IllegalStateException("There is no row " + id);
        }
        return row;
    }

    private void columns(Prices prices) {
        key.setText(
                switch (by) {
                    case RELATION -> "Relation";
                    case MODE -> "Refresh mode";
                    case DATABASE -> "Database";
                });
        money(metered, true, prices.currency());
        money(estimated, false, prices.currency());
    }

    private static void money(NativeTableHeaderCell cell, boolean metered, String currency) {
        cell.removeAll();
        cell.add(CostText.badge(metered), new Span(" " + currency));
    }

    private static String idle(Prices prices) {
        return switch (prices.basis()) {
            case USED -> "what the engine burns doing nothing";
            case RESERVED -> "cores kept ready that nobody used";
        };
    }

    private Component name(String text) {
        Optional<String> route = by == GroupBy.RELATION ? routes.apply(text) : Optional.empty();
        if (route.isEmpty()) {
            return new Span(text);
        }
        Anchor link = new Anchor(route.get(), text);
        link.setRouterIgnore(false);
        return link;
    }

    private static Component described(String name, String meaning) {
        Span about = new Span(meaning);
        about.addClassName("sh-dim");
        Span both = new Span(new Span(name), about);
        both.addClassName("costs-name");
        return both;
    }
}
