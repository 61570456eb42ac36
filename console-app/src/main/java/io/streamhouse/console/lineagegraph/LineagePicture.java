package io.streamhouse.console.lineagegraph;

import io.streamhouse.component.LineageDrawing;
import io.streamhouse.component.LineageDrawing.Card;
import io.streamhouse.component.LineageDrawing.Stub;
import io.streamhouse.component.LineageDrawing.Wire;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.ColumnEdge;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.model.RelationId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part of the graph as it is drawn, with the path of the column lit up that it is about. */
public final class LineagePicture {

    private final Neighbourhood part;
    private final Map<RelationId, List<Link>> into = new HashMap<>();
    private final Map<RelationId, List<Link>> outOf = new HashMap<>();
    /** On the way up from the focus. */
    private final Set<ColumnRef> above = new HashSet<>();
    /** On the way down from it. */
    private final Set<ColumnRef> below = new HashSet<>();

    private LineagePicture(Neighbourhood part) {
        this.part = part;
        part.links().forEach(link -> {
            into.computeIfAbsent(link.to(), id -> new ArrayList<>()).add(link);
            outOf.computeIfAbsent(link.from(), id -> new ArrayList<>()).add(link);
        });
        Focus focus = part.focus();
        focus.column().map(column -> new ColumnRef(focus.relation(), column)).ifPresent(column -> {
            if (focus.direction().up()) {
                climb(column);
            }
            if (focus.direction().down()) {
                descend(column);
            }
        });
    }

    /** The cards have the ids of the relations, as text. */
    public static LineageDrawing of(Neighbourhood part) {
        return new LineagePicture(part).draw();
    }

    /** What only has a say in a value or in which rows there are is lit, but not followed: soon all would be lit. */
    private void climb(ColumnRef start) {
        Deque<ColumnRef> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            ColumnRef here = ahead.remove();
            if (above.add(here)) {
                into.getOrDefault(here.relation(), List.of())
                        .forEach(link -> link.edges().stream()
                                .filter(edge -> edge.to().equals(here.column())
                                        && edge.dependence().direct())
                                .forEach(edge -> ahead.add(new ColumnRef(link.from(), edge.from()))));
            }
        }
    }

    private void descend(ColumnRef start) {
        Deque<ColumnRef> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            ColumnRef here = ahead.remove();
            if (below.add(here)) {
                outOf.getOrDefault(here.relation(), List.of())
                        .forEach(link -> link.edges().stream()
                                .filter(edge -> edge.from().equals(here.column())
                                        && edge.dependence().direct())
                                .forEach(edge -> ahead.add(new ColumnRef(link.to(), edge.to()))));
            }
        }
    }

    private LineageDrawing draw() {
        List<Card> cards = part.nodes().stream().map(this::card).toList();
        List<LineageDrawing.Link> links = part.links().stream()
                .map(link -> new LineageDrawing.Link(
                        link.from().toString(),
                        link.to().toString(),
                        LineageWords.via(link.via(), ZoneOffset.UTC),
                        wires(link)))
                .toList();
        List<Stub> stubs = part.folded().stream()
                .map(folded -> new Stub(folded.at().toString(), folded.direction() == Direction.UP, folded.more()))
                .toList();
        return new LineageDrawing(cards, links, stubs);
    }

    private Card card(Neighbourhood.Node node) {
        Set<String> lit = new HashSet<>();
        node.columns().stream()
                .filter(column -> {
                    ColumnRef ref = new ColumnRef(node.id(), column);
                    return above.contains(ref) || below.contains(ref);
                })
                .forEach(lit::add);
        return new Card(
                node.id().toString(),
                node.id().name(),
                node.id().databaseId().toString(),
                LineageWords.kind(node.kind()),
                node.columns(),
                lit,
                node.id().equals(part.focus().relation()),
                node.unknown().orElse(""));
    }

    private List<Wire> wires(Link link) {
        List<Wire> wires = new ArrayList<>();
        for (ColumnEdge edge : link.edges()) {
            boolean lit = above.contains(new ColumnRef(link.to(), edge.to()))
                    || below.contains(new ColumnRef(link.from(), edge.from()));
            wires.add(new Wire(
                    edge.from(),
                    edge.to(),
                    edge.dependence().direct(),
                    lit,
                    LineageWords.edge(edge.dependence(), edge.expression())));
        }
        boolean rowsMatter = above.stream().anyMatch(column -> column.relation().equals(link.to()));
        for (Edge edge : link.rows()) {
            boolean here = edge.from().relation().equals(link.from());
            wires.add(new Wire(
                    here ? edge.from().column() : "",
                    "",
                    false,
                    rowsMatter || below.contains(edge.from()),
                    LineageWords.edge(edge.dependence(), edge.expression())));
        }
        if (wires.isEmpty()) {
            wires.add(new Wire("", "", true, false, "which columns is not known"));
        }
        return wires;
    }
}
