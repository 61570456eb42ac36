package io.streamhouse.sql;

import java.util.List;

/** Suggests what could be typed at a place of a script. */
public final class Completer {

    private Completer() {}

    /** The suggestions for a cursor at {@code offset}, best first. */
    public static List<Suggestion> complete(String script, int offset, CompletionSource source) {
        return List.of();
    }
}
