package io.streamhouse.pipeline;

import io.streamhouse.sql.Completer;
import io.streamhouse.sql.CompletionSource;
import io.streamhouse.sql.Suggestion;
import java.util.List;
import java.util.Map;

/** What a field's text stands in. */
record FieldContext(Pipeline pipeline, Map<String, NodeCheck> checks, CompletionSource source) {

    List<Suggestion> complete(String node, String field, String text, int offset) {
        return Completer.complete(text, offset, source);
    }
}
