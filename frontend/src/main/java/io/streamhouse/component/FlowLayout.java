package io.streamhouse.component;

import io.streamhouse.component.FlowGraph.Direction;
import io.streamhouse.component.FlowGraph.Edge;
import io.streamhouse.component.FlowGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Where everything of a graph goes. Text is measured by its length: the painter cuts what does not fit. */
final class FlowLayout {

    private static final double TITLE = 7.4;
    private static final double LETTER = 6.3;
    private static final double NARROWEST = 120;
    private static final double WIDEST = 300;
    private static final double LINE = 16;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    /** A node with its place. */
    record PlacedNode(
            String id,
            String title,
            List<String> lines,
            String badge,
            String tone,
            double x,
            double y,
            double width,
            double height) {}

    /** @param points x and y of each corner, in turn */
    record PlacedEdge(String from, String to, String label, List<Double> points) {}

    /** Everything the painter needs. */
    record Picture(double width, double height, List<PlacedNode> nodes, List<PlacedEdge> edges) {}

    private final Picture picture;

    private FlowLayout(Picture picture) {
        this.picture = picture;
    }

    Picture picture() {
        return picture;
    }

    /** Edges of unknown nodes are left out. */
    static FlowLayout of(List<Node> nodes, List<Edge> edges, Direction direction) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(
                CoreOptions.DIRECTION,
                direction == Direction.RIGHT
                        ? org.eclipse.elk.core.options.Direction.RIGHT
                        : org.eclipse.elk.core.options.Direction.DOWN);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(12));
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 22.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 46.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);

        Map<String, ElkNode> boxes = new HashMap<>();
        for (Node node : nodes) {
            ElkNode box = ElkGraphUtil.createNode(root);
            box.setDimensions(
                    width(node), 26 + LINE * node.lines().size() + (node.lines().isEmpty() ? 6 : 8));
            boxes.put(node.id(), box);
        }
        Map<Edge, ElkEdge> lines = new HashMap<>();
        for (Edge edge : edges) {
            ElkNode from = boxes.get(edge.from());
            ElkNode to = boxes.get(edge.to());
            if (from != null && to != null) {
                lines.computeIfAbsent(edge, e -> ElkGraphUtil.createSimpleEdge(from, to));
            }
        }
        new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());

        List<PlacedNode> placed = new ArrayList<>();
        for (Node node : nodes) {
            ElkNode box = boxes.get(node.id());
            if (box != null) {
                placed.add(new PlacedNode(
                        node.id(),
                        node.title(),
                        node.lines(),
                        node.badge(),
                        node.tone().css(),
                        box.getX(),
                        box.getY(),
                        box.getWidth(),
                        box.getHeight()));
            }
        }
        List<PlacedEdge> routes = new ArrayList<>();
        for (Edge edge : edges) {
            ElkEdge line = lines.remove(edge);
            if (line != null) {
                routes.add(new PlacedEdge(edge.from(), edge.to(), edge.label(), corners(line)));
            }
        }
        return new FlowLayout(new Picture(root.getWidth(), root.getHeight(), List.copyOf(placed), List.copyOf(routes)));
    }

    /** Whether the two differ in words and tones only. */
    boolean sameShape(FlowLayout other) {
        return shape().equals(other.shape());
    }

    private List<Object> shape() {
        List<Object> shape = new ArrayList<>();
        picture.nodes().forEach(node -> shape.add(node.id()));
        picture.edges().forEach(edge -> shape.add(List.of(edge.from(), edge.to())));
        return shape;
    }

    private static double width(Node node) {
        double widest = (node.title().length()
                        + (node.badge().isEmpty() ? 0 : node.badge().length() + 3))
                * TITLE;
        for (String line : node.lines()) {
            widest = Math.max(widest, line.length() * LETTER);
        }
        return Math.clamp(widest + 24, NARROWEST, WIDEST);
    }

    private static List<Double> corners(ElkEdge line) {
        List<Double> points = new ArrayList<>();
        for (ElkEdgeSection section : line.getSections()) {
            points.add(section.getStartX());
            points.add(section.getStartY());
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(bend.getX());
                points.add(bend.getY());
            }
            points.add(section.getEndX());
            points.add(section.getEndY());
        }
        return List.copyOf(points);
    }
}
