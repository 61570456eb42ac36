package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Position;
import java.util.Optional;

/**
 * What somebody asks to be run.
 *
 * @param sql one or many statements
 * @param namespace where unqualified names are looked up from now on; empty for where the session looks already
 * @param origin where {@code sql} begins in the text it was taken from, so that problems point into that text
 * @param explain whether the plans of the statements are asked for instead of running them
 */
public record ScriptRequest(
        String sql,
        Optional<Namespace> namespace,
        Position origin,
        ExecutionMode mode,
        ResultBounds bounds,
        boolean explain) {

    public static ScriptRequest of(String sql, Namespace namespace, ExecutionMode mode, ResultBounds bounds) {
        return new ScriptRequest(
                sql,
                namespace.equals(Namespace.DEFAULT) ? Optional.empty() : Optional.of(namespace),
                new Position(1, 1),
                mode,
                bounds,
                false);
    }
}
