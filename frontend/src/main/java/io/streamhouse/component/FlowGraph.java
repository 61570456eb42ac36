package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directed graph: a plan of a statement, the operators of a job. Laid out on the server, painted as a picture that can
 * be moved and zoomed, walked through by keyboard, and read as a list by screen readers.
 */
@Tag("sh-flow-graph")
@JsModule("./streamhouse/flow-graph.ts")
public final class FlowGraph extends Component implements HasSize, HasStyle {

    private static final long serialVersionUID = 1L;

    /** Where the edges lead. */
    public enum Direction {
        RIGHT,
        DOWN
    }

    /**
     * @param title one line, such as an operator's kind
     * @param lines below the title, one each; cut where they are too long, whole on hover
     * @param badge a word in the corner, such as a state; may be empty
     */
    public record Node(String id, String title, List<String> lines, String badge, Tone tone) implements Serializable {

        public Node(String id, String title, List<String> lines) {
            this(id, title, lines, "", Tone.NEUTRAL);
        }
    }

    /** @param label such as how rows are distributed; may be empty */
    public record Edge(String from, String to, String label) implements Serializable {}

    /** A person chose a node, by pointer or keyboard. */
    @DomEvent("sh-node")
    public static final class NodeClick extends ComponentEvent<FlowGraph> {

        private static final long serialVersionUID = 1L;

        private final String id;

        public NodeClick(FlowGraph source, boolean fromClient, @EventData("event.detail.id") String id) {
            super(source, fromClient);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    private Direction direction = Direction.RIGHT;
    private @Nullable FlowLayout layout;

    /** @param label what a screen reader calls the graph */
    public FlowGraph(String label) {
        addClassName("sh-flow-graph");
        getElement().setProperty("label", label);
    }

    /** Takes effect at the next {@link #setGraph}. */
    public void setDirection(Direction newDirection) {
        direction = newDirection;
    }

    /**
     * Shows this graph. Where only words and tones changed since the last call, the picture stays where the person moved
     * it.
     */
    public void setGraph(List<Node> nodes, List<Edge> edges) {
        FlowLayout next = FlowLayout.of(nodes, edges, direction);
        boolean sameShape = layout != null && layout.sameShape(next);
        layout = next;
        getElement().setProperty("keepViewport", sameShape);
        getElement().setPropertyBean("graph", next.picture());
    }

    /** Shows which node the page is about. */
    public void setSelected(@Nullable String nodeId) {
        getElement().setProperty("selected", nodeId == null ? "" : nodeId);
    }

    /** Zooms so that everything can be seen. */
    public void fit() {
        getElement().callJsFunction("fit");
    }

    public Registration addNodeClickListener(ComponentEventListener<NodeClick> listener) {
        return addListener(NodeClick.class, listener);
    }
}
