package io.streamhouse.lineage;

import io.streamhouse.lineage.GraphNode.Inflow;
import io.streamhouse.lineage.Impact.Concerned;
import io.streamhouse.lineage.Impact.Effect;
import io.streamhouse.lineage.Neighbourhood.ColumnEdge;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/** Draws the consequences of a change, relation by relation, as far down as they reach. */
final class Consequences {

    /** What reached a relation: what became of which columns. */
    private record Wave(RelationId at, Cause cause, Set<String> columns, int distance) {}

    /** What is the matter with columns of a relation that is read. */
    private enum Cause {
        /** They are not there any more, or can't be read. */
        GONE,
        /** They stay as they are. */
        STALE,
        /** They have other values. */
        CHANGED,
        /** Nobody can tell. */
        UNSURE
    }

    private static final class Found {
        final int distance;
        final Map<Effect, Set<String>> columns = new EnumMap<>(Effect.class);
        final Map<Effect, String> why = new EnumMap<>(Effect.class);

        Found(int distance) {
            this.distance = distance;
        }
    }

    private final LineageGraph graph;
    private final Change change;
    private final Map<RelationId, Found> found = new TreeMap<>();
    private final Map<RelationId, Map<Cause, Set<String>>> sent = new HashMap<>();
    private final Queue<Wave> queue = new ArrayDeque<>();

    Consequences(LineageGraph graph, Change change) {
        this.graph = graph;
        this.change = change;
    }

    Impact draw() {
        RelationId id = change.relation();
        switch (change) {
            case Change.DropRelation ignored -> queue.add(new Wave(id, Cause.GONE, Set.of(), 0));
            case Change.DropColumn drop -> queue.add(new Wave(id, Cause.GONE, Set.of(drop.column()), 0));
            case Change.ChangeColumn other -> queue.add(new Wave(id, Cause.CHANGED, Set.of(other.column()), 0));
        }
        for (Wave wave = queue.poll(); wave != null; wave = queue.poll()) {
            for (RelationId reader : graph.node(wave.at()).readers()) {
                if (!reader.equals(id)) {
                    read(wave, graph.node(reader));
                }
            }
        }
        List<Concerned> concerned = new ArrayList<>();
        found.forEach((relation, what) -> concerned.add(concerned(relation, what)));
        concerned.sort(Comparator.comparing(Concerned::effect)
                .thenComparing(Concerned::distance)
                .thenComparing(Concerned::id));
        return new Impact(change, concerned, List.of(), behind(id) - concerned.size());
    }

    private Concerned concerned(RelationId id, Found what) {
        Effect strongest = what.columns.keySet().iterator().next();
        Set<String> columns = new HashSet<>();
        what.columns.values().forEach(columns::addAll);
        GraphNode node = graph.node(id);
        List<String> inOrder =
                graph.columns(node).stream().filter(columns::contains).toList();
        return new Concerned(id, node.kind(), strongest, inOrder, what.distance, what.why.getOrDefault(strongest, ""));
    }

    private void read(Wave wave, GraphNode reader) {
        for (Inflow inflow : reader.inflows()) {
            inflow.from(wave.at()).ifPresent(link -> read(wave, reader, inflow, link));
        }
    }

    private void read(Wave wave, GraphNode reader, Inflow inflow, Link link) {
        List<String> all = graph.columns(reader);
        boolean whole = wave.columns().isEmpty();
        boolean named = wave.cause() == Cause.GONE && whole;
        if (inflow.untraced().isPresent() && !named) {
            reach(
                    wave,
                    reader,
                    Effect.UNKNOWN,
                    Cause.UNSURE,
                    all,
                    "It reads " + wave.at() + ", and can't be traced: "
                            + inflow.untraced().get());
            return;
        }
        Set<String> made = new LinkedHashSet<>();
        for (ColumnEdge edge : link.edges()) {
            if (whole || wave.columns().contains(edge.from())) {
                made.add(edge.to());
            }
        }
        Optional<Edge> chooses = link.rows().stream()
                .filter(edge -> whole || wave.columns().contains(edge.from().column()))
                .findFirst();
        List<String> unknown = inflow.unknownColumns(all);
        if (named || !made.isEmpty() || chooses.isPresent() || whole && unknown.isEmpty()) {
            boolean everything = named || chooses.isPresent() && wave.cause() != Cause.GONE || made.isEmpty();
            List<String> columns = everything
                    ? inflow.filledColumns(all)
                    : all.stream().filter(made::contains).toList();
            struck(wave, reader, inflow, columns, made, chooses);
        }
        if (!unknown.isEmpty() && !named) {
            List<String> unsure =
                    unknown.stream().filter(column -> !made.contains(column)).toList();
            if (!unsure.isEmpty()) {
                reach(
                        wave,
                        reader,
                        Effect.UNKNOWN,
                        Cause.UNSURE,
                        unsure,
                        "It reads " + wave.at() + ", and where " + unsure.getFirst() + " comes from is not known: "
                                + inflow.unknown(unsure.getFirst()).orElse(""));
            }
        }
    }

