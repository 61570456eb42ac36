package io.streamhouse.lineage;

import static io.streamhouse.lineage.Relations.column;
import static io.streamhouse.lineage.Relations.filled;
import static io.streamhouse.lineage.Relations.id;
import static io.streamhouse.lineage.Relations.kept;
import static io.streamhouse.lineage.Relations.table;
import static io.streamhouse.lineage.Relations.untraced;
import static io.streamhouse.lineage.Relations.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.Impact.Concerned;
import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LineageGraphTest {

    private static final int ENOUGH = 1_000;

    /** orders → enriched (a materialized view) → by_city (another) → top (a plain view); enriched also reads customers. */
    private final LineageGraph shop = LineageGraph.of(List.of(
            table("orders", "id", "customer", "price", "discount", "status"),
            table("customers", "id", "city"),
            kept(
                    "enriched",
                    "id <- orders.id",
                    "city <- customers.city",
                    "line_total <- orders.price, orders.discount",
                    "where orders.customer",
                    "where customers.id"),
            kept("by_city", "city <- enriched.city", "total <- sum enriched.line_total"),
            view("top", "city <- by_city.city", "where by_city.total"),
            kept("open_orders", "id <- orders.id", "where orders.status")));

    @Test
    void shows_what_is_around_a_relation_nearest_first() {
        Neighbourhood around = around(shop, "enriched", Optional.empty(), Direction.BOTH, 1, ENOUGH);

        assertThat(around.nodes())
                .extracting(node -> node.id().name() + " " + node.distance())
                .containsExactly("enriched 0", "customers -1", "orders -1", "by_city 1");
        assertThat(around.links())
                .extracting(link -> link.from().name() + " → " + link.to().name())
                .containsExactlyInAnyOrder("orders → enriched", "customers → enriched", "enriched → by_city");
        assertThat(around.folded())
                .containsExactlyInAnyOrder(
                        new Folded(id("orders"), Direction.DOWN, 1), new Folded(id("by_city"), Direction.DOWN, 1));
    }

    @Test
    void depth_zero_shows_the_focus_alone_and_counts_its_neighbours() {
        Neighbourhood around = around(shop, "enriched", Optional.empty(), Direction.BOTH, 0, ENOUGH);

        assertThat(around.nodes()).singleElement().extracting(Node::id).isEqualTo(id("enriched"));
        assertThat(around.links()).isEmpty();
        assertThat(around.folded())
                .containsExactlyInAnyOrder(
                        new Folded(id("enriched"), Direction.UP, 2), new Folded(id("enriched"), Direction.DOWN, 1));
    }

    @Test
    void folds_the_farthest_when_there_are_too_many_and_says_how_many() {
        List<RelationDefinition> many = new ArrayList<>(List.of(table("hub", "x")));
        for (int i = 0; i < 100; i++) {
            many.add(view("reader_%03d".formatted(i), "x <- hub.x"));
        }
        LineageGraph graph = LineageGraph.of(many);

        Neighbourhood around = around(graph, "hub", Optional.empty(), Direction.DOWN, 3, 11);

        assertThat(around.nodes()).hasSize(11);
        assertThat(around.folded()).containsExactly(new Folded(id("hub"), Direction.DOWN, 90));
        Neighbourhood column = around(graph, "hub", Optional.of("x"), Direction.DOWN, 3, 11);
        assertThat(column.nodes()).hasSize(11);
        assertThat(column.folded()).containsExactly(new Folded(id("hub"), Direction.DOWN, 90));
    }

    @Test
    void follows_the_path_of_one_column_alone() {
        Neighbourhood around = around(shop, "orders", Optional.of("discount"), Direction.DOWN, 3, ENOUGH);

        assertThat(around.nodes())
                .extracting(node -> node.id().name() + " " + node.distance())
                .containsExactly("orders 0", "enriched 1", "by_city 2", "top 3");
        assertThat(around.links())
                .filteredOn(link -> link.to().equals(id("enriched")))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.edges())
                            .extracting(edge -> edge.from() + " → " + edge.to())
                            .containsExactly("discount → line_total");
                    assertThat(link.rows()).isEmpty();
                });
        assertThat(around.links())
                .filteredOn(link -> link.to().equals(id("top")))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.edges()).isEmpty();
                    assertThat(link.rows())
                            .extracting(edge -> edge.from().column())
                            .containsExactly("total");
                });
        assertThat(around.folded()).isEmpty();
    }

    @Test
    void upstream_of_a_column_stand_what_it_is_made_of_and_what_chooses_its_rows() {
        Neighbourhood around = around(shop, "enriched", Optional.of("city"), Direction.UP, 5, ENOUGH);

        assertThat(around.nodes())
                .extracting(node -> node.id().name())
                .containsExactly("enriched", "customers", "orders");
        assertThat(around.links())
                .filteredOn(link -> link.from().equals(id("orders")))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.edges()).isEmpty();
                    assertThat(link.rows())
                            .extracting(edge -> edge.from().column())
                            .containsExactly("customer");
                });
    }

    @Test
    void a_relation_that_only_has_its_rows_chosen_is_not_followed_and_says_so() {
        LineageGraph graph = LineageGraph.of(List.of(
                table("a", "x", "y"),
                view("b", "y <- a.y", "where a.x"),
                view("c", "y <- b.y"),
                view("d", "y <- b.y")));

        Neighbourhood around = around(graph, "a", Optional.of("x"), Direction.DOWN, 9, ENOUGH);

        assertThat(around.nodes()).extracting(node -> node.id().name()).containsExactly("a", "b");
        assertThat(around.folded()).containsExactly(new Folded(id("b"), Direction.DOWN, 2));
    }

    @Test
    void what_can_not_be_traced_is_linked_as_a_whole_and_says_why() {
        LineageGraph graph = LineageGraph.of(List.of(table("a", "x"), untraced("b", List.of("x"), "a")));

        for (Optional<String> column : List.of(Optional.<String>empty(), Optional.of("x"))) {
            Neighbourhood around = around(graph, "a", column, Direction.DOWN, 1, ENOUGH);
            assertThat(around.nodes().get(1).unknown()).contains("a function is not known");
            assertThat(around.links()).singleElement().extracting(Link::edges).isEqualTo(List.of());
        }
        assertThat(graph.unknown()).isEqualTo(1);
    }

    @Test
    void what_is_read_and_in_no_catalog_is_shown_without_a_kind() {
        LineageGraph graph = LineageGraph.of(List.of(view("v", "x <- elsewhere.x", "where elsewhere.y")));

        Node elsewhere = around(graph, "elsewhere", Optional.empty(), Direction.BOTH, 0, ENOUGH)
                .nodes()
                .getFirst();

        assertThat(elsewhere.kind()).isEmpty();
        assertThat(elsewhere.columns()).containsExactly("x", "y");
        assertThat(graph.path(column("v.x")).orElseThrow().hops().getLast().origins())
                .isInstanceOfSatisfying(
                        Origins.Unknown.class, why -> assertThat(why.why()).contains("not in its catalog"));
    }

    @Test
    void a_path_names_the_expression_at_every_hop_down_to_the_roots() {
        ColumnPath path = shop.path(column("by_city.total")).orElseThrow();

        assertThat(path.complete()).isTrue();
        assertThat(path.hops())
                .extracting(hop -> hop.distance() + " "
                        + hop.column().relation().name() + "." + hop.column().column())
                .startsWith("0 by_city.total", "1 enriched.line_total")
                .containsExactlyInAnyOrder(
                        "0 by_city.total", "1 enriched.line_total", "2 orders.price", "2 orders.discount");
        assertThat(path.hops().getFirst().origins())
                .isEqualTo(new Origins.Known(Set.of(
                        new Edge(column("enriched.line_total"), Dependence.AGGREGATION, "SUM(enriched.line_total)"))));
        assertThat(path.hops().get(1).rows())
                .extracting(Edge::from)
                .containsExactlyInAnyOrder(column("orders.customer"), column("customers.id"));
        assertThat(path.hops().getLast().origins()).isEqualTo(new Origins.Known(Set.of()));
    }

    @Test
    void cycles_end() {
        LineageGraph graph = LineageGraph.of(List.of(
                filled(table("a", "x"), "x <- b.x"),
                filled(table("b", "x"), "x <- a.x"),
                filled(table("c", "x"), "x <- c.x")));

        assertThat(graph.path(column("a.x")).orElseThrow().hops()).hasSize(2);
        assertThat(graph.path(column("c.x")).orElseThrow().hops()).hasSize(1);
        assertThat(around(graph, "a", Optional.of("x"), Direction.BOTH, 50, ENOUGH)
                        .nodes())
                .hasSize(2);
        assertThat(around(graph, "c", Optional.empty(), Direction.BOTH, 50, ENOUGH)
                        .links())
                .hasSize(1);
        assertThat(impact(graph, new Change.ChangeColumn(id("a"), "x"))).containsExactly("CHANGES b [x]");
        assertThat(graph.impact(new Change.DropRelation(id("c"))).orElseThrow().harmless())
                .isTrue();
    }

    @Test
    void a_dropped_column_breaks_what_names_it_and_what_is_behind_goes_stale() {
        Impact impact =
                shop.impact(new Change.DropColumn(id("orders"), "discount")).orElseThrow();

        assertThat(words(impact))
                .containsExactly(
                        "BREAKS enriched [line_total]", "GOES_STALE by_city [city, total]", "GOES_STALE top [city]");
        assertThat(impact.relations().getFirst().why()).isEqualTo("line_total is made of lake.shop.orders.discount");
        assertThat(impact.untouched()).isEqualTo(1);
    }

    @Test
    void a_dropped_column_that_only_chooses_rows_breaks_all_of_what_names_it() {
        assertThat(impact(shop, new Change.DropColumn(id("orders"), "status")))
                .containsExactly("BREAKS open_orders [id]");
    }

    @Test
    void a_dropped_table_breaks_whatever_reads_it_even_where_that_can_not_be_traced() {
        LineageGraph graph = shop.with(List.of(untraced("opaque", List.of("p"), "orders")), List.of());

        assertThat(impact(graph, new Change.DropRelation(id("orders"))))
                .containsExactly(
                        "BREAKS enriched [id, city, line_total]",
                        "BREAKS opaque [p]",
                        "BREAKS open_orders [id]",
                        "GOES_STALE by_city [city, total]",
                        "GOES_STALE top [city]");
    }

    @Test
    void who_reads_a_broken_plain_view_breaks_with_it() {
        LineageGraph graph = LineageGraph.of(
                List.of(table("a", "x"), view("v", "x <- a.x"), kept("m", "x <- v.x"), view("w", "x <- m.x")));

        assertThat(impact(graph, new Change.DropColumn(id("a"), "x")))
                .containsExactly("BREAKS v [x]", "BREAKS m [x]", "GOES_STALE w [x]");
    }

    @Test
    void a_table_that_a_statement_filled_goes_stale_and_does_not_break() {
        LineageGraph graph = LineageGraph.of(List.of(table("a", "x"), filled(table("b", "x", "y"), "x <- a.x")));

        Impact impact = graph.impact(new Change.DropRelation(id("a"))).orElseThrow();

        assertThat(words(impact)).containsExactly("GOES_STALE b [x]");
        assertThat(impact.relations().getFirst().why()).contains("ada");
    }

    @Test
    void a_changed_column_changes_what_is_made_of_it_and_nothing_else() {
        Impact impact =
                shop.impact(new Change.ChangeColumn(id("orders"), "price")).orElseThrow();

        assertThat(words(impact))
                .containsExactly("CHANGES enriched [line_total]", "CHANGES by_city [total]", "CHANGES top [city]");
        assertThat(impact.untouched()).isEqualTo(1);
    }

    @Test
    void what_nobody_can_tell_is_unknown_and_so_is_what_is_behind() {
        LineageGraph graph = LineageGraph.of(List.of(
                table("a", "x", "y"),
                untraced("b", List.of("p", "q"), "a"),
                view("c", "p <- b.p"),
                kept("d", "known <- a.y", "unsure <- ?", "from a")));

        assertThat(impact(graph, new Change.ChangeColumn(id("a"), "x")))
                .containsExactly("UNKNOWN b [p, q]", "UNKNOWN d [unsure]", "UNKNOWN c [p]");
        assertThat(impact(graph, new Change.DropColumn(id("a"), "y")))
                .containsExactly("BREAKS d [known, unsure]", "UNKNOWN b [p, q]", "UNKNOWN c [p]");
    }

    @Test
    void a_relation_defined_anew_has_only_its_new_neighbours() {
        LineageGraph changed = shop.with(List.of(kept("enriched", "city <- customers.city")), List.of());

        assertThat(changed.readers(id("orders"))).containsExactly(id("open_orders"));
        assertThat(shop.readers(id("orders"))).containsExactly(id("enriched"), id("open_orders"));
        assertThat(changed.readers(id("enriched"))).containsExactly(id("by_city"));
        assertThat(changed.path(column("by_city.total")).orElseThrow().hops()).hasSize(2);
    }

    @Test
    void a_relation_that_went_is_still_named_by_what_reads_it_and_else_forgotten() {
        LineageGraph changed = shop.with(List.of(), List.of(id("orders"), id("top")));

        assertThat(changed.has(id("top"))).isFalse();
        assertThat(around(changed, "orders", Optional.empty(), Direction.DOWN, 1, ENOUGH)
                        .nodes())
                .extracting(node -> node.id().name() + " " + node.kind().isPresent())
                .containsExactly("orders false", "enriched true", "open_orders true");
        LineageGraph back = changed.with(List.of(table("orders", "id")), List.of());
        assertThat(back.readers(id("orders"))).containsExactly(id("enriched"), id("open_orders"));
    }

    @Test
    void there_is_no_answer_about_what_is_not_there() {
        assertThat(shop.neighbourhood(new Focus(id("nothing"), Optional.empty(), Direction.BOTH, 1), ENOUGH))
                .isEmpty();
        assertThat(shop.path(column("orders.nothing"))).isEmpty();
        assertThat(shop.impact(new Change.DropColumn(id("orders"), "nothing"))).isEmpty();
    }

    static Neighbourhood around(
            LineageGraph graph, String relation, Optional<String> column, Direction direction, int depth, int most) {
        return graph.neighbourhood(new Focus(id(relation), column, direction, depth), most)
                .orElseThrow();
    }

    private static List<String> impact(LineageGraph graph, Change change) {
        return words(graph.impact(change).orElseThrow());
    }

    private static List<String> words(Impact impact) {
        return impact.relations().stream()
                .map((Concerned one) -> one.effect() + " " + one.id().name() + " " + one.columns())
                .toList();
    }
}
