package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import io.streamhouse.pipeline.NodeCheck;
import io.streamhouse.pipeline.Pipeline;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one node does, as fields: changes are told as one types, and what is wrong is said at its field. */
final class NodeForm extends Div {

    private static final long serialVersionUID = 1L;

    private final transient FormSurroundings surroundings;
    private final transient PipelineEdits edits;
    private @Nullable String node;

    NodeForm(FormSurroundings surroundings, PipelineEdits edits) {
        this.surroundings = surroundings;
        this.edits = edits;
        addClassName("pipe-form");
    }

    /**
     * Shows this node as it is now. To be called whenever the pipeline or what is known of it changed: fields that say
     * the same already are left alone, with the cursor in them.
     *
     * @param node if there is none of that name, the form is empty
     * @param checks what is known of the nodes, by name
     */
    void show(Pipeline pipeline, String node, Map<String, NodeCheck> checks) {
        this.node = node;
    }

    /** Which node is shown. */
    Optional<String> node() {
        return Optional.ofNullable(node);
    }

    /** Shows none. */
    void clear() {
        node = null;
    }

    /** Puts the cursor where one would begin. */
    void focus() {}
}
