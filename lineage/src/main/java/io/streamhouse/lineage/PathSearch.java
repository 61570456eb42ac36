package io.streamhouse.lineage;

import io.streamhouse.lineage.ColumnPath.Hop;
import io.streamhouse.lineage.GraphNode.Inflow;
import io.streamhouse.lineage.Neighbourhood.ColumnEdge;
import io.streamhouse.lineage.Neighbourhood.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Follows a column to its roots. */
final class PathSearch {

    /** Columns that a path has at most. */
    static final int LONGEST = 10_000;

    private final LineageGraph graph;
    private final ColumnRef start;
    private final Map<ColumnRef, Integer> distances = new HashMap<>();
    private final Queue<ColumnRef> queue = new ArrayDeque<>();

    PathSearch(LineageGraph graph, ColumnRef start) {
        this.graph = graph;
        this.start = start;
    }

    ColumnPath follow() {
        List<Hop> hops = new ArrayList<>();
        distances.put(start, 0);
        queue.add(start);
        boolean complete = true;
        for (ColumnRef column = queue.poll(); column != null; column = queue.poll()) {
            if (hops.size() >= LONGEST) {
                complete = false;
                break;
            }
            hops.add(hop(column, distances.getOrDefault(column, 0)));
        }
        return new ColumnPath(start, hops, complete);
    }

    private Hop hop(ColumnRef column, int distance) {
        GraphNode node = graph.node(column.relation());
        Set<Edge> edges = new HashSet<>();
        Set<Edge> rows = new LinkedHashSet<>();
        Optional<String> unknown = node.defined() && node.kind().isPresent()
                ? Optional.empty()
                : Optional.of("Nothing more is known: " + column.relation() + " is not in its catalog");
        for (Inflow inflow : node.inflows()) {
            if (!inflow.fills(column.column())) {
                continue;
            }
            Optional<String> why = inflow.unknown(column.column());
            if (why.isPresent()) {
                unknown = why;
            }
            for (Link link : inflow.links()) {
                rows.addAll(link.rows());
                for (ColumnEdge edge : link.edges()) {
                    if (edge.to().equals(column.column())) {
                        ColumnRef from = new ColumnRef(link.from(), edge.from());
                        edges.add(new Edge(from, edge.dependence(), edge.expression()));
                        if (distances.putIfAbsent(from, distance + 1) == null) {
                            queue.add(from);
                        }
                    }
                }
            }
        }
        // A relation that is gone may still have been written by what is known.
        Origins origins = unknown.isPresent()
                        && (edges.isEmpty() || node.defined() && node.kind().isPresent())
                ? new Origins.Unknown(unknown.get())
                : new Origins.Known(edges);
        return new Hop(column, distance, origins, List.copyOf(rows));
    }
}
