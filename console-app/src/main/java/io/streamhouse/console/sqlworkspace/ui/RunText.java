package io.streamhouse.console.sqlworkspace.ui;

import io.streamhouse.component.SqlEditor;
import io.streamhouse.model.Position;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;

/**
 * The part of an editor's text that is to be run, and where it begins in the whole: the selection, the statement at the
 * cursor, or everything.
 */
record RunText(String sql, Position origin) {

    static RunText of(SqlEditor.Run asked) {
        String text = asked.value();
        if (asked.all()) {
            return new RunText(text, new Position(1, 1));
        }
        if (asked.hasSelection()) {
            return new RunText(asked.selection(), position(text, asked.selectionFrom()));
        }
        return Scripts.at(text, asked.cursor())
                .map((Slice slice) -> new RunText(slice.text(), slice.start()))
                .orElseGet(() -> new RunText(text, new Position(1, 1)));
    }

    private static Position position(String text, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < offset; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
        return new Position(line, offset - lineStart + 1);
    }
}