    private void struck(
            Wave wave,
            GraphNode reader,
            Inflow inflow,
            List<String> columns,
            Set<String> made,
            Optional<Edge> chooses) {
        String what = wave.columns().size() == 1
                ? wave.at() + "." + wave.columns().iterator().next()
                : wave.at().toString();
        String how = wave.columns().isEmpty()
                ? "It reads " + what + (wave.distance() == 0 ? "" : ", which breaks")
                : !made.isEmpty()
                        ? words(made) + (made.size() == 1 ? " is made of " : " are made of ") + what
                        : chooses.isPresent() ? what + " decides which rows it has" : "It reads " + what;
        switch (wave.cause()) {
            case GONE -> {
                switch (inflow.via()) {
                    case Via.Definition ignored -> {
                        // A plain view is its query: who reads it meets what is missing. What is stored can still be
                        // read.
                        boolean stored = reader.kind()
                                .filter(kind -> kind == RelationKind.VIEW)
                                .isEmpty();
                        reach(wave, reader, Effect.BREAKS, stored ? Cause.STALE : Cause.GONE, columns, how, Set.of());
                    }
                    case Via.Statement statement ->
                        reach(
                                wave,
                                reader,
                                Effect.GOES_STALE,
                                Cause.STALE,
                                columns,
                                "The statement that " + statement.actor().name()
                                        + " ran to fill it can't be run again: " + behindColon(how),
                                onward(reader, columns));
                }
            }
            case STALE ->
                reach(
                        wave,
                        reader,
                        Effect.GOES_STALE,
                        Cause.STALE,
                        columns,
                        "It reads " + wave.at() + ", which gets no new rows",
                        onward(reader, columns));
            case CHANGED -> reach(wave, reader, Effect.CHANGES, Cause.CHANGED, columns, how, Set.copyOf(columns));
            case UNSURE ->
                reach(
                        wave,
                        reader,
                        Effect.UNKNOWN,
                        Cause.UNSURE,
                        columns,
                        "It reads " + wave.at() + ", of which it is not known",
                        Set.copyOf(columns));
        }
    }

    /** Where all columns are concerned, so is whoever only counts the rows. */
    private Set<String> onward(GraphNode reader, List<String> columns) {
        return columns.containsAll(graph.columns(reader)) ? Set.of() : Set.copyOf(columns);
    }

    private void reach(Wave wave, GraphNode reader, Effect effect, Cause next, List<String> columns, String why) {
        reach(wave, reader, effect, next, columns, why, Set.copyOf(columns));
    }

    /** @param onward the columns that those behind it have to reckon with; none for the whole */
    private void reach(
            Wave wave,
            GraphNode reader,
            Effect effect,
            Cause next,
            List<String> columns,
            String why,
            Set<String> onward) {
        int distance = wave.distance() + 1;
        Found what = found.computeIfAbsent(reader.id(), any -> new Found(distance));
        what.columns.computeIfAbsent(effect, any -> new HashSet<>()).addAll(columns);
        what.why.putIfAbsent(effect, why);
        Map<Cause, Set<String>> before = sent.computeIfAbsent(reader.id(), any -> new EnumMap<>(Cause.class));
        boolean first = !before.containsKey(next);
        Set<String> told = before.computeIfAbsent(next, any -> new HashSet<>());
        if (onward.isEmpty()) {
            if (first || !told.contains("")) {
                told.add("");
                queue.add(new Wave(reader.id(), next, Set.of(), distance));
            }
            return;
        }
        Set<String> news = new HashSet<>(onward);
        news.removeAll(told);
        if (!news.isEmpty() && !told.contains("")) {
            told.addAll(news);
            queue.add(new Wave(reader.id(), next, news, distance));
        }
    }

    /** How many relations read it, directly or through others. */
    private int behind(RelationId id) {
        Set<RelationId> seen = new HashSet<>(Set.of(id));
        Queue<RelationId> next = new ArrayDeque<>(seen);
        for (RelationId at = next.poll(); at != null; at = next.poll()) {
            for (RelationId reader : graph.node(at).readers()) {
                if (seen.add(reader)) {
                    next.add(reader);
                }
            }
        }
        return seen.size() - 1;
    }

    private static String words(Set<String> columns) {
        List<String> few = columns.stream().sorted().limit(3).toList();
        int more = columns.size() - few.size();
        return String.join(", ", few) + (more > 0 ? " and " + more + " more columns" : "");
    }

    private static String behindColon(String sentence) {
        return sentence.startsWith("It ") ? "it " + sentence.substring(3) : sentence;
    }
}
