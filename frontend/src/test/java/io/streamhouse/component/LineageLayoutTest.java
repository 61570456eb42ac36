package io.streamhouse.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.LineageDrawing.Card;
import io.streamhouse.component.LineageDrawing.Link;
import io.streamhouse.component.LineageDrawing.Stub;
import io.streamhouse.component.LineageDrawing.Wire;
import io.streamhouse.component.LineageLayout.Picture;
import io.streamhouse.component.LineageLayout.PlacedCard;
import io.streamhouse.component.LineageLayout.PlacedLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LineageLayoutTest {

    private static final List<String> WIDE =
            IntStream.range(0, 200).mapToObj(at -> "c_" + at).toList();

    @Test
    void what_is_made_of_something_stands_to_its_right() {
        LineageDrawing graph = graph(
                List.of(card("kpis"), card("enriched"), card("orders"), card("payments")),
                link("orders", "enriched"),
                link("payments", "enriched"),
                link("enriched", "kpis"),
                link("orders", "kpis"));

        Picture picture = LineageLayout.of(graph, Set.of()).picture();

        assertThat(picture.links())
                .hasSize(4)
                .allSatisfy(link -> assertThat(right(picture, link.from()))
                        .isLessThan(picture.cards().get(link.to()).x()));
        assertNothingOverlaps(picture);
    }

    @Test
    void columns_on_the_path_come_first_and_the_others_are_counted() {
        Card wide = new Card("wide", "wide", "", "table", WIDE, Set.of("c_157", "c_42"), true, "");

        PlacedCard placed = LineageLayout.of(graph(List.of(wide)), Set.of())
                .picture()
                .cards()
                .getFirst();

        assertThat(placed.rows()).startsWith("c_42", "c_157").hasSize(5);
        assertThat(placed.lit()).isEqualTo(2);
        assertThat(placed.hidden()).isEqualTo(195);
    }

    @Test
    void columns_that_lead_somewhere_come_before_those_that_do_not() {
        LineageDrawing graph = graph(
                List.of(new Card("wide", "wide", "", "table", WIDE, Set.of(), true, ""), card("reader")),
                new Link("wide", "reader", "", List.of(new Wire("c_199", "id", true, false, ""))));

        Picture picture = LineageLayout.of(graph, Set.of()).picture();

        assertThat(picture.cards().getFirst().rows()).first().isEqualTo("c_199");
        assertThat(picture.links().getFirst().wires()).containsExactly(0, 0, 1);
    }

    @Test
    void wires_of_columns_that_are_not_shown_become_one() {
        List<Wire> wires = WIDE.stream()
                .map(column -> new Wire(column, column, true, false, column))
                .toList();
        LineageDrawing graph = graph(
                List.of(
                        new Card("wide", "wide", "", "table", WIDE, Set.of(), true, ""),
                        new Card("copy", "copy", "", "view", WIDE, Set.of(), false, "")),
                new Link("wide", "copy", "", wires));

        PlacedLink link = LineageLayout.of(graph, Set.of()).picture().links().getFirst();

        assertThat(link.wires()).hasSize(3 * 6);
        assertThat(link.wires().subList(15, 18)).containsExactly(LineageLayout.FOLD, LineageLayout.FOLD, 1);
    }

    @Test
    void a_card_that_is_opened_shows_all_columns_and_only_what_is_below_it_moves() {
        LineageDrawing graph = graph(
                List.of(new Card("wide", "wide", "", "table", WIDE, Set.of(), true, ""), card("other"), card("reader")),
                link("wide", "reader"),
                link("other", "reader"));
        LineageLayout before = LineageLayout.of(graph, Set.of());

        LineageLayout opened = before.toggled("wide");

        PlacedCard wide = opened.picture().cards().getFirst();
        assertThat(wide.rows()).hasSize(200);
        assertThat(wide.visible()).isEqualTo(14);
        assertThat(wide.y()).isEqualTo(before.picture().cards().getFirst().y());
        assertThat(opened.picture().cards().get(2))
                .isEqualTo(before.picture().cards().get(2));
        assertNothingOverlaps(opened.picture());
        assertThat(opened.toggled("wide").picture()).isEqualTo(before.picture());
    }

    @Test
    void circles_and_relations_that_are_not_there_do_no_harm() {
        LineageDrawing graph = new LineageDrawing(
                List.of(card("a"), card("b")),
                List.of(link("a", "b"), link("b", "a"), link("a", "a"), link("a", "gone")),
                List.of(new Stub("a", true, 3), new Stub("gone", false, 1)));

        Picture picture = LineageLayout.of(graph, Set.of()).picture();

        assertThat(picture.links()).hasSize(3);
        assertThat(picture.stubs()).containsExactly(new LineageLayout.PlacedStub(0, true, 3));
        assertNothingOverlaps(picture);
    }

    @Test
    void five_thousand_relations_are_laid_out_without_overlap_by_the_simple_rule() {
        Picture picture = LineageLayout.of(many(5_000, 10_000), Set.of()).picture();

        assertThat(picture.cards()).hasSize(5_000);
        assertThat(picture.links()).hasSizeGreaterThan(9_000);
        // None of its cards is open: all are of one height or less, and stand in columns.
        picture.cards().stream()
                .collect(Collectors.groupingBy(PlacedCard::x))
                .values()
                .forEach(LineageLayoutTest::assertStacked);
    }

    /** Seven layers of which each reads mostly from the one before it, as pipelines do. */
    static LineageDrawing many(int relations, int links) {
        Random random = new Random(7);
        int layers = 7;
        int each = relations / layers;
        List<Card> cards =
                IntStream.range(0, relations).mapToObj(at -> card("r" + at)).toList();
        List<Link> all = new ArrayList<>();
        for (int i = 0; i < links; i++) {
            int layer = 1 + random.nextInt(layers - 1);
            int before = random.nextInt(8) == 0 ? random.nextInt(layer) : layer - 1;
            int to = random.nextInt(each);
            int from =
                    random.nextInt(6) == 0 ? random.nextInt(each) : Math.floorMod(to + random.nextInt(21) - 10, each);
            all.add(link("r" + (before * each + from), "r" + (layer * each + to)));
        }
        return new LineageDrawing(cards, all, List.of());
    }

    private static Card card(String id) {
        return new Card(id, id, "shop", "table", List.of("id", "name"), Set.of(), false, "");
    }

    private static Link link(String from, String to) {
        return new Link(from, to, "its definition", List.of(new Wire("id", "id", true, false, "as it is")));
    }

    private static LineageDrawing graph(List<Card> cards, Link... links) {
        return new LineageDrawing(cards, List.of(links), List.of());
    }

    private static double right(Picture picture, int card) {
        return picture.cards().get(card).x() + picture.cards().get(card).width();
    }

    private static void assertStacked(List<PlacedCard> column) {
        List<PlacedCard> down = column.stream()
                .sorted((one, other) -> Double.compare(one.y(), other.y()))
                .toList();
        for (int i = 1; i < down.size(); i++) {
            assertThat(down.get(i).y())
                    .isGreaterThan(down.get(i - 1).y() + down.get(i - 1).height());
        }
    }

    private static void assertNothingOverlaps(Picture picture) {
        Function<PlacedCard, List<Double>> box =
                card -> List.of(card.x(), card.y(), card.x() + card.width(), card.y() + card.height());
        for (PlacedCard one : picture.cards()) {
            for (PlacedCard other : picture.cards()) {
                List<Double> a = box.apply(one);
                List<Double> b = box.apply(other);
                assertThat(one == other
                                || a.get(2) <= b.get(0)
                                || b.get(2) <= a.get(0)
                                || a.get(3) <= b.get(1)
                                || b.get(3) <= a.get(1))
                        .as("%s and %s are apart", one.id(), other.id())
                        .isTrue();
            }
        }
    }
}
