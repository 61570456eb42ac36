package io.streamhouse.lineage;

import io.streamhouse.lineage.Neighbourhood.ColumnEdge;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A relation in the graph. Does not change.
 *
 * @param defined whether anybody said what it is; others are only named by what reads them
 * @param sources what its flows read, by name
 * @param readers whose flows read it, by name
 */
record GraphNode(
        RelationId id,
        boolean defined,
        Optional<RelationKind> kind,
        List<String> columns,
        List<Inflow> inflows,
        List<RelationId> sources,
        List<RelationId> readers) {

    private static final Comparator<ColumnEdge> IN_ORDER = Comparator.comparing(ColumnEdge::to)
            .thenComparing(ColumnEdge::from)
            .thenComparing(ColumnEdge::dependence)
            .thenComparing(ColumnEdge::expression);

    private static final Comparator<Edge> EDGES_IN_ORDER =
            Comparator.comparing(Edge::from).thenComparing(Edge::dependence).thenComparing(Edge::expression);

    /**
     * A flow, told relation by relation.
     *
     * @param links one for each relation that it reads
     * @param filled the columns that it fills, with why where their origins are not known
     * @param untraced why nothing is known of single columns
     */
    record Inflow(Via via, List<Link> links, Map<String, Optional<String>> filled, Optional<String> untraced) {

        boolean fills(String column) {
            return untraced.isPresent() || filled.containsKey(column);
        }

        /** Why it is not known what this column comes from; empty where it is. */
        Optional<String> unknown(String column) {
            return untraced.or(() -> filled.getOrDefault(column, Optional.empty()));
        }

        /** The columns of which it is not known what they come from, out of all that the relation has. */
        List<String> unknownColumns(List<String> all) {
            return all.stream()
                    .filter(column -> fills(column) && unknown(column).isPresent())
                    .toList();
        }

        List<String> filledColumns(List<String> all) {
            return all.stream().filter(this::fills).toList();
        }

        Optional<Link> from(RelationId source) {
            return links.stream().filter(link -> link.from().equals(source)).findFirst();
        }
    }

    static GraphNode of(RelationDefinition definition) {
        List<Inflow> inflows = definition.flows().stream()
                .map(flow -> inflow(definition.id(), flow))
                .toList();
        Set<RelationId> sources = new TreeSet<>();
        inflows.forEach(inflow -> inflow.links().forEach(link -> sources.add(link.from())));
        return new GraphNode(
                definition.id(),
                true,
                definition.kind(),
                definition.columns(),
                inflows,
                List.copyOf(sources),
                List.of());
    }

    /** One of which nothing is known but that it is read. */
    static GraphNode named(RelationId id) {
        return new GraphNode(id, false, Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }

    GraphNode readBy(Set<RelationId> others) {
        return new GraphNode(id, defined, kind, columns, inflows, sources, List.copyOf(others));
    }

    /** Why it is not known where its rows come from, or those of some columns. */
    Optional<String> unknown() {
        for (Inflow inflow : inflows) {
            if (inflow.untraced().isPresent()) {
                return inflow.untraced();
            }
        }
        for (Inflow inflow : inflows) {
            for (Map.Entry<String, Optional<String>> column : inflow.filled().entrySet()) {
                if (column.getValue().isPresent()) {
                    return Optional.of(
                            column.getKey() + ": " + column.getValue().get());
                }
            }
        }
        return Optional.empty();
    }

    private static Inflow inflow(RelationId id, Flow flow) {
        return switch (flow) {
            case Flow.Untraced untraced ->
                new Inflow(
                        untraced.via(),
                        untraced.reads().stream()
                                .sorted()
                                .map(source -> new Link(source, id, untraced.via(), List.of(), List.of()))
                                .toList(),
                        Map.of(),
                        Optional.of(untraced.why()));
            case Flow.Traced traced -> inflow(id, traced);
        };
    }

    private static Inflow inflow(RelationId id, Flow.Traced flow) {
        Map<RelationId, List<ColumnEdge>> edges = new HashMap<>();
        Map<RelationId, List<Edge>> rows = new HashMap<>();
        Map<String, Optional<String>> filled = new HashMap<>();
        Set<RelationId> sources = new HashSet<>(flow.reads());
        for (ColumnLineage column : flow.columns()) {
            switch (column.origins()) {
                case Origins.Known known -> {
                    filled.put(column.column(), Optional.empty());
                    for (Edge edge : known.edges()) {
                        RelationId source = edge.from().relation();
                        sources.add(source);
                        edges.computeIfAbsent(source, any -> new ArrayList<>())
                                .add(new ColumnEdge(
                                        edge.from().column(), column.column(), edge.dependence(), edge.expression()));
                    }
                }
                case Origins.Unknown unknown -> filled.put(column.column(), Optional.of(unknown.why()));
            }
        }
        for (Edge edge : flow.rows()) {
            sources.add(edge.from().relation());
            rows.computeIfAbsent(edge.from().relation(), any -> new ArrayList<>())
                    .add(edge);
        }
        List<Link> links = sources.stream()
                .sorted()
                .map(source -> new Link(
                        source,
                        id,
                        flow.via(),
                        edges.getOrDefault(source, List.of()).stream()
                                .sorted(IN_ORDER)
                                .toList(),
                        rows.getOrDefault(source, List.of()).stream()
                                .sorted(EDGES_IN_ORDER)
                                .toList()))
                .toList();
        return new Inflow(flow.via(), links, Map.copyOf(filled), Optional.empty());
    }
}
