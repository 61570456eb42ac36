package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import io.streamhouse.pipeline.NodeCheck;
import io.streamhouse.pipeline.Pipeline;
import java.util.Map;

/** The pipeline as a table that does what the canvas does, for keyboards and screen readers. */
final class PipelineOutline extends Div {

    private static final long serialVersionUID = 1L;

    private final transient FormSurroundings surroundings;
    private final transient PipelineEdits edits;

    PipelineOutline(FormSurroundings surroundings, PipelineEdits edits) {
        this.surroundings = surroundings;
        this.edits = edits;
        addClassName("pipe-outline");
    }

    /** @param checks what is known of the nodes, by name */
    void show(Pipeline pipeline, Map<String, NodeCheck> checks) {}
}
