package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.SegmentBar;
import io.streamhouse.component.SegmentBar.Segment;
import io.streamhouse.cost.CostReport.Parts;
import io.streamhouse.cost.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One line of what everything cost. */
final class CostRow extends NativeTableRow {

    private static final long serialVersionUID = 1L;

    private final Span metered = new Span();
    private final Span estimated = new Span();
    private final SegmentBar parts = new SegmentBar();
    private final Span cpu = new Span();
    private final Span slots = new Span();
    private final Span rowsIn = new Span();
    private final Span rowsOut = new Span();
    private final Span read = new Span();
    private final Span written = new Span();

    CostRow(Component name) {
        add(new NativeTableCell(name));
        number(metered);
        number(estimated);
        NativeTableCell bar = new NativeTableCell(parts);
        bar.addClassName("costs-parts");
        add(bar);
        for (Span figure : List.of(cpu, slots, rowsIn, rowsOut, read, written)) {
            number(figure);
        }
    }

    private void number(Span figure) {
        NativeTableCell cell = new NativeTableCell(figure);
        cell.addClassNames("sh-num", "sh-nowrap");
        add(cell);
    }

    /** @param largest the metered cost whose bar fills the cell */
    CostRow show(double cost, OptionalDouble predicted, Optional<Parts> made, double largest, int decimals) {
        exact(metered, Formats.amount(cost, decimals), String.valueOf(cost));
        predicted.ifPresentOrElse(
                value -> exact(estimated, "≈ " + Formats.amount(value, decimals), String.valueOf(value)),
                () -> exact(estimated, "–", "Nothing was predicted for this time"));
        estimated.setClassName("sh-dim", predicted.isEmpty());
        if (made.isPresent() && largest > 0) {
            Parts of = made.get();
            parts.show(
                    List.of(
                            new Segment("processing", of.processing() / largest),
                            new Segment("compaction", of.compaction() / largest),
                            new Segment("storage", of.storage() / largest),
                            new Segment("requests", of.requests() / largest)),
                    OptionalDouble.empty(),
                    "processing " + Formats.amount(of.processing(), decimals) + ", compaction "
                            + Formats.amount(of.compaction(), decimals) + ", storage "
                            + Formats.amount(of.storage(), decimals) + ", requests "
                            + Formats.amount(of.requests(), decimals));
        } else {
            parts.show(
                    largest > 0 ? List.of(new Segment("overhead", cost / largest)) : List.of(),
                    OptionalDouble.empty(),
                    Formats.amount(cost, decimals));
        }
        return this;
    }

    /** Of everything: a bar would say nothing. */
    CostRow showTotal(double cost, int decimals) {
        exact(metered, Formats.amount(cost, decimals), String.valueOf(cost));
        parts.setVisible(false);
        return this;
    }

    CostRow show(Usage used) {
        duration(cpu, used.cpu());
        cpu.getElement().setAttribute("title", used.cpu() + ", of it compaction " + used.compactionCpu());
        duration(slots, used.slotTime());
        count(rowsIn, used.rowsRead());
        count(rowsOut, used.rowsWritten());
        bytes(read, used.bytesRead());
        bytes(written, used.bytesWritten());
        return this;
    }

    private static void duration(Span figure, Duration time) {
        exact(figure, time.isZero() ? "0" : Formats.duration(time), time.toString());
    }

    private static void count(Span figure, long count) {
        exact(figure, Formats.count(count), Formats.number(count));
    }

    private static void bytes(Span figure, long bytes) {
        exact(figure, bytes == 0 ? "0" : Formats.bytes(bytes), Formats.number(bytes) + " bytes");
    }

    private static void exact(Span figure, String text, String title) {
        figure.setText(text);
        figure.getElement().setAttribute("title", title);
    }
}
