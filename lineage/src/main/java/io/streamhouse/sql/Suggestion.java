package io.streamhouse.sql;

/**
 * Something that could be typed at a place.
 *
 * @param label what the list shows and what typing filters by
 * @param detail a word or two beside the label: a type, a signature, where it comes from
 * @param insert what replaces the script between {@code from} and {@code to}; a snippet marks the places to fill in as
 *     <code>${name}</code>
 */
public record Suggestion(String label, Kind kind, String detail, String insert, int from, int to) {

    /** What a suggestion names. */
    public enum Kind {
        CATALOG,
        DATABASE,
        TABLE,
        VIEW,
        COLUMN,
        ALIAS,
        FUNCTION,
        KEYWORD,
        OPTION,
        JOIN,
        SNIPPET
    }
}
