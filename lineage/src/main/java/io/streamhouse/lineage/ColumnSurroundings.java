package io.streamhouse.lineage;

import io.streamhouse.lineage.GraphNode.Inflow;
import io.streamhouse.lineage.Neighbourhood.ColumnEdge;
import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.model.RelationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/** Looks around one column: along the columns that it comes from and goes into. */
final class ColumnSurroundings {

    private record Place(ColumnRef column, Direction direction, int distance) {}

    private record End(RelationId at, Direction direction) {}

    /** What of a link lies on the path. */
    private static final class Used {
        final Set<ColumnEdge> edges = new LinkedHashSet<>();
        final Set<Edge> rows = new LinkedHashSet<>();
    }

    private final LineageGraph graph;
    private final Focus focus;
    private final int most;
    private final Map<RelationId, Integer> shown = new LinkedHashMap<>();
    private final Map<RelationId, Set<Direction>> followed = new HashMap<>();
    private final Map<Link, Used> used = new LinkedHashMap<>();
    private final Map<End, Set<RelationId>> beyond = new LinkedHashMap<>();
    private final Set<Place> seen = new HashSet<>();
    private final Queue<Place> queue = new ArrayDeque<>();
    private final Set<End> notFollowed = new LinkedHashSet<>();

    ColumnSurroundings(LineageGraph graph, Focus focus, String column, int most) {
        this.graph = graph;
        this.focus = focus;
        this.most = most;
        shown.put(focus.relation(), 0);
        ColumnRef start = new ColumnRef(focus.relation(), column);
        if (focus.direction().up()) {
            visit(start, Direction.UP, 0);
        }
        if (focus.direction().down()) {
            visit(start, Direction.DOWN, 0);
        }
    }

    Neighbourhood look() {
        for (Place place = queue.poll(); place != null; place = queue.poll()) {
            if (place.direction() == Direction.UP) {
                up(place);
            } else {
                down(place);
            }
        }
        List<Node> nodes = shown.entrySet().stream()
                .sorted(Comparator.comparing(entry -> Math.abs(entry.getValue())))
                .map(entry -> graph.shown(entry.getKey(), entry.getValue()))
                .toList();
        List<Link> links = new ArrayList<>();
        used.forEach((link, part) -> {
            if (shown.containsKey(link.from()) && shown.containsKey(link.to())) {
                links.add(
                        new Link(link.from(), link.to(), link.via(), List.copyOf(part.edges), List.copyOf(part.rows)));
            }
        });
        return new Neighbourhood(focus, nodes, links, folded());
    }

    private void up(Place at) {
        RelationId id = at.column().relation();
        for (Inflow inflow : graph.node(id).inflows()) {
            if (!inflow.fills(at.column().column())) {
                continue;
            }
            boolean unknown = inflow.unknown(at.column().column()).isPresent();
            for (Link link : inflow.links()) {
                for (ColumnEdge edge : link.edges()) {
                    if (edge.to().equals(at.column().column()) && reached(at, link.from())) {
                        use(link).edges.add(edge);
                        visit(new ColumnRef(link.from(), edge.from()), Direction.UP, at.distance() + 1);
                    }
                }
                if ((unknown || !link.rows().isEmpty()) && reached(at, link.from())) {
                    use(link).rows.addAll(link.rows());
                    notFollowed.add(new End(link.from(), Direction.UP));
                }
            }
        }
    }

    private void down(Place at) {
        RelationId id = at.column().relation();
        String column = at.column().column();
        for (RelationId reader : graph.node(id).readers()) {
            GraphNode node = graph.node(reader);
            for (Inflow inflow : node.inflows()) {
                inflow.from(id).ifPresent(link -> down(at, column, node, inflow, link));
            }
        }
    }

    private void down(Place at, String column, GraphNode reader, Inflow inflow, Link link) {
        for (ColumnEdge edge : link.edges()) {
            if (edge.from().equals(column) && reached(at, reader.id())) {
                use(link).edges.add(edge);
                visit(new ColumnRef(reader.id(), edge.to()), Direction.DOWN, at.distance() + 1);
            }
        }
        List<Edge> rows = link.rows().stream()
                .filter(edge -> edge.from().column().equals(column))
                .toList();
        boolean unknown = !inflow.unknownColumns(graph.columns(reader)).isEmpty();
        if ((unknown || !rows.isEmpty()) && reached(at, reader.id())) {
            use(link).rows.addAll(rows);
            notFollowed.add(new End(reader.id(), Direction.DOWN));
        }
    }

    /** Whether a neighbour is near enough, and there is room, for it to be shown. */
    private boolean reached(Place from, RelationId neighbour) {
        if (shown.containsKey(neighbour)) {
            return true;
        }
        if (from.distance() >= focus.depth() || shown.size() >= most) {
            beyond.computeIfAbsent(new End(from.column().relation(), from.direction()), any -> new TreeSet<>())
                    .add(neighbour);
            return false;
        }
        int distance = from.distance() + 1;
        shown.put(neighbour, from.direction() == Direction.UP ? -distance : distance);
        return true;
    }

    private void visit(ColumnRef column, Direction direction, int distance) {
        if (seen.add(new Place(column, direction, 0))) {
            followed.computeIfAbsent(column.relation(), any -> new HashSet<>()).add(direction);
            queue.add(new Place(column, direction, distance));
        }
    }

    private Used use(Link link) {
        return used.computeIfAbsent(link, any -> new Used());
    }

    private List<Folded> folded() {
        for (End end : notFollowed) {
            if (!followed.getOrDefault(end.at(), Set.of()).contains(end.direction())) {
                beyond.computeIfAbsent(end, any -> new TreeSet<>())
                        .addAll(RelationSurroundings.neighbours(graph, end.at(), end.direction()));
            }
        }
        List<Folded> folded = new ArrayList<>();
        beyond.forEach((end, others) -> {
            long more = others.stream().filter(id -> !shown.containsKey(id)).count();
            if (more > 0) {
                folded.add(new Folded(end.at(), end.direction(), (int) more));
            }
        });
        return folded;
    }
}
