package io.streamhouse.pipeline.change;

import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.change.StateChange.Fate;
import io.streamhouse.pipeline.change.StateChange.Going;
import io.streamhouse.pipeline.change.StateChange.NodeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A running pipeline beside what is to run in its place: which nodes are which, and what that means for their state. */
final class PipelineComparison {

    /** Options of a source because of which it does not begin at its beginning. */
    private static final Map<String, Set<String>> NEW_ROWS_ONLY = Map.of(
            "scan.mode", Set.of("latest"),
            "scan.startup.mode", Set.of("latest", "latest-offset", "group-offsets"));

    private static final String CONSUMER = "consumer-id";

    private final Pipeline running;
    private final Pipeline next;

    /** What a node and all those above it compute; the same number for the same, in either pipeline. */
    private final Map<List<Object>, Integer> shapes = new HashMap<>();

    private final Map<String, Integer> runningShapes;
    private final Map<String, Integer> nextShapes;

    /** Names in the changed pipeline to names in the running one. */
    private final Map<String, String> before;

    PipelineComparison(Pipeline running, Pipeline next) {
        this.running = running;
        this.next = next;
        runningShapes = shapes(running);
        nextShapes = shapes(next);
        before = before();
    }

    private static List<String> inputs(Pipeline pipeline, PipelineNode node) {
        return pipeline.inputs(node.name()).stream().map(Link::from).toList();
    }

    private static List<Integer> ports(Pipeline pipeline, PipelineNode node) {
        return pipeline.inputs(node.name()).stream().map(Link::port).toList();
    }

    private Map<String, Integer> shapes(Pipeline pipeline) {
        Map<String, Integer> found = new HashMap<>();
        for (PipelineNode node : pipeline.inOrder()) {
            List<String> inputs = inputs(pipeline, node);
            List<Object> shape = new ArrayList<>(CanonicalStep.of(node.step(), inputs));
            shape.add(ports(pipeline, node));
            shape.add(inputs.stream().map(found::get).toList());
            found.put(node.name(), shapes.computeIfAbsent(shape, unknown -> shapes.size()));
        }
        return found;
    }

    private Map<String, String> before() {
        Map<String, String> same = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (PipelineNode node : next.nodes()) {
            running.node(node.name())
                    .filter(old -> old.step().getClass() == node.step().getClass())
                    .ifPresent(old -> {
                        same.put(node.name(), old.name());
                        taken.add(old.name());
                    });
        }
        for (PipelineNode node : next.nodes()) {
            if (!same.containsKey(node.name())) {
                running.nodes().stream()
                        .map(PipelineNode::name)
                        .filter(old -> !taken.contains(old)
                                && Objects.equals(runningShapes.get(old), nextShapes.get(node.name())))
                        .findFirst()
                        .ifPresent(old -> {
                            same.put(node.name(), old);
                            taken.add(old);
                        });
            }
        }
        return same;
    }

    StateChange stateChange() {
        boolean goesOn = targets(running, runningShapes).equals(targets(next, nextShapes));
        List<NodeState> nodes = new ArrayList<>();
        for (PipelineNode node : next.nodes()) {
            nodes.add(goesOn ? goingOn(node) : anew(node));
        }
        List<String> gone = running.nodes().stream()
                .map(PipelineNode::name)
                .filter(name -> !before.containsValue(name))
                .toList();
        for (String name : gone) {
            boolean stateful =
                    running.node(name).map(node -> stateful(node.step())).orElse(false);
            nodes.add(
                    stateful
                            ? new NodeState(name, Fate.LOST, true, "It is gone, and what it has gathered with it")
                            : new NodeState(name, Fate.NONE, true, "It is gone; it remembered nothing"));
        }
        return new StateChange(nodes, goesOn ? new Going.FromSavepoint() : new Going.Anew(why(gone), changed(gone)));
    }

    private static List<Integer> targets(Pipeline pipeline, Map<String, Integer> shapes) {
        return pipeline.targets().stream()
                .map(target -> shapes.get(target.name()))
                .sorted()
                .toList();
    }

    private List<String> changed(List<String> gone) {
        List<String> changed = new ArrayList<>();
        for (PipelineNode node : next.nodes()) {
            String old = before.get(node.name());
            if (old == null || !alike(node, old)) {
                changed.add(node.name());
            }
        }
        changed.addAll(gone);
        return changed;
    }

