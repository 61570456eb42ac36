package io.streamhouse.component;

import io.streamhouse.component.LineageDrawing.Card;
import io.streamhouse.component.LineageDrawing.Link;
import io.streamhouse.component.LineageDrawing.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where everything of a lineage goes: relations from left to right, columns that matter first on each card. */
final class LineageLayout {

    /** More relations than this are laid out by a simpler rule, which takes no time to speak of. */
    static final int MOST_FOR_ELK = 2_000;

    /** A place on a card that is no column: its head, which stands for the relation as a whole. */
    static final int HEAD = -1;
    /** The line that stands for the columns not shown. */
    static final int FOLD = -2;

    static final double WIDTH = 216;
    static final double HEAD_HEIGHT = 46;
    static final double ROW_HEIGHT = 19;

    private static final double FOOT = 5;
    private static final int FEW = 5;
    private static final int MOST_LIT = 12;
    private static final int MOST_VISIBLE = 14;
    private static final int MOST_LABELS = 6_000;
    private static final int LONGEST_LABEL = 160;

    /**
     * A card with its place.
     *
     * @param rows the columns that can be seen, or scrolled to
     * @param lit how many of them, from the first, are on the path
     * @param visible how many fit on the card
     * @param hidden how many columns are on no row
     * @param open whether all columns are there
     */
    record PlacedCard(
            String id,
            String name,
            String place,
            String kind,
            String unknown,
            boolean focus,
            List<String> rows,
            int lit,
            int visible,
            int hidden,
            boolean open,
            double x,
            double y,
            double width,
            double height) {

        private PlacedCard at(double newX, double newY) {
            return new PlacedCard(
                    id, name, place, kind, unknown, focus, rows, lit, visible, hidden, open, newX, newY, width, height);
        }
    }

    /**
     * @param from index of a card
     * @param via x and y of each point that the curves go through, in turn
     * @param wires row, row and 1 for direct plus 2 for lit, in turn
     * @param labels one for each wire, or none
     */
    record PlacedLink(int from, int to, String words, List<Double> via, List<Integer> wires, List<String> labels) {}

    /** @param card index of a card */
    record PlacedStub(int card, boolean up, int more) {}

    /** Everything the painter needs. */
    record Picture(
            double width,
            double height,
            double head,
            double row,
            List<PlacedCard> cards,
            List<PlacedLink> links,
            List<PlacedStub> stubs) {}

    private final LineageDrawing graph;
    private final Set<String> open;
    private final List<PlacedCard> cards;
    private final List<List<Double>> vias;

    private LineageLayout(LineageDrawing graph, Set<String> open, List<PlacedCard> cards, List<List<Double>> vias) {
        this.graph = graph;
        this.open = open;
        this.cards = cards;
        this.vias = vias;
    }

    /** @param open cards that show all their columns */
    static LineageLayout of(LineageDrawing graph, Set<String> open) {
        Map<String, Card> known = new LinkedHashMap<>();
        graph.cards().forEach(card -> known.putIfAbsent(card.id(), card));
        List<Link> links = graph.links().stream()
                .filter(link -> known.containsKey(link.from()) && known.containsKey(link.to()))
                .toList();
        LineageDrawing clean = new LineageDrawing(List.copyOf(known.values()), links, graph.stubs());
        Map<String, Set<String>> wired = wired(clean);
        List<PlacedCard> cards = clean.cards().stream()
                .map(card -> sized(card, open.contains(card.id()), wired.getOrDefault(card.id(), Set.of())))
                .toList();
        LineagePlaces places =
                cards.size() > MOST_FOR_ELK ? LineagePlaces.simple(cards, links) : LineagePlaces.layered(cards, links);
        List<PlacedCard> placed = new ArrayList<>();
        for (int i = 0; i < cards.size(); i++) {
            placed.add(cards.get(i).at(places.x()[i], places.y()[i]));
        }
        return new LineageLayout(clean, Set.copyOf(open), placed, places.vias());
    }

    LineageDrawing graph() {
        return graph;
    }

    Set<String> open() {
        return open;
    }

    /** The same with one card opened, or closed again: what is below it makes room, all else stays where it is. */
    LineageLayout toggled(String id) {
        Set<String> nowOpen = new HashSet<>(open);
        if (!nowOpen.remove(id)) {
            nowOpen.add(id);
        }
        Map<String, Set<String>> wired = wired(graph);
        List<PlacedCard> moved = new ArrayList<>(cards);
        List<List<Double>> bent = new ArrayList<>(vias);
        for (int i = 0; i < cards.size(); i++) {
            PlacedCard before = cards.get(i);
            if (before.id().equals(id)) {
                PlacedCard after = sized(graph.cards().get(i), nowOpen.contains(id), wired.getOrDefault(id, Set.of()))
                        .at(before.x(), before.y());
                moved.set(i, after);
                makeRoom(moved, bent, i, after.height() - before.height());
            }
        }
        return new LineageLayout(graph, Set.copyOf(nowOpen), moved, bent);
    }

