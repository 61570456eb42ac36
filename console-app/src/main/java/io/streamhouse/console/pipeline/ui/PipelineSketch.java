package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.PipelineDrawing;
import io.streamhouse.component.PipelineDrawing.Column;
import io.streamhouse.component.PipelineDrawing.Family;
import io.streamhouse.component.PipelineDrawing.Node;
import io.streamhouse.component.PipelineDrawing.State;
import io.streamhouse.component.PipelinePalette.Kind;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.read.ReadPipeline.AsText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A pipeline as the canvas draws it. */
final class PipelineSketch {

    private PipelineSketch() {}

    /**
     * @param checks what is known of the nodes, by name
     * @param asText nodes that no step covers, and why
     */
    static PipelineDrawing of(Pipeline pipeline, Map<String, NodeCheck> checks, List<AsText> asText) {
        Map<String, String> why = asText.stream().collect(Collectors.toMap(AsText::node, AsText::why, (a, b) -> a));
        return new PipelineDrawing(
                pipeline.nodes().stream()
                        .map(node -> node(
                                pipeline,
                                node,
                                Optional.ofNullable(checks.get(node.name())),
                                Optional.ofNullable(why.get(node.name()))))
                        .toList(),
                pipeline.links().stream()
                        .map(link -> new PipelineDrawing.Link(link.from(), link.to(), link.port()))
                        .toList());
    }

    /** What the palette offers: everything but sources, which it finds by their relations. */
    static List<Kind> kinds() {
        return Arrays.stream(StepKind.values())
                .filter(kind -> kind != StepKind.SOURCE)
                .map(kind -> new Kind(
                        name(kind),
                        kind.title(),
                        kind.explanation(),
                        family(kind),
                        kind.group().title()))
                .toList();
    }

    /** What the canvas and the palette call a kind. */
    static String name(StepKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that the canvas or the palette calls so. */
    static StepKind kind(String name) {
        return StepKind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Family family(StepKind kind) {
        return switch (kind) {
            case SOURCE -> Family.SOURCE;
            case FILTER, PROJECT, DEDUPLICATE, TOP_N, SORT_LIMIT, TABLE_CALL -> Family.ROWS;
            case JOIN, INTERVAL_JOIN, TEMPORAL_JOIN, SET_OPERATION -> Family.COMBINE;
            case AGGREGATE, WINDOW -> Family.GROUP;
            case QUERY -> Family.TEXT;
            case INTO_TABLE, INTO_NEW_TABLE, INTO_VIEW -> Family.TARGET;
        };
    }

    private static Node node(Pipeline pipeline, PipelineNode node, Optional<NodeCheck> check, Optional<String> asText) {
        StepKind kind = StepKind.of(node.step());
        return new Node(
                node.name(),
                name(kind),
                StepWords.kind(node.step()) + asText.map(why -> ": " + why).orElse(""),
                family(kind),
                StepWords.lines(node.step()),
                ports(node.step(), pipeline.inputs(node.name())),
                node.step().hasOutput(),
                node.step().hasOutput() ? check.map(PipelineSketch::columns).orElse(List.of()) : List.of(),
                check.map(PipelineSketch::state).orElse(State.UNCHECKED),
                check.map(PipelineSketch::problem).orElse(""),
                node.note());
    }

    /** A word for each input there is; where more can come, for one that is free. */
    private static List<String> ports(Step step, List<Link> inputs) {
        return switch (step) {
            case Step.Beginning ignored -> List.of();
            case Step.Binary ignored -> List.of("left", "right");
            case Step.Unary ignored -> List.of("rows");
            case Step.Target ignored -> List.of("rows");
            case Step.SetOperation set -> open(Math.max(set.fewestInputs(), next(inputs)), set.mostInputs());
            case Step.Query query -> open(next(inputs), query.mostInputs());
        };
    }

    private static List<String> open(int wanted, int most) {
        return IntStream.rangeClosed(1, Math.min(wanted, most))
                .mapToObj(number -> "input " + number)
                .toList();
    }

    /** One more than are taken. */
    private static int next(List<Link> inputs) {
        return inputs.stream().mapToInt(Link::port).max().orElse(-1) + 2;
    }

    private static List<Column> columns(NodeCheck check) {
        return switch (check) {
            case NodeCheck.Typed typed ->
                typed.columns().stream()
                        .map(column ->
                                new Column(column.name(), column.type(), column.time() != PipelineColumn.Time.NO))
                        .toList();
            case NodeCheck.Faulty ignored -> List.of();
            case NodeCheck.Waiting ignored -> List.of();
        };
    }

    private static State state(NodeCheck check) {
        return switch (check) {
            case NodeCheck.Typed typed -> typed.warnings().isEmpty() ? State.FINE : State.WARNED;
            case NodeCheck.Faulty ignored -> State.FAULTY;
            case NodeCheck.Waiting ignored -> State.WAITING;
        };
    }

    private static String problem(NodeCheck check) {
        return switch (check) {
            case NodeCheck.Typed typed -> first(typed.warnings());
            case NodeCheck.Faulty faulty ->
                first(faulty.problems().stream().filter(NodeProblem::blocking).toList());
            case NodeCheck.Waiting waiting -> "waits for " + waiting.upstream();
        };
    }

    private static String first(List<NodeProblem> problems) {
        return switch (problems.size()) {
            case 0 -> "";
            case 1 -> problems.getFirst().problem().what();
            default -> problems.getFirst().problem().what() + " (and " + (problems.size() - 1) + " more)";
        };
    }
}