    /** Whether a node does the same with rows of the same nodes, whatever these do now. */
    private boolean alike(PipelineNode node, String old) {
        PipelineNode was = running.node(old).orElseThrow();
        List<String> now = inputs(next, node);
        List<String> then = inputs(running, was);
        return CanonicalStep.of(node.step(), now).equals(CanonicalStep.of(was.step(), then))
                && ports(next, node).equals(ports(running, was))
                && now.stream()
                        .map(name -> before.getOrDefault(name, ""))
                        .toList()
                        .equals(then);
    }

    private String why(List<String> gone) {
        List<String> names =
                changed(gone).stream().map(name -> "“" + name + "”").toList();
        int shown = Math.min(3, names.size());
        String because = names.isEmpty()
                ? ""
                : " by " + String.join(", ", names.subList(0, shown))
                        + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
        return "Its plan becomes another" + because + ", and state only fits the plan that gathered it";
    }

    private NodeState goingOn(PipelineNode node) {
        return switch (node.step()) {
            case Step.Source ignored -> new NodeState(node.name(), Fate.KEEPS, false, "It goes on where it stood");
            case Step.Target ignored -> new NodeState(node.name(), Fate.NONE, false, "What it has written stays");
            case Step step ->
                stateful(step)
                        ? new NodeState(node.name(), Fate.KEEPS, false, "It goes on with what it has gathered")
                        : new NodeState(node.name(), Fate.NONE, false, "It remembers nothing");
        };
    }

    private NodeState anew(PipelineNode node) {
        String name = node.name();
        boolean added = !before.containsKey(name);
        List<String> late = sourcesOfNewRowsOnly(name);
        return switch (node.step()) {
            case Step.Source ignored ->
                late.isEmpty()
                        ? new NodeState(
                                name, Fate.REBUILT, false, "It is read from its beginning" + (added ? "" : " again"))
                        : new NodeState(
                                name,
                                added ? Fate.NONE : Fate.LOST,
                                false,
                                "It is read from its newest row on"
                                        + (added ? "" : ": rows that come in between are not seen"));
            case Step.IntoView ignored ->
                new NodeState(name, Fate.REBUILT, false, "The view is computed anew from its sources");
            case Step.IntoTable ignored -> new NodeState(name, Fate.NONE, false, WRITTEN_AGAIN);
            case Step.IntoNewTable table ->
                new NodeState(
                        name,
                        Fate.NONE,
                        false,
                        table.primaryKey().isEmpty()
                                ? "What it has written stays: rows that are read again are there twice"
                                : "What it has written stays, and is written over by its key");
            case Step step -> {
                if (!stateful(step)) {
                    yield new NodeState(name, Fate.NONE, false, "It remembers nothing");
                } else if (!late.isEmpty()) {
                    yield new NodeState(
                            name,
                            added ? Fate.NONE : Fate.LOST,
                            false,
                            "It begins empty: “" + late.get(0) + "” is read from its newest row on");
                }
                yield new NodeState(
                        name,
                        Fate.REBUILT,
                        false,
                        (added ? "It is new, and gathers" : "It forgets what it has, and gathers it again")
                                + " from the rows that its sources still have");
            }
        };
    }

    private static final String WRITTEN_AGAIN =
            "What it has written stays: rows that are read again are written over by the table's key, or are there twice if"
                    + " it has none";

    private List<String> sourcesOfNewRowsOnly(String name) {
        return next.upTo(name).nodes().stream()
                .filter(node -> node.step() instanceof Step.Source source && newRowsOnly(source))
                .map(PipelineNode::name)
                .toList();
    }

    private static boolean newRowsOnly(Step.Source source) {
        return source.hints().containsKey(CONSUMER)
                || NEW_ROWS_ONLY.entrySet().stream()
                        .anyMatch(option -> option.getValue()
                                .contains(source.hints()
                                        .getOrDefault(option.getKey(), "")
                                        .toLowerCase(Locale.ROOT)));
    }

    /** Whether a step remembers rows, or something of them, between one row and the next. */
    static boolean stateful(Step step) {
        return switch (step) {
            case Step.Source ignored -> true;
            case Step.Filter ignored -> false;
            case Step.Project project -> project.distinct();
            case Step.Join ignored -> true;
            case Step.IntervalJoin ignored -> true;
            case Step.TemporalJoin ignored -> true;
            case Step.Aggregate ignored -> true;
            case Step.Window window -> window.windowing() instanceof Step.Windowing.Session;
            case Step.Deduplicate ignored -> true;
            case Step.TopN ignored -> true;
            case Step.SetOperation set -> set.kind() != Step.SetKind.UNION_ALL;
            case Step.SortLimit ignored -> true;
            case Step.TableCall ignored -> false;
            case Step.Query ignored -> true;
            case Step.Target ignored -> false;
        };
    }
}
