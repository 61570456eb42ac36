package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Renaming;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Made;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a pipeline of what was read from a script: names and order are those of the pipeline before, where steps are the
 * same, so that a picture stays as it is where the script does.
 */
final class Continuation {

    private final Pipeline before;
    private final Map<String, PipelineNode> nodes = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<ReadPipeline.AsText> asText = new ArrayList<>();

    /** What nodes are called, by what they were called while they were read. */
    private final Map<String, String> names = new HashMap<>();

    /** Names that are given to a node. */
    private final Set<String> taken = new HashSet<>();

    private Continuation(Pipeline before) {
        this.before = before;
    }

    /** @param made each after those it takes rows from */
    static ReadPipeline of(List<Made> made, Pipeline before) {
        Continuation continuation = new Continuation(before);
        made.stream().filter(node -> !node.nameless()).forEach(node -> continuation.taken.add(node.name()));
        made.forEach(continuation::add);
        return new ReadPipeline(
                new Pipeline(continuation.orderedNodes(), continuation.orderedLinks()), continuation.asText);
    }

    private void add(Made made) {
        Step step = made.step();
        for (String input : made.inputs()) {
            String called = called(input);
            if (!called.equals(input)) {
                step = Renaming.renamed(
                        step,
                        expression -> Renaming.renamed(expression, input, called, false),
                        query -> Renaming.renamed(query, input, called, true));
            }
        }
        List<String> inputs = made.inputs().stream().map(this::called).toList();
        String name = made.name();
        if (made.nameless()) {
            name = nameBefore(step, inputs).orElseGet(() -> free(made.name()));
            taken.add(name);
        }
        names.put(made.name(), name);
        nodes.put(name, new PipelineNode(name, step, made.note()));
        for (int port = 0; port < inputs.size(); port++) {
            links.add(new Link(inputs.get(port), name, port));
        }
        if (made.why().isPresent()) {
            asText.add(new ReadPipeline.AsText(name, made.why().get()));
        }
    }

    private String called(String node) {
        return names.getOrDefault(node, node);
    }

    /** What the pipeline before calls the node that does the same with the same inputs. */
    private Optional<String> nameBefore(Step step, List<String> inputs) {
        return before.nodes().stream()
                .filter(node -> node.step().equals(step) && !taken.contains(node.name()))
                .map(PipelineNode::name)
                .filter(name ->
                        before.inputs(name).stream().map(Link::from).toList().equals(inputs))
                .findFirst();
    }

    private String free(String name) {
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    /** Those of before first, in their order. */
    private List<PipelineNode> orderedNodes() {
        List<PipelineNode> ordered = new ArrayList<>();
        before.nodes().stream()
                .map(node -> nodes.get(node.name()))
                .filter(Objects::nonNull)
                .forEach(ordered::add);
        nodes.values().stream()
                .filter(node -> before.node(node.name()).isEmpty())
                .forEach(ordered::add);
        return ordered;
    }

    private List<Link> orderedLinks() {
        List<Link> ordered = new ArrayList<>(before.links());
        ordered.retainAll(links);
        links.stream().filter(link -> !ordered.contains(link)).forEach(ordered::add);
        return ordered;
    }
}