    private static void makeRoom(List<PlacedCard> cards, List<List<Double>> vias, int changed, double by) {
        PlacedCard above = cards.get(changed);
        for (int i = 0; i < cards.size(); i++) {
            PlacedCard card = cards.get(i);
            boolean sameColumn = within(card.x(), above) || within(card.x() + card.width(), above);
            if (i != changed && sameColumn && card.y() > above.y()) {
                cards.set(i, card.at(card.x(), card.y() + by));
            }
        }
        vias.replaceAll(via -> {
            List<Double> points = new ArrayList<>(via);
            for (int at = 0; at + 1 < points.size(); at += 2) {
                if (within(points.get(at), above) && points.get(at + 1) > above.y()) {
                    points.set(at + 1, points.get(at + 1) + by);
                }
            }
            return points;
        });
    }

    private static boolean within(double x, PlacedCard card) {
        return x >= card.x() - 1 && x <= card.x() + card.width() + 1;
    }

    Picture picture() {
        double width = 0;
        double height = 0;
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < cards.size(); i++) {
            PlacedCard card = cards.get(i);
            index.put(card.id(), i);
            width = Math.max(width, card.x() + card.width());
            height = Math.max(height, card.y() + card.height());
        }
        boolean labelled =
                graph.links().stream().mapToLong(link -> link.wires().size()).sum() <= MOST_LABELS;
        List<PlacedLink> links = new ArrayList<>();
        for (int i = 0; i < graph.links().size(); i++) {
            Link link = graph.links().get(i);
            links.add(wire(link, index.getOrDefault(link.from(), 0), index.getOrDefault(link.to(), 0), i, labelled));
        }
        List<PlacedStub> stubs = graph.stubs().stream()
                .filter(stub -> index.containsKey(stub.at()))
                .map(stub -> new PlacedStub(index.getOrDefault(stub.at(), 0), stub.up(), stub.more()))
                .toList();
        return new Picture(width, height, HEAD_HEIGHT, ROW_HEIGHT, List.copyOf(cards), List.copyOf(links), stubs);
    }

    /** Columns that are on no row share the line that stands for them: many wires become one. */
    private PlacedLink wire(Link link, int from, int to, int number, boolean labelled) {
        Map<String, Integer> left = rows(cards.get(from));
        Map<String, Integer> right = rows(cards.get(to));
        Map<List<Integer>, String> wires = new LinkedHashMap<>();
        for (Wire wire : link.wires()) {
            List<Integer> ends = List.of(
                    row(left, wire.from()), row(right, wire.to()), (wire.direct() ? 1 : 0) + (wire.lit() ? 2 : 0));
            wires.merge(ends, label(wire), (one, other) -> one.equals(other) ? one : "");
        }
        List<Integer> flat = new ArrayList<>();
        wires.keySet().forEach(flat::addAll);
        return new PlacedLink(
                from, to, link.via(), vias.get(number), flat, labelled ? List.copyOf(wires.values()) : List.of());
    }

    private static Map<String, Integer> rows(PlacedCard card) {
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; i < card.rows().size(); i++) {
            rows.put(card.rows().get(i), i);
        }
        return rows;
    }

    private static int row(Map<String, Integer> rows, String column) {
        return column.isEmpty() ? HEAD : rows.getOrDefault(column, FOLD);
    }

    private static String label(Wire wire) {
        String text = wire.label();
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL - 1) + "…";
    }

    private static Map<String, Set<String>> wired(LineageDrawing graph) {
        Map<String, Set<String>> wired = new HashMap<>();
        for (Link link : graph.links()) {
            for (Wire wire : link.wires()) {
                if (!wire.from().isEmpty()) {
                    wired.computeIfAbsent(link.from(), id -> new HashSet<>()).add(wire.from());
                }
                if (!wire.to().isEmpty()) {
                    wired.computeIfAbsent(link.to(), id -> new HashSet<>()).add(wire.to());
                }
            }
        }
        return wired;
    }

    /** Chooses the rows of a card: those on the path first, then those that lead somewhere, then the others. */
    private static PlacedCard sized(Card card, boolean open, Set<String> wired) {
        LinkedHashSet<String> rows = new LinkedHashSet<>();
        // Hiding one or two saves no room: the line that counts them takes it.
        int few = card.columns().size() <= FEW + 2 ? FEW + 2 : FEW;
        int most = open ? Integer.MAX_VALUE : Math.clamp(card.lit().size(), few, MOST_LIT);
        add(rows, card.columns(), card.lit(), most);
        int lit = rows.size();
        if (open) {
            rows.addAll(card.columns());
        } else {
            add(rows, card.columns(), wired, most);
            add(rows, card.columns(), Set.copyOf(card.columns()), most);
        }
        int hidden = card.columns().size() - rows.size();
        int visible = Math.min(rows.size(), open ? MOST_VISIBLE : MOST_LIT);
        boolean foldLine = hidden > 0 || open;
        return new PlacedCard(
                card.id(),
                card.name(),
                card.place(),
                card.kind(),
                card.unknown(),
                card.focus(),
                List.copyOf(rows),
                lit,
                visible,
                hidden,
                open,
                0,
                0,
                WIDTH,
                HEAD_HEIGHT + ROW_HEIGHT * (visible + (foldLine ? 1 : 0)) + FOOT);
    }

    private static void add(Set<String> rows, List<String> columns, Set<String> wanted, int most) {
        for (String column : columns) {
            if (rows.size() >= most) {
                return;
            }
            if (wanted.contains(column)) {
                rows.add(column);
            }
        }
    }
}
