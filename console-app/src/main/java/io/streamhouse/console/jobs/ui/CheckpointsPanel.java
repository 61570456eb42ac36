package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.EChart;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobCheckpoints.Checkpoint;
import java.util.Comparator;
import java.util.List;

/** A job's checkpoints: how long they take and how big they are, drawn and listed. */
final class CheckpointsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final Paragraph summary = new Paragraph();
    private final EChart durations = new EChart("How long each checkpoint took");
    private final EChart sizes = new EChart("How big the state was at each checkpoint");
    private final Div charts = new Div(chart("Duration", durations), chart("State", sizes));
    private final Grid<Checkpoint> table = new Grid<>();
    private final EmptyState none = new EmptyState(
            "No checkpoints yet",
            "A streaming job writes its state to a checkpoint regularly, and starts again from the last one when a task"
                    + " fails. A batch job has none: it would start again from the beginning.");
    private transient List<Checkpoint> shown = List.of();

    CheckpointsPanel() {
        addClassName("jobs-checkpoints");
        summary.addClassName("jobs-dim");
        charts.addClassName("jobs-charts");
        table.addColumn(Checkpoint::id)
                .setHeader("Id")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("5rem")
                .setFlexGrow(0);
        table.addComponentColumn(CheckpointsPanel::status)
                .setHeader("Status")
                .setWidth("9rem")
                .setFlexGrow(0);
        table.addColumn(one -> one.savepoint() ? "savepoint" : "checkpoint")
                .setHeader("Kind")
                .setWidth("7rem")
                .setFlexGrow(0);
        table.addComponentColumn(one -> new RelativeTime(one.triggeredAt()))
                .setHeader("Triggered")
                .setWidth("8rem")
                .setFlexGrow(0);
        table.addColumn(one -> one.duration().map(Formats::duration).orElse("…"))
                .setHeader("Took")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("6rem")
                .setFlexGrow(0);
        table.addColumn(one -> Formats.bytes(one.stateBytes()))
                .setHeader("State")
                .setTextAlign(ColumnTextAlign.END)
                .setTooltipGenerator(one -> Formats.number(one.stateBytes()) + " bytes")
                .setWidth("6rem")
                .setFlexGrow(0);
        table.addColumn(one -> Formats.bytes(one.writtenBytes()))
                .setHeader("Written")
                .setTextAlign(ColumnTextAlign.END)
                .setTooltipGenerator(one -> Formats.number(one.writtenBytes()) + " bytes")
                .setWidth("6rem")
                .setFlexGrow(0);
        table.addColumn(one -> one.failure().or(one::externalPath).orElse(""))
                .setHeader("Lies in, or why it failed")
                .setTooltipGenerator(one -> one.failure().or(one::externalPath).orElse(""))
                .setFlexGrow(1);
        table.setSelectionMode(Grid.SelectionMode.NONE);
        table.setAllRowsVisible(true);
        add(summary, charts, table, none);
    }

    private static Div chart(String title, EChart chart) {
        Span heading = new Span(title);
        heading.addClassName("jobs-chart-title");
        Div card = new Div(heading, chart);
        card.addClassName("jobs-card");
        return card;
    }

    private static Component status(Checkpoint checkpoint) {
        Tone tone =
                switch (checkpoint.status()) {
                    case COMPLETED -> Tone.OK;
                    case IN_PROGRESS -> Tone.ACCENT;
                    case FAILED -> Tone.BAD;
                };
        return new StatusChip(tone, checkpoint.status().name());
    }

    void show(JobCheckpoints checkpoints) {
        List<Checkpoint> history = checkpoints.history();
        summary.setText(Formats.number(checkpoints.completed()) + " completed · "
                + Formats.number(checkpoints.failed()) + " failed · " + checkpoints.inProgress() + " in progress · "
                + (checkpoints.restored() == 0
                        ? "never restored from one"
                        : "restored from one " + checkpoints.restored() + " times"));
        boolean any = !history.isEmpty();
        summary.setVisible(any);
        charts.setVisible(any);
        table.setVisible(any);
        none.setVisible(!any);
        if (any && !history.equals(shown)) {
            table.setItems(history);
            durations.setChart(chart(
                    "took",
                    EChart.Unit.DURATION,
                    history.stream()
                            .filter(one -> one.duration().isPresent())
                            .sorted(Comparator.comparing(Checkpoint::id))
                            .map(one -> EChart.Point.at(
                                    one.triggeredAt().toEpochMilli(),
                                    one.duration()
                                            .map(took -> took.toMillis() / 1000.0)
                                            .orElse(0.0)))
                            .toList()));
            sizes.setChart(chart(
                    "state",
                    EChart.Unit.BYTES,
                    history.stream()
                            .filter(one -> one.status() == JobCheckpoints.Status.COMPLETED)
                            .sorted(Comparator.comparing(Checkpoint::id))
                            .map(one -> EChart.Point.at(one.triggeredAt().toEpochMilli(), one.stateBytes()))
                            .toList()));
        }
        shown = history;
    }

    private static EChart.Chart chart(String name, EChart.Unit unit, List<EChart.Point> points) {
        return new EChart.Chart(
                EChart.Axis.time(),
                EChart.Axis.number("", unit),
                List.of(new EChart.Series(name, EChart.Mark.AREA, points)));
    }
}
