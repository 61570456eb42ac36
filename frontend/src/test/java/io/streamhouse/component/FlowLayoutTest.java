package io.streamhouse.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.FlowGraph.Direction;
import io.streamhouse.component.FlowGraph.Edge;
import io.streamhouse.component.FlowGraph.Node;
import io.streamhouse.component.FlowLayout.PlacedNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FlowLayoutTest {

    private static final List<Node> NODES = List.of(
            new Node("orders", "Source: orders", List.of("12 rows/s")),
            new Node("customers", "Source: customers", List.of()),
            new Node("join", "Join", List.of("customer_id = id", "state 12 MB"), "BUSY", Tone.BAD),
            new Node("sink", "Sink", List.of()));
    private static final List<Edge> EDGES = List.of(
            new Edge("orders", "join", "hash"), new Edge("customers", "join", "hash"), new Edge("join", "sink", ""));

    @Test
    void edges_lead_to_the_right_and_nothing_overlaps() {
        var picture = FlowLayout.of(NODES, EDGES, Direction.RIGHT).picture();

        Map<String, PlacedNode> placed =
                picture.nodes().stream().collect(Collectors.toMap(PlacedNode::id, Function.identity()));
        assertThat(picture.edges()).hasSize(3).allSatisfy(edge -> {
            PlacedNode from = node(placed, edge.from());
            PlacedNode to = node(placed, edge.to());
            assertThat(from.x() + from.width()).isLessThan(to.x());
            assertThat(edge.points()).hasSizeGreaterThanOrEqualTo(4);
        });
        for (PlacedNode a : picture.nodes()) {
            for (PlacedNode b : picture.nodes()) {
                assertThat(a == b || apart(a, b)).isTrue();
            }
        }
    }

    @Test
    void an_edge_of_an_unknown_node_is_left_out() {
        var picture = FlowLayout.of(NODES, List.of(new Edge("orders", "nowhere", "")), Direction.DOWN)
                .picture();

        assertThat(picture.edges()).isEmpty();
        assertThat(picture.nodes()).hasSize(4);
    }

    @Test
    void words_and_tones_do_not_change_the_shape() {
        FlowLayout before = FlowLayout.of(NODES, EDGES, Direction.RIGHT);
        List<Node> later = NODES.stream()
                .map(node -> new Node(node.id(), node.title(), List.of("13 rows/s"), "OK", Tone.OK))
                .toList();

        assertThat(before.sameShape(FlowLayout.of(later, EDGES, Direction.RIGHT)))
                .isTrue();
        assertThat(before.sameShape(FlowLayout.of(NODES, EDGES.subList(0, 2), Direction.RIGHT)))
                .isFalse();
    }

    @Test
    void two_hundred_operators_are_laid_out() {
        List<Node> many = java.util.stream.IntStream.range(0, 200)
                .mapToObj(at -> new Node("n" + at, "Operator " + at, List.of("line")))
                .toList();
        List<Edge> chain = java.util.stream.IntStream.range(1, 200)
                .mapToObj(at -> new Edge("n" + (at - 1) / 2, "n" + at, ""))
                .toList();

        assertThat(FlowLayout.of(many, chain, Direction.RIGHT).picture().nodes())
                .hasSize(200);
    }

    private static boolean apart(PlacedNode a, PlacedNode b) {
        return a.x() + a.width() <= b.x()
                || b.x() + b.width() <= a.x()
                || a.y() + a.height() <= b.y()
                || b.y() + b.height() <= a.y();
    }

    private static PlacedNode node(Map<String, PlacedNode> placed, String id) {
        PlacedNode found = placed.get(id);
        assertThat(found).as(id).isNotNull();
        return java.util.Objects.requireNonNull(found);
    }
}
