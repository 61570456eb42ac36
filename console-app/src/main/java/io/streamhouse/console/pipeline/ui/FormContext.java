package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the parts of one node's form share. */
final class FormContext {

    private final FormSurroundings surroundings;
    private final Supplier<Pipeline> pipeline;
    private final String node;
    private final Runnable changed;
    private Optional<Pipeline> costed = Optional.empty();
    private @Nullable SqlEditor lastUsed;

    /**
     * @param pipeline as it is when asked
     * @param node whose form it is
     * @param changed to be called when a person changed something
     */
    FormContext(FormSurroundings surroundings, Supplier<Pipeline> pipeline, String node, Runnable changed) {
        this.surroundings = surroundings;
        this.pipeline = pipeline;
        this.node = node;
        this.changed = changed;
    }

    FormSurroundings surroundings() {
        return surroundings;
    }

    void tell() {
        changed.run();
    }

    /** What could be typed into a field of the node. */
    List<SqlEditor.Item> complete(String field, String text, int offset) {
        return surroundings.complete(pipeline.get(), node, field, text, offset);
    }

    /**
     * Finds out what it would cost to keep the view fresh that the node makes. Told later, on the page's thread, and not
     * at all if nothing it depends on has changed since it was asked last.
     *
     * @param view as it is to be, but for how fresh: that changes nothing of the answer
     */
    void costs(Step.IntoView view, Consumer<FreshnessCurve> told) {
        Pipeline upTo = pipeline.get().upTo(node).changed(new PipelineNode(node, view, ""));
        if (costed.filter(upTo::equals).isEmpty() && surroundings.costs(upTo, node, told)) {
            costed = Optional.of(upTo);
        }
    }

    void used(SqlEditor editor) {
        lastUsed = editor;
    }

    /** The expression that had the cursor last, if it is still there. */
    Optional<SqlEditor> lastUsed() {
        return Optional.ofNullable(lastUsed).filter(SqlEditor::isAttached);
    }
}
