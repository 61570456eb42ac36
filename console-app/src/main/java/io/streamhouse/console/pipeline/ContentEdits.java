package io.streamhouse.console.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a person can do to a pipeline's content: what comes of it, and how that is called where it can be undone. */
final class ContentEdits {

    private final PipelineLanguage language;

    ContentEdits(PipelineLanguage language) {
        this.language = language;
    }

    /**
     * An edit that can be made.
     *
     * @param words as they stand at undo
     * @param key same for what is done to the same thing; empty for what is always a step of its own
     * @param content what it comes to; the same as before if there is nothing to do
     * @param made what whoever makes it wants to know
     */
    record Edit<T>(String words, String key, PipelineContent content, T made) {}

    private static <T> Edit<T> nothing(PipelineContent now, T made) {
        return new Edit<>("", "", now, made);
    }

    /** Makes the name of the new node. */
    Edit<String> add(PipelineContent now, Step step, Place place) {
        String called = now.pipeline().freeName(PipelineWords.name(step));
        return added(now, now.pipeline().with(PipelineNode.of(called, step)), called, place);
    }

    /** Makes the name of the new node, which takes the rows of another at its first input. */
    Edit<String> addAfter(PipelineContent now, String from, Step step, Place place) {
        String called = now.pipeline().freeName(PipelineWords.name(step));
        return added(
                now,
                now.pipeline().with(PipelineNode.of(called, step)).linked(new Link(from, called, 0)),
                called,
                place);
    }

    private static Edit<String> added(PipelineContent now, Pipeline pipeline, String called, Place place) {
        return new Edit<>("Add " + called, "", now.with(pipeline).placed(Map.of(called, place)), called);
    }

    Edit<String> change(PipelineContent now, PipelineNode node) {
        String name = node.name();
        require(now, name);
        return now.pipeline().node(name).equals(Optional.of(node))
                ? nothing(now, name)
                : new Edit<>(
                        "Change " + name,
                        "change " + name,
                        now.with(now.pipeline().changed(node)),
                        name);
    }

    /** Makes the new name. */
    Edit<String> rename(PipelineContent now, String from, String to) {
        require(now, from);
        String called = to.strip();
        if (called.equals(from)) {
            return nothing(now, called);
        }
        Pipeline renamed = language.rename(now.pipeline(), from, called);
        Map<String, Place> places = new HashMap<>(now.places());
        Optional.ofNullable(places.remove(from)).ifPresent(place -> places.put(called, place));
        return new Edit<>(
                "Rename " + from,
                "",
                new PipelineContent(renamed, places, now.mode(), now.current(), Optional.empty()),
                called);
    }

    private static void require(PipelineContent now, String node) {
        if (now.pipeline().node(node).isEmpty()) {
            throw new ProblemException(Problem.of(
                    ErrorCode.NOT_FOUND,
                    "There is no node “" + node + "” any more",
                    "It was removed or renamed, here or in another window"));
        }
    }

    Edit<String> connect(PipelineContent now, String from, String to, int port) {
        return new Edit<>(
                "Connect " + from + " to " + to, "", now.with(now.pipeline().linked(new Link(from, to, port))), to);
    }

    Edit<String> disconnect(PipelineContent now, String to, int port) {
        return new Edit<>("Disconnect " + to, "", now.with(now.pipeline().unlinked(to, port)), to);
    }

    Edit<Set<String>> remove(PipelineContent now, Set<String> nodes) {
        return nodes.isEmpty()
                ? nothing(now, nodes)
                : new Edit<>(
                        "Remove " + named(nodes), "", now.with(now.pipeline().without(nodes)), nodes);
    }

    /** Makes what the nodes of the part are called here, by what they were called there. */
    Edit<Map<String, String>> paste(PipelineContent now, Pipeline part, Map<String, Place> places) {
        Map<String, String> called = new LinkedHashMap<>();
        Pipeline more = now.pipeline();
        Pipeline copied = part;
        for (PipelineNode node : part.nodes()) {
            String free = more.freeName(node.name());
            // A name that is free here may be taken by another node of the part.
            while (!free.equals(node.name()) && copied.node(free).isPresent()) {
                free = free + "_2";
            }
            if (!free.equals(node.name())) {
                copied = language.rename(copied, node.name(), free);
            }
            called.put(node.name(), free);
            more = more.with(copied.node(free).orElseThrow());
        }
        for (Link link : copied.links()) {
            more = more.linked(link);
        }
        Map<String, Place> all = new HashMap<>(now.places());
        places.forEach(
                (before, place) -> Optional.ofNullable(called.get(before)).ifPresent(name -> all.put(name, place)));
        return new Edit<>(
                "Paste " + part.nodes().size() + (part.nodes().size() == 1 ? " node" : " nodes"),
                "",
                new PipelineContent(more, all, now.mode(), now.current(), Optional.empty()),
                Map.copyOf(called));
    }

    Edit<Set<String>> move(PipelineContent now, Map<String, Place> moved) {
        return new Edit<>("Move " + named(moved.keySet()), "move " + moved.keySet(), now.placed(moved), moved.keySet());
    }

    Edit<Set<String>> arrange(PipelineContent now, Map<String, Place> laidOut) {
        return new Edit<>("Arrange", "", now.placed(laidOut), laidOut.keySet());
    }

    private static String named(Set<String> nodes) {
        return nodes.size() == 1 ? nodes.iterator().next() : nodes.size() + " nodes";
    }

    /** @param shown what is to be seen as SQL now */
    Edit<String> write(PipelineContent now, SqlSide shown, String text) {
        return text.equals(shown.text()) && !(shown instanceof SqlSide.Unwritten)
                ? nothing(now, text)
                : new Edit<>(
                        "Edit the SQL",
                        "sql",
                        new PipelineContent(now.pipeline(), now.places(), now.mode(), now.current(), Optional.of(text)),
                        text);
    }

    Edit<ExecutionMode> runAs(PipelineContent now, ExecutionMode mode) {
        return new Edit<>(
                mode == ExecutionMode.STREAMING ? "Run it streaming" : "Run it as a batch",
                "",
                new PipelineContent(now.pipeline(), now.places(), mode, now.current(), now.text()),
                mode);
    }

    Edit<DatabaseId> lookUpIn(PipelineContent now, DatabaseId current) {
        return new Edit<>(
                "Look names up in " + current,
                "",
                new PipelineContent(now.pipeline(), now.places(), now.mode(), current, now.text()),
                current);
    }

    /** @param revision of the version that has this content */
    Edit<Long> restore(long revision, PipelineContent then) {
        return new Edit<>("Restore version " + revision, "", then, revision);
    }
}
