package io.streamhouse.console.lineagegraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.LineageDrawing;
import io.streamhouse.component.LineageDrawing.Card;
import io.streamhouse.component.LineageDrawing.Stub;
import io.streamhouse.component.LineageDrawing.Wire;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.ColumnEdge;
import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LineagePictureTest {

    private static final List<Node> NODES = List.of(
            node("enriched", 0, "order_id", "line_total"),
            node("orders", -1, "order_id", "discount", "status"),
            node("kpis", 1, "day", "revenue"));

    private static final List<Link> LINKS = List.of(
            new Link(
                    id("orders"),
                    id("enriched"),
                    new Via.Definition(),
                    List.of(
                            new ColumnEdge("order_id", "order_id", Dependence.IDENTITY, "order_id"),
                            new ColumnEdge("discount", "line_total", Dependence.TRANSFORMATION, "1 - discount")),
                    List.of(new Edge(new ColumnRef(id("orders"), "status"), Dependence.FILTER, "status = 'PAID'"))),
            new Link(
                    id("enriched"),
                    id("kpis"),
                    new Via.Definition(),
                    List.of(new ColumnEdge("line_total", "revenue", Dependence.AGGREGATION, "SUM(line_total)")),
                    List.of()));

    @Test
    void the_way_of_a_column_is_lit_from_its_roots_to_what_is_made_of_it() {
        LineageDrawing graph = LineagePicture.of(part(Optional.of("line_total")));

        assertThat(graph.cards())
                .extracting(Card::lit)
                .containsExactly(Set.of("line_total"), Set.of("discount"), Set.of("revenue"));
        assertThat(lit(graph, 0))
                .containsExactly(
                        new Wire("discount", "line_total", true, true, "transformation: 1 - discount"),
                        new Wire("status", "", false, true, "filtered by: status = 'PAID'"));
        assertThat(lit(graph, 1)).hasSize(1);
    }

    @Test
    void of_a_whole_relation_nothing_is_lit() {
        LineageDrawing graph = LineagePicture.of(part(Optional.empty()));

        assertThat(graph.cards()).allSatisfy(card -> assertThat(card.lit()).isEmpty());
        assertThat(lit(graph, 0)).isEmpty();
        assertThat(graph.cards()).filteredOn(Card::focus).extracting(Card::name).containsExactly("enriched");
    }

    @Test
    void a_link_of_which_no_column_is_known_is_drawn_as_a_whole() {
        Neighbourhood part = new Neighbourhood(
                new Focus(id("kpis"), Optional.empty(), Direction.UP, 1),
                NODES,
                List.of(new Link(id("orders"), id("kpis"), new Via.Definition(), List.of(), List.of())),
                List.of(new Folded(id("orders"), Direction.UP, 3)));

        LineageDrawing graph = LineagePicture.of(part);

        assertThat(graph.links().getFirst().wires())
                .containsExactly(new Wire("", "", true, false, "which columns is not known"));
        assertThat(graph.stubs()).containsExactly(new Stub("streamhouse.shop.orders", true, 3));
    }

    private static Neighbourhood part(Optional<String> column) {
        return new Neighbourhood(new Focus(id("enriched"), column, Direction.BOTH, 1), NODES, LINKS, List.of());
    }

    private static List<Wire> lit(LineageDrawing graph, int link) {
        return graph.links().get(link).wires().stream().filter(Wire::lit).toList();
    }

    private static Node node(String name, int distance, String... columns) {
        return new Node(id(name), Optional.of(RelationKind.TABLE), List.of(columns), distance, Optional.empty());
    }

    private static RelationId id(String name) {
        return new RelationId("streamhouse", "shop", name);
    }
}
