package io.streamhouse.component;

import io.streamhouse.component.LineageDrawing.Link;
import io.streamhouse.component.LineageLayout.PlacedCard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where cards go, from left to right.
 *
 * @param x of each card
 * @param y of each card
 * @param vias of each link: x and y of points between its ends, in turn
 */
@SuppressWarnings("ArrayRecordComponent") // lives between two methods and is never compared
record LineagePlaces(double[] x, double[] y, List<List<Double>> vias) {

    private static final double BETWEEN_LAYERS = 104;
    private static final double BETWEEN_CARDS = 26;
    private static final int TALLEST = 60;
    private static final int SWEEPS = 4;
    /** Bends nearer than this to a card are left to the curve. */
    private static final double NEAR = 40;
    /** From this many cards on, less is tried to save crossings, which nobody could follow anyway. */
    private static final int MANY = 250;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    /** By ELK's layers: few crossings, and room for curves that pass a layer. */
    static LineagePlaces layered(List<PlacedCard> cards, List<Link> links) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_CARDS);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 18.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 18.0);
        if (cards.size() > MANY) {
            root.setProperty(LayeredOptions.THOROUGHNESS, 1);
            root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 6.0);
            root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 3.0);
            root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 6.0);
            root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 2.0);
            root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.LINEAR_SEGMENTS);
        }
        Map<String, ElkNode> boxes = new HashMap<>();
        for (PlacedCard card : cards) {
            ElkNode box = ElkGraphUtil.createNode(root);
            box.setDimensions(card.width(), card.height());
            boxes.put(card.id(), box);
        }
        List<ElkEdge> lines = new ArrayList<>();
        for (Link link : links) {
            lines.add(ElkGraphUtil.createSimpleEdge(boxes.get(link.from()), boxes.get(link.to())));
        }
        new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());

        double[] x = new double[cards.size()];
        double[] y = new double[cards.size()];
        for (int i = 0; i < cards.size(); i++) {
            ElkNode box = boxes.getOrDefault(cards.get(i).id(), root);
            x[i] = box.getX();
            y[i] = box.getY();
        }
        List<List<Double>> vias = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            ElkNode from = boxes.getOrDefault(links.get(i).from(), root);
            ElkNode to = boxes.getOrDefault(links.get(i).to(), root);
            vias.add(bends(lines.get(i), from.getX() + from.getWidth() + NEAR, to.getX() - NEAR));
        }
        return new LineagePlaces(x, y, vias);
    }

    private static List<Double> bends(ElkEdge line, double after, double before) {
        List<Double> points = new ArrayList<>();
        for (ElkEdgeSection section : line.getSections()) {
            for (ElkBendPoint bend : section.getBendPoints()) {
                if (bend.getX() > after && bend.getX() < before) {
                    points.add(bend.getX());
                    points.add(bend.getY());
                }
            }
        }
        return points;
    }

    /** By the longest way from a root; neighbours near each other; layers that would be too tall in several columns. */
    static LineagePlaces simple(List<PlacedCard> cards, List<Link> links) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < cards.size(); i++) {
            index.put(cards.get(i).id(), i);
        }
        List<List<Integer>> next = lists(cards.size());
        List<List<Integer>> before = lists(cards.size());
        for (Link link : links) {
            int from = index.getOrDefault(link.from(), 0);
            int to = index.getOrDefault(link.to(), 0);
            if (from != to) {
                next.get(from).add(to);
                before.get(to).add(from);
            }
        }
        List<List<Integer>> layers = layers(ranks(next, before));
        order(layers, next, before, cards.size());
        double[] x = new double[cards.size()];
        double[] y = new double[cards.size()];
        double left = 0;
        for (List<Integer> layer : layers) {
            for (int first = 0; first < layer.size(); first += TALLEST) {
                double top = 0;
                for (int card : layer.subList(first, Math.min(layer.size(), first + TALLEST))) {
                    x[card] = left;
                    y[card] = top;
                    top += cards.get(card).height() + BETWEEN_CARDS;
                }
                left += LineageLayout.WIDTH + (first + TALLEST < layer.size() ? BETWEEN_CARDS : BETWEEN_LAYERS);
            }
        }
        List<List<Double>> vias = new ArrayList<>();
        links.forEach(link -> vias.add(List.of()));
        return new LineagePlaces(x, y, vias);
    }

    /** Where a circle has no beginning, the first card met is taken for one. */
    private static int[] ranks(List<List<Integer>> next, List<List<Integer>> before) {
        int size = next.size();
        int[] rank = new int[size];
        int[] waitsFor = new int[size];
        boolean[] done = new boolean[size];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < size; i++) {
            waitsFor[i] = before.get(i).size();
            if (waitsFor[i] == 0) {
                ready.add(i);
            }
        }
        int unseen = 0;
        while (true) {
            while (ready.isEmpty() && unseen < size) {
                if (!done[unseen]) {
                    ready.add(unseen);
                }
                unseen++;
            }
            if (ready.isEmpty()) {
                return rank;
            }
            int card = ready.remove();
            if (done[card]) {
                continue;
            }
            done[card] = true;
            for (int after : next.get(card)) {
                if (!done[after]) {
                    rank[after] = Math.max(rank[after], rank[card] + 1);
                    if (--waitsFor[after] == 0) {
                        ready.add(after);
                    }
                }
            }
        }
    }

    private static List<List<Integer>> layers(int[] rank) {
        int deepest = Arrays.stream(rank).max().orElse(0);
        List<List<Integer>> layers = lists(deepest + 1);
        for (int i = 0; i < rank.length; i++) {
            layers.get(rank[i]).add(i);
        }
        return layers;
    }

    private static void order(
            List<List<Integer>> layers, List<List<Integer>> next, List<List<Integer>> before, int size) {
        double[] at = new double[size];
        number(layers, at);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            List<List<Integer>> neighbours = sweep % 2 == 0 ? before : next;
            for (List<Integer> layer : layers) {
                Map<Integer, Double> middle = new HashMap<>();
                layer.forEach(card -> middle.put(
                        card,
                        neighbours.get(card).stream()
                                .mapToDouble(other -> at[other])
                                .average()
                                .orElse(at[card])));
                layer.sort(Comparator.comparingDouble(card -> middle.getOrDefault(card, 0.0)));
            }
            number(layers, at);
        }
    }

    private static void number(List<List<Integer>> layers, double[] at) {
        for (List<Integer> layer : layers) {
            for (int i = 0; i < layer.size(); i++) {
                at[layer.get(i)] = (i + 0.5) / layer.size();
            }
        }
    }

    private static List<List<Integer>> lists(int size) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }
}
