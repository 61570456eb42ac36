package io.streamhouse.lineage;

import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks around a relation, whole relations at a time. */
final class RelationSurroundings {

    private final LineageGraph graph;
    private final Focus focus;
    private final int most;
    private final Map<RelationId, Integer> shown = new LinkedHashMap<>();

    RelationSurroundings(LineageGraph graph, Focus focus, int most) {
        this.graph = graph;
        this.focus = focus;
        this.most = most;
    }

    Neighbourhood look() {
        RelationId start = focus.relation();
        shown.put(start, 0);
        // In a cycle a relation lies above and below at once: each way is followed for itself.
        Set<RelationId> seenAbove = new HashSet<>(Set.of(start));
        Set<RelationId> seenBelow = new HashSet<>(Set.of(start));
        List<RelationId> above = focus.direction().up() ? List.of(start) : List.of();
        List<RelationId> below = focus.direction().down() ? List.of(start) : List.of();
        for (int hop = 1; hop <= focus.depth() && !(above.isEmpty() && below.isEmpty()); hop++) {
            above = next(above, Direction.UP, -hop, seenAbove);
            below = next(below, Direction.DOWN, hop, seenBelow);
        }
        List<Node> nodes = new ArrayList<>();
        shown.forEach((id, distance) -> nodes.add(graph.shown(id, distance)));
        return new Neighbourhood(focus, nodes, links(), folded());
    }

    private List<RelationId> next(List<RelationId> from, Direction direction, int distance, Set<RelationId> seen) {
        TreeSet<RelationId> found = new TreeSet<>();
        for (RelationId id : from) {
            for (RelationId neighbour : neighbours(graph, id, direction)) {
                if (seen.add(neighbour)) {
                    found.add(neighbour);
                }
            }
        }
        List<RelationId> added = new ArrayList<>();
        for (RelationId id : found) {
            if (shown.containsKey(id) || shown.size() < most) {
                shown.putIfAbsent(id, distance);
                added.add(id);
            }
        }
        return added;
    }

    private List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (RelationId id : shown.keySet()) {
            for (GraphNode.Inflow inflow : graph.node(id).inflows()) {
                for (Link link : inflow.links()) {
                    if (shown.containsKey(link.from())) {
                        links.add(link);
                    }
                }
            }
        }
        return links;
    }

    private List<Folded> folded() {
        List<Folded> folded = new ArrayList<>();
        for (RelationId id : shown.keySet()) {
            if (focus.direction().up()) {
                fold(id, Direction.UP, folded);
            }
            if (focus.direction().down()) {
                fold(id, Direction.DOWN, folded);
            }
        }
        return folded;
    }

    private void fold(RelationId id, Direction direction, List<Folded> folded) {
        int more = 0;
        for (RelationId neighbour : neighbours(graph, id, direction)) {
            more += shown.containsKey(neighbour) ? 0 : 1;
        }
        if (more > 0) {
            folded.add(new Folded(id, direction, more));
        }
    }

    static List<RelationId> neighbours(LineageGraph graph, RelationId id, Direction direction) {
        GraphNode node = graph.node(id);
        return direction == Direction.UP ? node.sources() : node.readers();
    }
}
