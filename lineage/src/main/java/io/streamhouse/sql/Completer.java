package io.streamhouse.sql;

import java.util.List;

/**
 * Suggests what could be typed at a place of a script: names at the places where names go, columns by alias, functions,
 * keywords by what stands before, options in {@code WITH} and hints, whole statements.
 *
 * <p>It reads tokens, not a parse: text that is being typed hardly ever parses. Only the statement around the cursor is
 * looked at.
 */
public final class Completer {

    private static final int MOST = 200;

    private Completer() {}

    /** The suggestions for a cursor at {@code offset}, best first. */
    public static List<Suggestion> complete(String script, int offset, CompletionSource source) {
        return Place.at(script, offset)
                .map(place -> new Completion(place, source).suggestions(MOST))
                .orElse(List.of());
    }
}
