package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Position;

/**
 * What somebody asks to be run.
 *
 * @param sql one or many statements
 * @param origin where {@code sql} begins in the text it was taken from, so that problems point into that text
 */
public record ScriptRequest(String sql, Position origin, ExecutionMode mode, ResultBounds bounds) {

    public static ScriptRequest of(String sql, ExecutionMode mode, ResultBounds bounds) {
        return new ScriptRequest(sql, new Position(1, 1), mode, bounds);
    }
}
