package io.streamhouse.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.PipelineDrawing.Column;
import io.streamhouse.component.PipelineDrawing.Family;
import io.streamhouse.component.PipelineDrawing.Link;
import io.streamhouse.component.PipelineDrawing.Node;
import io.streamhouse.component.PipelineDrawing.Place;
import io.streamhouse.component.PipelineDrawing.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PipelinePlacesTest {

    @Test
    void rows_flow_from_left_to_right_and_a_joins_inputs_stand_in_the_order_of_its_ports() {
        PipelineDrawing drawing = new PipelineDrawing(
                List.of(
                        source("orders"),
                        source("customers"),
                        step("joined", "left", "right"),
                        step("summed_up", "rows")),
                List.of(
                        new Link("orders", "joined", 0),
                        new Link("customers", "joined", 1),
                        new Link("joined", "summed_up", 0)));

        Map<String, Place> places = PipelinePlaces.arranged(drawing);

        assertThat(at(places, "orders").x()).isLessThan(at(places, "joined").x());
        assertThat(at(places, "joined").x()).isLessThan(at(places, "summed_up").x());
        assertThat(at(places, "orders").y()).isLessThan(at(places, "customers").y());
        assertApart(drawing, places);
    }

    @Test
    void steps_that_have_a_place_keep_it_and_a_new_one_comes_beside_its_input() {
        PipelineDrawing drawing = new PipelineDrawing(
                List.of(source("orders"), step("paid", "rows"), step("late", "rows")),
                List.of(new Link("orders", "paid", 0), new Link("orders", "late", 0)));
        Map<String, Place> known = Map.of("orders", new Place(40, 700), "paid", new Place(330, 700));

        Map<String, Place> places = PipelinePlaces.completed(drawing, known);

        assertThat(places).containsAllEntriesOf(known);
        assertThat(at(places, "late").x()).isGreaterThan(40 + PipelinePlaces.WIDTH);
        assertApart(drawing, places);
    }

    @Test
    void what_is_linked_to_nothing_covers_nothing() {
        List<Node> nodes =
                IntStream.range(0, 12).mapToObj(at -> source("table_" + at)).toList();
        PipelineDrawing drawing = new PipelineDrawing(nodes, List.of());

        Map<String, Place> places = PipelinePlaces.completed(drawing, Map.of("table_0", new Place(0, 0)));

        assertThat(places).hasSize(12);
        assertApart(drawing, places);
    }

    @Test
    void nothing_is_arranged_into_nothing() {
        assertThat(PipelinePlaces.completed(PipelineDrawing.EMPTY, Map.of())).isEmpty();
    }

    private static void assertApart(PipelineDrawing drawing, Map<String, Place> places) {
        for (Node one : drawing.nodes()) {
            for (Node other : drawing.nodes()) {
                Place a = at(places, one.id());
                Place b = at(places, other.id());
                boolean beside = a.x() + PipelinePlaces.WIDTH <= b.x() || b.x() + PipelinePlaces.WIDTH <= a.x();
                boolean below =
                        a.y() + PipelinePlaces.height(one) <= b.y() || b.y() + PipelinePlaces.height(other) <= a.y();
                assertThat(one == other || beside || below)
                        .as("%s at %s and %s at %s", one.id(), a, other.id(), b)
                        .isTrue();
            }
        }
    }

    private static Place at(Map<String, Place> places, String name) {
        return Objects.requireNonNull(places.get(name), name);
    }

    private static Node source(String name) {
        return node(name, "source", Family.SOURCE, List.of());
    }

    private static Node step(String name, String... ports) {
        return node(name, "filter", Family.ROWS, List.of(ports));
    }

    private static Node node(String name, String kind, Family family, List<String> ports) {
        return new Node(
                name,
                kind,
                kind,
                family,
                List.of("id > 1"),
                ports,
                true,
                List.of(new Column("id", "BIGINT", false)),
                State.FINE,
                "",
                "");
    }
}
