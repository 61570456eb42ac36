package io.streamhouse.console.lineagegraph.ui;

import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts of the graph put together. */
final class Parts {

    private record Ends(RelationId from, RelationId to, Via via) {}

    private Parts() {}

    /** @param more what is next to its focus in this direction, one hop */
    static Neighbourhood joined(Neighbourhood part, Neighbourhood more, Direction direction) {
        RelationId at = more.focus().relation();
        int start = part.nodes().stream()
                .filter(node -> node.id().equals(at))
                .mapToInt(Node::distance)
                .findFirst()
                .orElse(0);
        Map<RelationId, Node> nodes = new LinkedHashMap<>();
        part.nodes().forEach(node -> nodes.put(node.id(), node));
        Set<RelationId> added = new HashSet<>();
        more.nodes().forEach(node -> {
            if (!nodes.containsKey(node.id())) {
                added.add(node.id());
                nodes.put(
                        node.id(),
                        new Node(node.id(), node.kind(), node.columns(), start + node.distance(), node.unknown()));
            }
        });
        Map<Ends, Link> links = new LinkedHashMap<>();
        part.links().forEach(link -> links.put(new Ends(link.from(), link.to(), link.via()), link));
        more.links().forEach(link -> links.putIfAbsent(new Ends(link.from(), link.to(), link.via()), link));
        List<Folded> folded = new ArrayList<>();
        part.folded().stream()
                .filter(each -> !each.at().equals(at) || each.direction() != direction)
                .forEach(folded::add);
        more.folded().stream()
                .filter(each -> added.contains(each.at()) || each.at().equals(at) && each.direction() == direction)
                .forEach(folded::add);
        return new Neighbourhood(part.focus(), List.copyOf(nodes.values()), List.copyOf(links.values()), folded);
    }
}
