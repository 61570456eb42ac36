package io.streamhouse.sql;

import java.util.Arrays;

/**
 * A text cut into the tokens of Flink's dialect, comments among them. Kept in arrays, since scripts are cut anew at
 * every key pressed.
 */
final class Tokens {

    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        SEMICOLON,
        HINT_OPEN,
        HINT_CLOSE,
        COMMENT,
        /** A character, or a quoting with {@code "}, that Flink's dialect has no use for. */
        ILLEGAL,
        /** A string, quoted name or comment that is never closed: it takes the rest of the text. */
        UNCLOSED
    }

    private final String text;
    private Kind[] kinds;
    private int[] bounds;
    private int count;

    Tokens(String text) {
        this.text = text;
        int guess = Math.max(16, text.length() / 5);
        kinds = new Kind[guess];
        bounds = new int[guess * 2];
    }

    void add(Kind kind, int from, int to) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, count * 2);
            bounds = Arrays.copyOf(bounds, count * 4);
        }
        kinds[count] = kind;
        bounds[count * 2] = from;
        bounds[count * 2 + 1] = to;
        count++;
    }

    int count() {
        return count;
    }

    Kind kind(int token) {
        return kinds[token];
    }

    int from(int token) {
        return bounds[token * 2];
    }

    int to(int token) {
        return bounds[token * 2 + 1];
    }

    String text(int token) {
        return text.substring(from(token), to(token));
    }

    boolean isWord(int token, String upperCased) {
        return kinds[token] == Kind.WORD && is(token, upperCased);
    }

    boolean isSymbol(int token, String symbol) {
        return kinds[token] == Kind.SYMBOL && is(token, symbol);
    }

    private boolean is(int token, String wanted) {
        int from = from(token);
        return to(token) - from == wanted.length() && text.regionMatches(true, from, wanted, 0, wanted.length());
    }

    /** The token's name without its quotes; a plain word as it is. */
    String name(int token) {
        String raw = text(token);
        return kinds[token] == Kind.QUOTED_NAME
                ? raw.substring(1, raw.length() - 1).replace("``", "`")
                : raw;
    }

    boolean isName(int token) {
        return kinds[token] == Kind.WORD || kinds[token] == Kind.QUOTED_NAME;
    }

    /** The index of the last token that starts before the offset; -1 if there is none. */
    int before(int offset) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (from(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
