package io.streamhouse.sql;

import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The statement around a cursor as a list of words, comments left out, with the cursor among them. Brackets are paired
 * so that one still open while it is typed does not swallow the clauses behind it.
 */
final class Words {

    /** @param upper the text in upper case for a plain word, as it is for a symbol, else empty */
    record Word(Kind kind, String upper, String name) {

        boolean isName() {
            return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
        }
    }

    static final Word CURSOR = new Word(Kind.ILLEGAL, "", "");
    private static final Word END = new Word(Kind.SEMICOLON, "", "");

    /** Clauses that never stand inside the brackets of an expression, but for the functions below. */
    private static final Set<String> BREAKING =
            Set.of("FROM", "WHERE", "HAVING", "JOIN", "LIMIT", "GROUP", "UNION", "INSERT", "SELECT");

    private static final Set<String> TAKING_FROM =
            Set.of("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY", "POSITION", "CEIL", "FLOOR", "FILTER", "WITHIN");

    private final List<Word> words = new ArrayList<>();
    private int cursor = -1;
    private int[] partners = {};

    /** The words of a statement, {@code left} of the cursor and {@code right} of it. */
    static Words of(List<Word> left, List<Word> right) {
        Words result = new Words();
        result.words.addAll(left);
        result.cursor = left.size();
        result.words.add(CURSOR);
        result.words.addAll(right);
        result.pair();
        return result;
    }

    static List<Word> read(Tokens tokens, int from, int to) {
        List<Word> words = new ArrayList<>();
        for (int token = from; token < to; token++) {
            Kind kind = tokens.kind(token);
            if (kind == Kind.COMMENT) {
                continue;
            }
            String text = tokens.text(token);
            String upper =
                    switch (kind) {
                        case WORD -> text.toUpperCase(Locale.ROOT);
                        case SYMBOL, HINT_OPEN, HINT_CLOSE -> text;
                        default -> "";
                    };
            words.add(new Word(kind, upper, kind == Kind.QUOTED_NAME ? tokens.name(token) : text));
        }
        return words;
    }

    int size() {
        return words.size();
    }

    int cursor() {
        return cursor;
    }

    Word get(int at) {
        return at >= 0 && at < words.size() ? words.get(at) : END;
    }

    boolean is(int at, String upper) {
        return get(at).upper().equals(upper);
    }

    boolean isAny(int at, Set<String> uppers) {
        return uppers.contains(get(at).upper());
    }

    /** Where the bracket opened here is closed: at its partner, or before the word that can't stand inside it. */
    int close(int open) {
        return partners[open];
    }

    private void pair() {
        partners = new int[words.size()];
        int[] open = new int[words.size()];
        int depth = 0;
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at).upper();
            if (word.equals("(") || word.equals("[")) {
                open[depth++] = at;
            } else if ((word.equals(")") || word.equals("]")) && depth > 0) {
                partners[open[--depth]] = at;
            } else if (BREAKING.contains(word)) {
                while (depth > 0 && breaks(word, at, open[depth - 1])) {
                    partners[open[--depth]] = at;
                }
            }
        }
        while (depth > 0) {
            partners[open[--depth]] = words.size();
        }
    }

    private boolean breaks(String word, int at, int open) {
        int first = open + 1 == cursor ? open + 2 : open + 1;
        if (at == first && !word.equals("FROM")) {
            return false;
        }
        boolean query = is(first, "SELECT") || is(first, "WITH") || is(first, "(") || is(first, "VALUES");
        boolean opensList = TAKING_FROM.contains(get(open - 1).upper()) && !holdsFrom(open, at);
        boolean join =
                get(open - 1).upper().equals("FROM") || get(open - 1).upper().equals("JOIN");
        return !query && !opensList && !(join && word.equals("JOIN"));
    }

    private boolean holdsFrom(int open, int to) {
        for (int at = open + 1; at < to; at++) {
            if (is(at, "FROM")) {
                return true;
            }
        }
        return false;
    }
}
