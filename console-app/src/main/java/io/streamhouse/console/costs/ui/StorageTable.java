package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.CostText;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.SegmentBar;
import io.streamhouse.component.SegmentBar.Segment;
import io.streamhouse.cost.StorageLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What tables take up in storage, and who keeps them from getting smaller. */
final class StorageTable extends Div {

    private static final long serialVersionUID = 1L;

    private final NativeTable table = new NativeTable();
    private final Span lead = new Span();
    private final NativeTableHeaderCell cost = head("");
    private final transient Function<String, Optional<String>> routes;
    private transient List<StorageLine> shown = List.of();

    /** @param routes where the page of a relation is that has this name */
    StorageTable(Function<String, Optional<String>> routes) {
        this.routes = routes;
        addClassNames("sh-card", "costs-lines");
        H2 title = new H2("Storage by table");
        title.add(lead);
        table.addClassName("sh-table");
        table.getElement().setAttribute("aria-label", "What tables take up in storage and what it costs a month");
        NativeTableRow heads = table.getHead().addRow();
        heads.add(head("Table"), number("Live"), number("Held"), head("Held for"), number("State"), head("Share"));
        cost.addClassName("sh-num");
        heads.add(cost, number("Measured"));
        Div scroll = new Div(table);
        scroll.addClassName("costs-scroll");
        add(title, legend(), scroll);
    }

    private static NativeTableHeaderCell head(String text) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", "col");
        return cell;
    }

    private static NativeTableHeaderCell number(String text) {
        NativeTableHeaderCell cell = head(text);
        cell.addClassName("sh-num");
        return cell;
    }

    private static Component legend() {
        Div legend = new Div();
        legend.addClassNames("costs-legend", "sh-dim");
        legend.add(
                part("storage", "live: files of the newest snapshot"),
                part("overhead", "held: files that only older snapshots need"),
                part("requests", "state: savepoints and checkpoints"));
        return legend;
    }

    private static Span part(String style, String words) {
        Span dot = new Span();
        dot.addClassNames("costs-dot", "sh-segment-" + style);
        return new Span(dot, new Span(words));
    }

    void show(List<StorageLine> lines, String currency) {
        if (lines.equals(shown)) {
            return;
        }
        shown = lines;
        double month = lines.stream().mapToDouble(StorageLine::costPerMonth).sum();
        int decimals = Formats.decimals(
                lines.stream().mapToDouble(StorageLine::costPerMonth).max().orElse(0));
        lead.setText(lines.size() + (lines.size() == 1 ? " table, " : " tables, ")
                + Formats.bytes(lines.stream().mapToLong(StorageTable::bytes).sum()) + ", "
                + Formats.money(month, currency) + " a month, as metered");
        cost.removeAll();
        cost.add(CostText.badge(true), new Span(" " + currency + " a month"));
        long largest = lines.stream().mapToLong(StorageTable::bytes).max().orElse(0);
        table.getBody().removeAll();
        lines.forEach(line -> row(line, largest, decimals));
    }

    private static long bytes(StorageLine line) {
        return line.liveBytes() + line.heldBytes() + line.stateBytes();
    }

    private void row(StorageLine line, long largest, int decimals) {
        NativeTableRow row = table.getBody().addRow();
        String name = line.relation().toString();
        Component link = routes.apply(name)
                .<Component>map(route -> {
                    Anchor anchor = new Anchor(route, name);
                    anchor.setRouterIgnore(false);
                    return anchor;
                })
                .orElseGet(() -> new Span(name));
        SegmentBar bar = new SegmentBar();
        if (largest > 0) {
            bar.show(
                    List.of(
                            new Segment("storage", (double) line.liveBytes() / largest),
                            new Segment("overhead", (double) line.heldBytes() / largest),
                            new Segment("requests", (double) line.stateBytes() / largest)),
                    OptionalDouble.empty(),
                    "live " + Formats.bytes(line.liveBytes()) + ", held " + Formats.bytes(line.heldBytes()) + ", state "
                            + Formats.bytes(line.stateBytes()));
        }
        NativeTableCell share = new NativeTableCell(bar);
        share.addClassName("costs-parts");
        row.add(
                new NativeTableCell(link),
                bytes(line.liveBytes()),
                bytes(line.heldBytes()),
                new NativeTableCell(holds(line)),
                bytes(line.stateBytes()),
                share,
                figure(Formats.amount(line.costPerMonth(), decimals), String.valueOf(line.costPerMonth())));
        NativeTableCell measured = new NativeTableCell(new RelativeTime(line.measuredAt()));
        measured.addClassNames("sh-num", "sh-dim", "sh-nowrap");
        row.add(measured);
    }

    private static Component holds(StorageLine line) {
        Div holds = new Div();
        holds.addClassName("costs-holds");
        line.holds().forEach(held -> {
            Span reason = new Span(held.reason());
            reason.addClassName("sh-dim");
            Span one = new Span(new Span(held.owner()), reason);
            one.addClassName("costs-name");
            holds.add(one);
        });
        if (line.holds().isEmpty()) {
            Span nobody = new Span("nobody; goes with retention");
            nobody.addClassName("sh-dim");
            holds.add(line.heldBytes() > 0 ? nobody : new Span(""));
        }
        return holds;
    }

    private static NativeTableCell bytes(long bytes) {
        return figure(bytes == 0 ? "0" : Formats.bytes(bytes), Formats.number(bytes) + " bytes");
    }

    private static NativeTableCell figure(String text, String exact) {
        Span span = new Span(text);
        span.getElement().setAttribute("title", exact);
        NativeTableCell cell = new NativeTableCell(span);
        cell.addClassNames("sh-num", "sh-nowrap");
        return cell;
    }
}
