package io.streamhouse.sql;

import io.streamhouse.sql.Tokens.Kind;

/**
 * Cuts text into tokens as the lexer of Flink's parser does, and goes on where that one gives up.
 *
 * <p>Its less known rules, found by trying: {@code //} starts a comment too; block comments do not nest; a comment that
 * starts with {@code /**} looks for its end only from the fifth character on, so {@code /***}{@code /} stays open;
 * {@code E'…'} has backslash escapes, other strings have not; strings may span lines.
 */
final class Lexer {

    private final String text;
    private final int length;
    private final Tokens tokens;

    private Lexer(String text) {
        this.text = text;
        this.length = text.length();
        this.tokens = new Tokens(text);
    }

    static Tokens read(String text) {
        Lexer lexer = new Lexer(text);
        int at = 0;
        while (at < lexer.length) {
            at = lexer.next(at);
        }
        return lexer.tokens;
    }

    private int next(int at) {
        char c = text.charAt(at);
        switch (c) {
            case ' ', '\t', '\n', '\r', '\f' -> {
                return at + 1;
            }
            case ';' -> {
                return add(Kind.SEMICOLON, at, at + 1);
            }
            case '\'' -> {
                return string(at, at, false);
            }
            case '`' -> {
                return quotedName(at);
            }
            case '"' -> {
                return doubleQuoted(at);
            }
            default -> {
                if (c == '-' && follows(at, '-') || c == '/' && follows(at, '/')) {
                    return add(Kind.COMMENT, at, endOfLine(at));
                }
                if (c == '/' && follows(at, '*')) {
                    return text.startsWith("/*+", at) ? add(Kind.HINT_OPEN, at, at + 3) : comment(at);
                }
                if (c == '*' && follows(at, '/')) {
                    return add(Kind.HINT_CLOSE, at, at + 2);
                }
                if (isDigit(c) || c == '.' && at + 1 < length && isDigit(text.charAt(at + 1))) {
                    return number(at);
                }
                if (isNameStart(c)) {
                    return word(at);
                }
                return symbol(at, c);
            }
        }
    }

    private int add(Kind kind, int from, int to) {
        tokens.add(kind, from, to);
        return to;
    }

    private boolean follows(int at, char c) {
        return at + 1 < length && text.charAt(at + 1) == c;
    }

    private int endOfLine(int at) {
        int end = at;
        while (end < length && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int comment(int at) {
        boolean formal = at + 3 < length && text.charAt(at + 2) == '*' && text.charAt(at + 3) != '/';
        int end = text.indexOf("*/", at + (formal ? 4 : 2));
        return end < 0 ? add(Kind.UNCLOSED, at, length) : add(Kind.COMMENT, at, end + 2);
    }

    /** A string whose quote stands at {@code quote}, its prefix before it. */
    private int string(int from, int quote, boolean backslashEscapes) {
        for (int at = quote + 1; at < length; at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                if (!follows(at, '\'')) {
                    return add(Kind.STRING, from, at + 1);
                }
                at++;
            } else if (backslashEscapes && c == '\\') {
                at++;
            }
        }
        return add(Kind.UNCLOSED, from, length);
    }

    private int quotedName(int from) {
        for (int at = from + 1; at < length; at++) {
            if (text.charAt(at) == '`') {
                if (!follows(at, '`')) {
                    return add(Kind.QUOTED_NAME, from, at + 1);
                }
                at++;
            }
        }
        return add(Kind.UNCLOSED, from, length);
    }

    /** Flink has no double quotes; taken whole, where they close on their line, they can be named as the mistake. */
    private int doubleQuoted(int from) {
        int end = text.indexOf('"', from + 1);
        return add(Kind.ILLEGAL, from, end >= 0 && end < endOfLine(from) ? end + 1 : from + 1);
    }

    private int number(int from) {
        int at = digits(from);
        if (at < length && text.charAt(at) == '.') {
            at = digits(at + 1);
        }
        if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < length && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            if (exponent < length && isDigit(text.charAt(exponent))) {
                at = digits(exponent);
            }
        }
        return add(Kind.NUMBER, from, at);
    }

    private int digits(int from) {
        int at = from;
        while (at < length && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int word(int from) {
        int at = from + 1;
        while (at < length && isNamePart(text.charAt(at))) {
            at++;
        }
        if (at < length && text.charAt(at) == '\'') {
            char first = text.charAt(from);
            boolean single = at - from == 1;
            if (single && (first == 'E' || first == 'e')) {
                return string(from, at, true);
            }
            if (first == '_' || single && "xXnN".indexOf(first) >= 0) {
                return string(from, at, false);
            }
        }
        if (at - from == 1 && (text.charAt(from) == 'U' || text.charAt(from) == 'u') && text.startsWith("&'", at)) {
            return string(from, at + 1, false);
        }
        return add(Kind.WORD, from, at);
    }

    private int symbol(int at, char c) {
        if (at + 1 < length) {
            String pair = text.substring(at, at + 2);
            switch (pair) {
                case "<=", ">=", "<>", "!=", "||", "=>", ".." -> {
                    return add(Kind.SYMBOL, at, at + 2);
                }
                default -> {
                    // One character it is.
                }
            }
        }
        if ("(),.=<>+-*/%?:[]{}|^$".indexOf(c) >= 0) {
            return add(Kind.SYMBOL, at, at + 1);
        }
        // A pair of surrogates is one character to the person who typed it.
        boolean pair = Character.isHighSurrogate(c) && at + 1 < length && Character.isLowSurrogate(text.charAt(at + 1));
        return add(Kind.ILLEGAL, at, at + (pair ? 2 : 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || c == '$'
                || c > 0x7f && Character.isJavaIdentifierStart(c) && !Character.isSurrogate(c);
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c > 0x7f && Character.isLetterOrDigit(c) && !Character.isSurrogate(c);
    }
}
