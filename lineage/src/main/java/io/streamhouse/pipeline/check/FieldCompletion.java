package io.streamhouse.pipeline.check;

import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.sql.CompletionSource;
import io.streamhouse.sql.Suggestion;
import java.util.List;
import java.util.Map;

/** Suggests what could be typed in one field of a node's form: columns of its inputs with their types, and functions. */
public final class FieldCompletion {

    private FieldCompletion() {}

    /**
     * The suggestions for a cursor, best first; they replace what is between their {@code from} and {@code to} in the
     * field's text.
     *
     * @param checks what is known of the pipeline's nodes; inputs of which nothing is known have no columns
     * @param node the one whose form it is
     * @param field as in {@link NodeProblem#field()}
     * @param text the field's
     * @param offset of the cursor in it
     * @param source of functions, and for text that is a whole query of relations
     */
    public static List<Suggestion> complete(
            Pipeline pipeline,
            Map<String, NodeCheck> checks,
            String node,
            String field,
            String text,
            int offset,
            CompletionSource source) {
        return new FieldContext(pipeline, checks, source).complete(node, field, text, offset);
    }
}
