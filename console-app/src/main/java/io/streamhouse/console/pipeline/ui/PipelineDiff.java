package io.streamhouse.console.pipeline.ui;

import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a pipeline: node by node and link by link.
 *
 * @param nodes those of the later one in their order, then those that are gone
 * @param links those of the later one, then those that are gone; by the names that nodes have in the later one
 */
record PipelineDiff(List<NodeDiff> nodes, List<LinkDiff> links) {

    enum Kind {
        SAME,
        ADDED,
        CHANGED,
        REMOVED
    }

    /**
     * @param node as it is in the later pipeline; of one that is gone, as it was
     * @param before its name in the earlier pipeline, if it was another
     * @param changes part by part; empty unless it is changed
     */
    record NodeDiff(PipelineNode node, Kind kind, Optional<String> before, List<PartDiff> changes) {
        NodeDiff {
            changes = List.copyOf(changes);
        }
    }

    /** Of a part of a step, what it said and says; an empty text where nothing stands. */
    record PartDiff(String part, String before, String after) {}

    /** @param kind never CHANGED */
    record LinkDiff(Link link, Kind kind) {}

    PipelineDiff {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    static PipelineDiff between(Pipeline before, Pipeline after) {
        Map<String, PipelineNode> earlier = earlier(before, after);
        Set<String> known = new HashSet<>();
        Map<String, String> renamed = new LinkedHashMap<>();
        List<NodeDiff> nodes = new ArrayList<>();
        for (PipelineNode node : after.nodes()) {
            PipelineNode was = earlier.get(node.name());
            if (was == null) {
                nodes.add(new NodeDiff(node, Kind.ADDED, Optional.empty(), List.of()));
            } else {
                known.add(was.name());
                renamed.put(was.name(), node.name());
                nodes.add(changed(was, node));
            }
        }
        before.nodes().stream()
                .filter(node -> !known.contains(node.name()))
                .forEach(node -> nodes.add(new NodeDiff(node, Kind.REMOVED, Optional.empty(), List.of())));
        return new PipelineDiff(nodes, links(before, after, renamed));
    }

    /** For each node of the later pipeline, the one it was: of the same name, or else of the very same step. */
    private static Map<String, PipelineNode> earlier(Pipeline before, Pipeline after) {
        Map<String, PipelineNode> earlier = new LinkedHashMap<>();
        Set<String> free = new LinkedHashSet<>();
        before.nodes().forEach(node -> free.add(node.name()));
        for (PipelineNode node : after.nodes()) {
            before.node(node.name()).ifPresent(was -> {
                earlier.put(node.name(), was);
                free.remove(was.name());
            });
        }
        for (PipelineNode node : after.nodes()) {
            if (!earlier.containsKey(node.name())) {
                free.stream()
                        .flatMap(name -> before.node(name).stream())
                        .filter(was -> was.step().equals(node.step()))
                        .findFirst()
                        .ifPresent(was -> {
                            earlier.put(node.name(), was);
                            free.remove(was.name());
                        });
            }
        }
        return earlier;
    }

    private static NodeDiff changed(PipelineNode was, PipelineNode now) {
        Optional<String> before = was.name().equals(now.name()) ? Optional.empty() : Optional.of(was.name());
        List<PartDiff> changes = new ArrayList<>();
        if (!StepKind.of(was.step()).equals(StepKind.of(now.step()))) {
            changes.add(new PartDiff(
                    "step",
                    StepKind.of(was.step()).title(),
                    StepKind.of(now.step()).title()));
        }
        Map<String, String> old = StepParts.of(was.step());
        Map<String, String> next = StepParts.of(now.step());
        Set<String> all = new LinkedHashSet<>(next.keySet());
        all.addAll(old.keySet());
        for (String part : all) {
            String said = old.getOrDefault(part, "");
            String says = next.getOrDefault(part, "");
            if (!said.equals(says)) {
                changes.add(new PartDiff(part, said, says));
            }
        }
        if (!was.note().equals(now.note())) {
            changes.add(new PartDiff("note", was.note(), now.note()));
        }
        boolean same = was.step().equals(now.step()) && was.note().equals(now.note()) && before.isEmpty();
        return new NodeDiff(now, same ? Kind.SAME : Kind.CHANGED, before, changes);
    }

    private static List<LinkDiff> links(Pipeline before, Pipeline after, Map<String, String> renamed) {
        Set<Link> old = new LinkedHashSet<>();
        before.links()
                .forEach(link -> old.add(new Link(
                        renamed.getOrDefault(link.from(), link.from()),
                        renamed.getOrDefault(link.to(), link.to()),
                        link.port())));
        List<LinkDiff> links = new ArrayList<>();
        for (Link link : after.links()) {
            links.add(new LinkDiff(link, old.remove(link) ? Kind.SAME : Kind.ADDED));
        }
        old.forEach(link -> links.add(new LinkDiff(link, Kind.REMOVED)));
        return links;
    }

    /** Whether both say the same. */
    boolean isEmpty() {
        return nodes.stream().allMatch(node -> node.kind() == Kind.SAME)
                && links.stream().allMatch(link -> link.kind() == Kind.SAME);
    }

    /** What became of it, in a few words: {@code 2 steps added, 1 changed}. */
    String summary() {
        if (isEmpty()) {
            return "no difference";
        }
        List<String> words = new ArrayList<>();
        count(words, Kind.ADDED, "added");
        count(words, Kind.CHANGED, "changed");
        count(words, Kind.REMOVED, "removed");
        return words.isEmpty() ? "other links" : String.join(", ", words);
    }

    private void count(List<String> words, Kind kind, String word) {
        long count = nodes.stream().filter(node -> node.kind() == kind).count();
        if (count > 0) {
            String noun = words.isEmpty() ? count == 1 ? " step " : " steps " : " ";
            words.add(count + noun + word);
        }
    }
}
