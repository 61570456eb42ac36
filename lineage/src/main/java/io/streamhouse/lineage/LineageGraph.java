package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Relations and what flows between them, column by column. Never changes, so that it can be asked from any thread; a
 * change makes another graph, which shares with the one before all that stayed the same.
 *
 * <p>Each relation stands for itself, views too: an edge ends at what a definition names. There may be cycles, since
 * statements can write what they read.
 */
public final class LineageGraph {

    public static final LineageGraph EMPTY = new LineageGraph(Map.of());

    private final Map<RelationId, GraphNode> nodes;

    private LineageGraph(Map<RelationId, GraphNode> nodes) {
        this.nodes = nodes;
    }

    public static LineageGraph of(Collection<RelationDefinition> definitions) {
        return EMPTY.with(definitions, List.of());
    }

    /**
     * The graph with some relations defined anew, or for the first time.
     *
     * @param gone relations that are not there any more; what still reads them goes on naming them
     */
    public LineageGraph with(Collection<RelationDefinition> changed, Collection<RelationId> gone) {
        Map<RelationId, GraphNode> next = new HashMap<>(nodes);
        Map<RelationId, Set<RelationId>> readers = new HashMap<>();
        for (RelationId id : gone) {
            forget(next.get(id), next, readers);
            next.computeIfPresent(id, (same, node) -> GraphNode.named(id).readBy(new TreeSet<>(node.readers())));
            readersOf(id, next, readers);
        }
        for (RelationDefinition definition : changed) {
            RelationId id = definition.id();
            GraphNode before = next.get(id);
            forget(before, next, readers);
            GraphNode node = GraphNode.of(definition);
            next.put(id, before == null ? node : node.readBy(new TreeSet<>(before.readers())));
            node.sources().forEach(source -> readersOf(source, next, readers).add(id));
        }
        readers.forEach((id, reading) -> {
            GraphNode node = next.getOrDefault(id, GraphNode.named(id));
            if (node.defined() || !reading.isEmpty()) {
                next.put(id, node.readBy(reading));
            } else {
                next.remove(id);
            }
        });
        return new LineageGraph(next);
    }

    private static void forget(
            @Nullable GraphNode node, Map<RelationId, GraphNode> next, Map<RelationId, Set<RelationId>> readers) {
        if (node != null) {
            node.sources().forEach(source -> readersOf(source, next, readers).remove(node.id()));
        }
    }

    private static Set<RelationId> readersOf(
            RelationId id, Map<RelationId, GraphNode> next, Map<RelationId, Set<RelationId>> readers) {
        return readers.computeIfAbsent(id, source -> {
            GraphNode node = next.get(source);
            return node == null ? new TreeSet<>() : new TreeSet<>(node.readers());
        });
    }

    /** How many relations are in it, those among them that are only named by what reads them. */
    public int size() {
        return nodes.size();
    }

    /** How many relations are made in a way that can't be traced, or some of their columns are. */
    public int unknown() {
        return (int) nodes.values().stream()
                .filter(node -> node.unknown().isPresent())
                .count();
    }

    public boolean has(RelationId id) {
        return nodes.containsKey(id);
    }

    /** The relation's columns in order; of one that is only named, those that are read. Empty for an unknown one. */
    public List<String> columns(RelationId id) {
        GraphNode node = nodes.get(id);
        return node == null ? List.of() : columns(node);
    }

    /** The relations whose rows are made of this one's directly, by name. */
    public List<RelationId> readers(RelationId id) {
        GraphNode node = nodes.get(id);
        return node == null ? List.of() : node.readers();
    }

    /**
     * What is around a focus. With a column, its path alone: the columns it goes into or comes from. A relation where it
     * only has a say in which rows there are, or where it can't be told, is shown and not followed further.
     *
     * @param most how many relations are shown at most, at least 1; nearer ones first, the others are counted as folded
     * @return empty if there is no such relation or column
     */
    public Optional<Neighbourhood> neighbourhood(Focus focus, int most) {
        if (!has(focus.relation(), focus.column())) {
            return Optional.empty();
        }
        return Optional.of(
                focus.column().isPresent()
                        ? new ColumnSurroundings(this, focus, focus.column().get(), most).look()
                        : new RelationSurroundings(this, focus, most).look());
    }

    /** How a column is made; empty if there is no such relation or column. */
    public Optional<ColumnPath> path(ColumnRef column) {
        return has(column.relation(), Optional.of(column.column()))
                ? Optional.of(new PathSearch(this, column).follow())
                : Optional.empty();
    }

    /** What a change would do to relations; scripts are none of the graph's. Empty as {@link #path}. */
    public Optional<Impact> impact(Change change) {
        Optional<String> column =
                switch (change) {
                    case Change.DropRelation ignored -> Optional.empty();
                    case Change.DropColumn drop -> Optional.of(drop.column());
                    case Change.ChangeColumn other -> Optional.of(other.column());
                };
        return has(change.relation(), column) ? Optional.of(new Consequences(this, change).draw()) : Optional.empty();
    }

    private boolean has(RelationId relation, Optional<String> column) {
        GraphNode node = nodes.get(relation);
        return node != null && (column.isEmpty() || columns(node).contains(column.get()));
    }

    @Nullable GraphNode find(RelationId id) {
        return nodes.get(id);
    }

    /** One that is in the graph for certain: named by one that is. */
    GraphNode node(RelationId id) {
        GraphNode node = nodes.get(id);
        return node == null ? GraphNode.named(id) : node;
    }

    List<String> columns(GraphNode node) {
        if (node.defined()) {
            return node.columns();
        }
        Set<String> named = new TreeSet<>();
        for (RelationId reader : node.readers()) {
            for (GraphNode.Inflow inflow : node(reader).inflows()) {
                inflow.from(node.id()).ifPresent(link -> {
                    link.edges().forEach(edge -> named.add(edge.from()));
                    link.rows().forEach(edge -> named.add(edge.from().column()));
                });
            }
        }
        return List.copyOf(named);
    }

    Neighbourhood.Node shown(RelationId id, int distance) {
        GraphNode node = node(id);
        return new Neighbourhood.Node(id, node.kind(), columns(node), distance, node.unknown());
    }
}
