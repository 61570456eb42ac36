package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.FlowGraph;
import io.streamhouse.component.Formats;
import io.streamhouse.component.Tone;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The tasks of a job: as a picture that shows where it is busy and where it waits, and as a table. */
final class JobGraph extends Div {

    private static final long serialVersionUID = 1L;

    /** From here on waiting for the next task is the reason why a task is slow. */
    private static final double PRESSED = 0.5;

    private static final double BUSY = 0.8;

    /** Flink numbers a chain's operators: {@code Source: orders[1] -> Calc[2]}. */
    private static final Pattern CHAINED = Pattern.compile("\\s*->\\s*");

    private final FlowGraph picture = new FlowGraph("Tasks of the job and how rows flow between them");
    private final Grid<JobDetail.Vertex> table = new Grid<>();

    JobGraph() {
        addClassName("jobs-graph");
        picture.addClassName("jobs-graph-picture");
        table.addThemeVariants(GridVariant.LUMO_COMPACT);
        table.setAllRowsVisible(true);
        table.addColumn(JobGraph::title)
                .setHeader("Task")
                .setTooltipGenerator(JobDetail.Vertex::name)
                .setFlexGrow(4);
        table.addComponentColumn(vertex -> JobWords.chip(vertex.state()))
                .setHeader("State")
                .setWidth("8rem")
                .setFlexGrow(0);
        number("Parallel", vertex -> String.valueOf(vertex.parallelism()));
        number("Records in", vertex -> Formats.number(vertex.recordsRead()));
        number("Records out", vertex -> Formats.number(vertex.recordsWritten()));
        number("Bytes in", vertex -> Formats.bytes(vertex.bytesRead()));
        number("Bytes out", vertex -> Formats.bytes(vertex.bytesWritten()));
        number("Busy", vertex -> share(vertex.busyRatio()));
        number("Back-pressure", vertex -> share(vertex.backPressuredRatio()));
        table.addColumn(vertex -> vertex.watermark().orElse("none"))
                .setHeader("Watermark")
                .setFlexGrow(1);
        table.setSelectionMode(Grid.SelectionMode.SINGLE);
        picture.addNodeClickListener(click -> table.getListDataView()
                .getItems()
                .filter(vertex -> vertex.id().equals(click.id()))
                .findFirst()
                .ifPresent(table::select));
        table.addSelectionListener(selection -> picture.setSelected(
                selection.getFirstSelectedItem().map(JobDetail.Vertex::id).orElse(null)));
        H2 heading = new H2("Tasks");
        Span legend = new Span("amber: busy more than 80 % of the time or waiting now and then; red: waits for the"
                + " next task most of the time, or failed");
        legend.addClassName("jobs-dim");
        heading.add(legend);
        add(picture, heading, table);
    }

    private void number(String header, com.vaadin.flow.function.ValueProvider<JobDetail.Vertex, String> words) {
        table.addColumn(words)
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(0);
    }

    void show(JobDetail detail) {
        List<FlowGraph.Node> nodes =
                detail.vertices().stream().map(JobGraph::node).toList();
        List<FlowGraph.Edge> edges = detail.edges().stream()
                .map(edge -> new FlowGraph.Edge(edge.fromVertex(), edge.toVertex(), edge.shipStrategy()))
                .toList();
        picture.setGraph(nodes, edges);
        var selected = table.asSingleSelect().getOptionalValue().map(JobDetail.Vertex::id);
        table.setItems(detail.vertices()).setIdentifierProvider(JobDetail.Vertex::id);
        selected.flatMap(id -> detail.vertices().stream()
                        .filter(vertex -> vertex.id().equals(id))
                        .findFirst())
                .ifPresent(table::select);
    }

    private static FlowGraph.Node node(JobDetail.Vertex vertex) {
        List<String> lines = new ArrayList<>();
        String[] chain = CHAINED.split(vertex.name());
        if (chain.length > 1) {
            lines.add("then " + chain[1] + (chain.length > 2 ? " and " + (chain.length - 2) + " more" : ""));
        }
        lines.add("in " + Formats.count(vertex.recordsRead()) + " · out " + Formats.count(vertex.recordsWritten())
                + " records");
        lines.add("busy " + share(vertex.busyRatio()) + " · back-pressure " + share(vertex.backPressuredRatio()));
        String badge = vertex.state() == JobState.RUNNING
                ? "×" + vertex.parallelism()
                : vertex.state().name();
        return new FlowGraph.Node(vertex.id(), title(vertex), lines, badge, tone(vertex));
    }

    private static String title(JobDetail.Vertex vertex) {
        return CHAINED.split(vertex.name())[0];
    }

    private static Tone tone(JobDetail.Vertex vertex) {
        if (vertex.state() != JobState.RUNNING) {
            return JobWords.tone(vertex.state());
        }
        double pressed = vertex.backPressuredRatio().orElse(0);
        if (pressed >= PRESSED) {
            return Tone.BAD;
        }
        return pressed >= PRESSED / 5 || vertex.busyRatio().orElse(0) >= BUSY ? Tone.WARN : Tone.OK;
    }

    private static String share(OptionalDouble ratio) {
        return ratio.isPresent() ? Formats.percent(ratio.getAsDouble()) : "unknown";
    }
}
