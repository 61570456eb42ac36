package io.streamhouse.pipeline;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A dataflow as a picture: what its SQL says, node by node. It can be half done (inputs not linked yet, expressions that
 * make no sense), but never go in a circle.
 *
 * @param nodes no two of one name
 * @param links between nodes that are there, at most one to each input
 */
public record Pipeline(List<PipelineNode> nodes, List<Link> links) {

    /** More can't be seen as a picture. */
    public static final int MOST_NODES = 300;

    /** As long as Flink and Paimon take it. */
    private static final int LONGEST_NAME = 100;

    public static final Pipeline EMPTY = new Pipeline(List.of(), List.of());

    /**
     * @throws ProblemException INVALID_REQUEST for names that can't be, links that lead nowhere, to a step without such
     *     an input, from a target, twice to one input or in a circle, naming the node; TOO_LARGE for more than
     *     {@link #MOST_NODES}
     */
    public Pipeline {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        if (nodes.size() > MOST_NODES) {
            throw new ProblemException(
                    ErrorCode.TOO_LARGE,
                    "A pipeline has " + MOST_NODES + " nodes at most, this one would have " + nodes.size(),
                    "Write part of it into a table or a view, and go on from there in a second pipeline");
        }
        Map<String, PipelineNode> byName = new HashMap<>();
        for (PipelineNode node : nodes) {
            if (node.name().isBlank() || node.name().length() > LONGEST_NAME) {
                throw refusal(
                        "A node's name has 1 to " + LONGEST_NAME + " characters, this one: “" + node.name() + "”");
            }
            if (byName.put(node.name(), node) != null) {
                throw refusal("There are two nodes called “" + node.name() + "”");
            }
        }
        Set<List<Object>> taken = new HashSet<>();
        for (Link link : links) {
            PipelineNode from = byName.get(link.from());
            PipelineNode to = byName.get(link.to());
            if (from == null || to == null) {
                throw refusal(
                        "“" + (from == null ? link.from() : link.to()) + "” is linked, but there is no such node");
            }
            if (!from.step().hasOutput()) {
                throw refusal("“" + from.name() + "” is a target: no rows come out of it");
            }
            if (link.port() < 0 || link.port() >= to.step().mostInputs()) {
                throw refusal("“" + to.name() + "” has no input " + (link.port() + 1));
            }
            if (!taken.add(List.of(link.to(), link.port()))) {
                throw refusal("Input " + (link.port() + 1) + " of “" + to.name() + "” is linked twice");
            }
        }
        refuseCircles(nodes, links);
    }

    private static void refuseCircles(List<PipelineNode> nodes, List<Link> links) {
        Map<String, Set<String>> open = new LinkedHashMap<>();
        nodes.forEach(node -> open.put(node.name(), new LinkedHashSet<>()));
        links.forEach(link -> open.getOrDefault(link.to(), new HashSet<>()).add(link.from()));
        Deque<String> ready = new ArrayDeque<>();
        open.forEach((name, inputs) -> {
            if (inputs.isEmpty()) {
                ready.add(name);
            }
        });
        while (!ready.isEmpty()) {
            String done = ready.remove();
            open.remove(done);
            open.forEach((name, inputs) -> {
                if (inputs.remove(done) && inputs.isEmpty()) {
                    ready.add(name);
                }
            });
        }
        if (!open.isEmpty()) {
            throw refusal("Rows would go in a circle: " + circle(open));
        }
    }

    /** Walks up through nodes that each wait for another until one comes again. */
    private static String circle(Map<String, Set<String>> waiting) {
        List<String> walked = new ArrayList<>();
        String at = waiting.keySet().iterator().next();
        while (!walked.contains(at)) {
            walked.add(at);
            at = waiting.getOrDefault(at, Set.of()).iterator().next();
        }
        List<String> around = new ArrayList<>(walked.subList(walked.indexOf(at), walked.size()));
        around.add(at);
        return String.join(" → ", around.reversed());
    }

    private static ProblemException refusal(String what) {
        return new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST, what));
    }

    public Optional<PipelineNode> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The links into a node, by port. */
    public List<Link> inputs(String name) {
        return links.stream()
                .filter(link -> link.to().equals(name))
                .sorted(Comparator.comparingInt(Link::port))
                .toList();
    }

    /** The links out of a node. */
    public List<Link> outputs(String name) {
        return links.stream().filter(link -> link.from().equals(name)).toList();
    }

    /** Every node after those it takes rows from; else in the order they stand in. */
    public List<PipelineNode> inOrder() {
        List<PipelineNode> ordered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        Map<String, List<Link>> into = new HashMap<>();
        links.forEach(link ->
                into.computeIfAbsent(link.to(), name -> new ArrayList<>()).add(link));
        while (ordered.size() < nodes.size()) {
            for (PipelineNode node : nodes) {
                boolean ready =
                        into.getOrDefault(node.name(), List.of()).stream().allMatch(link -> done.contains(link.from()));
                if (ready && done.add(node.name())) {
                    ordered.add(node);
                }
            }
        }
        return List.copyOf(ordered);
    }

    /** The node and all those whose rows reach it, in order, with the links between them. */
    public Pipeline upTo(String name) {
        Set<String> kept = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (kept.add(next)) {
                inputs(next).forEach(link -> open.add(link.from()));
            }
        }
        return new Pipeline(
                nodes.stream().filter(node -> kept.contains(node.name())).toList(),
                links.stream().filter(link -> kept.contains(link.to())).toList());
    }

    /** The targets, in the order they stand in. */
    public List<PipelineNode> targets() {
        return nodes.stream().filter(node -> node.step() instanceof Step.Target).toList();
    }

    /** With one node more. */
    public Pipeline with(PipelineNode node) {
        List<PipelineNode> more = new ArrayList<>(nodes);
        more.add(node);
        return new Pipeline(more, links);
    }

    /** With another step and note for a node that is there; links to inputs that the step does not have are gone. */
    public Pipeline changed(PipelineNode node) {
        return new Pipeline(
                nodes.stream()
                        .map(old -> old.name().equals(node.name()) ? node : old)
                        .toList(),
                links.stream()
                        .filter(link -> !link.to().equals(node.name())
                                || link.port() < node.step().mostInputs())
                        .filter(link ->
                                !link.from().equals(node.name()) || node.step().hasOutput())
                        .toList());
    }

    /** Without these nodes and the links to and from them. */
    public Pipeline without(Set<String> names) {
        return new Pipeline(
                nodes.stream().filter(node -> !names.contains(node.name())).toList(),
                links.stream()
                        .filter(link -> !names.contains(link.from()) && !names.contains(link.to()))
                        .toList());
    }

    /** With this link, in place of the one that led to the same input. */
    public Pipeline linked(Link link) {
        List<Link> more = new ArrayList<>(unlinked(link.to(), link.port()).links);
        more.add(link);
        return new Pipeline(nodes, more);
    }

    /** Without the link that leads to this input. */
    public Pipeline unlinked(String to, int port) {
        return new Pipeline(
                nodes,
                links.stream()
                        .filter(link -> !link.to().equals(to) || link.port() != port)
                        .toList());
    }

    /** The name itself if no node has it, or else with the lowest number that makes it one of its own. */
    public String freeName(String wanted) {
        String name = wanted;
        for (int number = 2; node(name).isPresent(); number++) {
            name = wanted + "_" + number;
        }
        return name;
    }
}
