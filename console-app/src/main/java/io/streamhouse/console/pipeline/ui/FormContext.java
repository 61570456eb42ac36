package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.SqlEditor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the parts of one node's form share. */
final class FormContext {

    /** Answers what could be typed into a field of the node that is shown. */
    @FunctionalInterface
    interface Completions {
        List<SqlEditor.Item> complete(String field, String text, int offset);
    }

    private final FormSurroundings surroundings;
    private final Completions completions;
    private final Runnable changed;
    private @Nullable SqlEditor lastUsed;

    /** @param changed to be called when a person changed something */
    FormContext(FormSurroundings surroundings, Completions completions, Runnable changed) {
        this.surroundings = surroundings;
        this.completions = completions;
        this.changed = changed;
    }

    FormSurroundings surroundings() {
        return surroundings;
    }

    void tell() {
        changed.run();
    }

    List<SqlEditor.Item> complete(String field, String text, int offset) {
        return completions.complete(field, text, offset);
    }

    void used(SqlEditor editor) {
        lastUsed = editor;
    }

    /** The expression that had the cursor last, if it is still there. */
    Optional<SqlEditor> lastUsed() {
        return Optional.ofNullable(lastUsed).filter(SqlEditor::isAttached);
    }
}
