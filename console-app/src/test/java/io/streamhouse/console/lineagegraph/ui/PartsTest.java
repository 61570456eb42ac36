package io.streamhouse.console.lineagegraph.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PartsTest {

    @Test
    void what_is_unfolded_joins_what_is_there_and_is_not_counted_any_more() {
        Neighbourhood part = new Neighbourhood(
                focus("kpis", Direction.UP),
                List.of(node("kpis", 0), node("enriched", -1)),
                List.of(link("enriched", "kpis")),
                List.of(new Folded(id("enriched"), Direction.UP, 2), new Folded(id("enriched"), Direction.DOWN, 1)));
        Neighbourhood more = new Neighbourhood(
                focus("enriched", Direction.UP),
                List.of(node("enriched", 0), node("orders", -1), node("payments", -1)),
                List.of(link("orders", "enriched"), link("payments", "enriched")),
                List.of(new Folded(id("orders"), Direction.UP, 4), new Folded(id("enriched"), Direction.DOWN, 2)));

        Neighbourhood joined = Parts.joined(part, more, Direction.UP);

        assertThat(joined.focus()).isEqualTo(part.focus());
        assertThat(joined.nodes())
                .extracting(node -> node.id().name() + " " + node.distance())
                .containsExactly("kpis 0", "enriched -1", "orders -2", "payments -2");
        assertThat(joined.links()).hasSize(3);
        assertThat(joined.folded())
                .containsExactly(
                        new Folded(id("enriched"), Direction.DOWN, 1), new Folded(id("orders"), Direction.UP, 4));
    }

    private static Focus focus(String name, Direction direction) {
        return new Focus(id(name), Optional.empty(), direction, 1);
    }

    private static Node node(String name, int distance) {
        return new Node(id(name), Optional.of(RelationKind.TABLE), List.of("id"), distance, Optional.empty());
    }

    private static Link link(String from, String to) {
        return new Link(id(from), id(to), new Via.Definition(), List.of(), List.of());
    }

    private static RelationId id(String name) {
        return new RelationId("streamhouse", "shop", name);
    }
}
