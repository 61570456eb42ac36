package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.List;
import java.util.Optional;

/**
 * The part of the graph around a focus.
 *
 * @param nodes the focus first, then by distance
 * @param folded where the graph goes on; nothing is left out that is not counted here
 */
public record Neighbourhood(Focus focus, List<Node> nodes, List<Link> links, List<Folded> folded) {

    public Neighbourhood {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        folded = List.copyOf(folded);
    }

    /**
     * A relation.
     *
     * @param kind empty for one that is read or was written, but is not in its catalog (any more)
     * @param columns all of them, in order
     * @param distance hops from the focus: below zero upstream, above downstream
     * @param unknown why it is not known where its rows come from; empty if that is known, or if nothing is known to
     *     write it
     */
    public record Node(
            RelationId id, Optional<RelationKind> kind, List<String> columns, int distance, Optional<String> unknown) {
        public Node {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Columns of one relation that go into another.
     *
     * @param edges of single columns; empty if only the whole is known
     * @param rows columns that have a say in which rows there are
     */
    public record Link(RelationId from, RelationId to, Via via, List<ColumnEdge> edges, List<Edge> rows) {
        public Link {
            edges = List.copyOf(edges);
            rows = List.copyOf(rows);
        }
    }

    /** One column goes into another. */
    public record ColumnEdge(String from, String to, Dependence dependence, String expression) {}

    /**
     * Neighbours of a relation that are not shown.
     *
     * @param direction UP or DOWN
     * @param more how many relations, at least 1
     */
    public record Folded(RelationId at, Direction direction, int more) {}
}
