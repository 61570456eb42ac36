package io.streamhouse.component;

import io.streamhouse.component.PipelineDrawing.Link;
import io.streamhouse.component.PipelineDrawing.Node;
import io.streamhouse.component.PipelineDrawing.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Where the steps of a pipeline go: rows flow from left to right, inputs in the order of their ports. */
public final class PipelinePlaces {

    /** As wide as the browser draws a step. */
    static final double WIDTH = 224;

    private static final double HEAD = 46;
    private static final double LINE = 19;
    private static final double PROBLEM = 44;
    private static final double COLUMN = 18;
    private static final int FEW = 5;
    /** What a running step says of itself comes below everything else, and is not to cover the next one. */
    private static final double FIGURES = 40;

    private static final double PORT = 22;
    private static final double BETWEEN = 66;
    private static final double BELOW = 28;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private PipelinePlaces() {}

    /** A place for every step, whatever it had before. */
    public static Map<String, Place> arranged(PipelineDrawing drawing) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, BELOW);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 20.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 18.0);
        Map<String, ElkNode> boxes = new LinkedHashMap<>();
        Map<String, ElkPort> outputs = new HashMap<>();
        Map<String, List<ElkPort>> inputs = new HashMap<>();
        for (Node node : drawing.nodes()) {
            ElkNode box = ElkGraphUtil.createNode(root);
            box.setDimensions(WIDTH, height(node));
            box.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
            boxes.put(node.id(), box);
            outputs.put(node.id(), port(box, PortSide.EAST, WIDTH, PORT));
            inputs.put(
                    node.id(),
                    java.util.stream.IntStream.range(0, node.ports().size())
                            .mapToObj(at -> port(box, PortSide.WEST, 0, PORT + at * PORT))
                            .toList());
        }
        for (Link link : drawing.links()) {
            ElkPort from = outputs.get(link.from());
            List<ElkPort> to = inputs.get(link.to());
            if (from != null && to != null && link.port() < to.size()) {
                ElkGraphUtil.createSimpleEdge(from, to.get(link.port()));
            }
        }
        new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
        Map<String, Place> places = new LinkedHashMap<>();
        boxes.forEach((id, box) -> places.put(id, new Place(Math.round(box.getX()), Math.round(box.getY()))));
        return places;
    }

    /**
     * Steps stay where they are; those that have no place get one beside what they are linked with. Where none has one,
     * everything is arranged.
     */
    public static Map<String, Place> completed(PipelineDrawing drawing, Map<String, Place> known) {
        Map<String, Place> places = new LinkedHashMap<>();
        drawing.nodes()
                .forEach(node ->
                        Optional.ofNullable(known.get(node.id())).ifPresent(place -> places.put(node.id(), place)));
        if (places.size() == drawing.nodes().size()) {
            return places;
        }
        Map<String, Place> arranged = arranged(drawing);
        if (places.isEmpty()) {
            return arranged;
        }
        Map<String, Node> nodes = new HashMap<>();
        drawing.nodes().forEach(node -> nodes.put(node.id(), node));
        Set<String> open = new HashSet<>(arranged.keySet());
        open.removeAll(places.keySet());
        // In the order of the rows' flow, so that what a new step is put beside has its place already.
        arranged.entrySet().stream()
                .filter(entry -> open.contains(entry.getKey()))
                .sorted(java.util.Comparator.comparingDouble(
                        entry -> entry.getValue().x()))
                .forEach(entry -> {
                    Node node = nodes.get(entry.getKey());
                    if (node != null) {
                        places.put(entry.getKey(), free(beside(drawing, node, arranged, places), node, nodes, places));
                    }
                });
        return places;
    }

    /** To the right of its inputs, to the left of what it leads to, or below everything. */
    private static Place beside(
            PipelineDrawing drawing, Node node, Map<String, Place> arranged, Map<String, Place> places) {
        Optional<Place> after = drawing.links().stream()
                .filter(link -> link.to().equals(node.id()))
                .flatMap(link -> Optional.ofNullable(places.get(link.from())).stream())
                .max(java.util.Comparator.comparingDouble(Place::x))
                .map(place -> new Place(place.x() + WIDTH + BETWEEN, place.y()));
        if (after.isPresent()) {
            return after.get();
        }
        Optional<Place> before = drawing.links().stream()
                .filter(link -> link.from().equals(node.id()))
                .flatMap(link -> Optional.ofNullable(places.get(link.to())).stream())
                .min(java.util.Comparator.comparingDouble(Place::x))
                .map(place -> new Place(place.x() - WIDTH - BETWEEN, place.y()));
        return before.orElseGet(() -> {
            double left = places.values().stream().mapToDouble(Place::x).min().orElse(0);
            double top = places.values().stream().mapToDouble(Place::y).min().orElse(0);
            return drawing.links().stream()
                            .anyMatch(link ->
                                    link.from().equals(node.id()) || link.to().equals(node.id()))
                    ? arranged.getOrDefault(node.id(), new Place(left, top))
                    : new Place(left, top);
        });
    }

    /** The first place at or below the wanted one that covers no other step. */
    private static Place free(Place wanted, Node node, Map<String, Node> nodes, Map<String, Place> places) {
        Place place = wanted;
        for (int moves = 0; moves < places.size() + 1; moves++) {
            Place tried = place;
            Optional<Map.Entry<String, Place>> covered = places.entrySet().stream()
                    .filter(entry -> Optional.ofNullable(nodes.get(entry.getKey()))
                            .filter(other -> overlap(tried, node, entry.getValue(), other))
                            .isPresent())
                    .findFirst();
            if (covered.isEmpty()) {
                return place;
            }
            Node other = nodes.get(covered.get().getKey());
            double height = other == null ? 0 : height(other);
            place = new Place(place.x(), Math.round(covered.get().getValue().y() + height + BELOW));
        }
        return place;
    }

    private static boolean overlap(Place one, Node oneNode, Place other, Node otherNode) {
        return one.x() < other.x() + WIDTH + 12
                && other.x() < one.x() + WIDTH + 12
                && one.y() < other.y() + height(otherNode) + 8
                && other.y() < one.y() + height(oneNode) + 8;
    }

    /** About as high as the browser draws it. */
    static double height(Node node) {
        // Columns that are not known yet will be: there has to be room for them.
        int columns = node.output()
                ? Math.max(FEW, node.columns().size())
                : node.columns().size();
        return HEAD
                + FIGURES
                + PORT * Math.max(0, node.ports().size() - 1)
                + LINE * node.lines().size()
                + (node.problem().isEmpty() ? 0 : PROBLEM)
                + (columns == 0 ? 0 : 7 + COLUMN * Math.min(FEW, columns))
                + (columns > FEW ? LINE : 0);
    }

    private static ElkPort port(ElkNode box, PortSide side, double x, double y) {
        ElkPort port = ElkGraphUtil.createPort(box);
        port.setProperty(CoreOptions.PORT_SIDE, side);
        port.setLocation(x, y);
        return port;
    }
}
