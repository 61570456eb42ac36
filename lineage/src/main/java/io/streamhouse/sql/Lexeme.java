package io.streamhouse.sql;

import io.streamhouse.model.Identifiers;
import java.util.ArrayList;
import java.util.List;

/**
 * One token of a text in Flink's dialect, for those who go by what was written and not by what it means.
 *
 * @param text as written, quotes and all
 * @param from offset of its first character
 * @param to offset after its last one
 */
public record Lexeme(Kind kind, String text, int from, int to) {

    public enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        SEMICOLON,
        COMMENT,
        HINT_OPEN,
        HINT_CLOSE,
        /** What Flink's dialect has no use for, or a quote or comment that is never closed. */
        BROKEN
    }

    /** The tokens of a text in order, comments among them. */
    public static List<Lexeme> read(String text) {
        Tokens tokens = Lexer.read(text);
        List<Lexeme> lexemes = new ArrayList<>(tokens.count());
        for (int token = 0; token < tokens.count(); token++) {
            Kind kind =
                    switch (tokens.kind(token)) {
                        case WORD -> Kind.WORD;
                        case QUOTED_NAME -> Kind.QUOTED_NAME;
                        case STRING -> Kind.STRING;
                        case NUMBER -> Kind.NUMBER;
                        case SYMBOL -> Kind.SYMBOL;
                        case SEMICOLON -> Kind.SEMICOLON;
                        case HINT_OPEN -> Kind.HINT_OPEN;
                        case HINT_CLOSE -> Kind.HINT_CLOSE;
                        case COMMENT -> Kind.COMMENT;
                        case ILLEGAL, UNCLOSED -> Kind.BROKEN;
                    };
            lexemes.add(new Lexeme(kind, tokens.text(token), tokens.from(token), tokens.to(token)));
        }
        return lexemes;
    }

    /** Whether it is this word, unquoted, in whatever case. */
    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    public boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether it can be a name: quoted, or a word that is not the dialect's own. */
    public boolean isName() {
        return kind == Kind.QUOTED_NAME || kind == Kind.WORD && !Reserved.isReserved(text);
    }

    /** The name without its quotes. */
    public String name() {
        return kind == Kind.QUOTED_NAME ? text.substring(1, text.length() - 1).replace("``", "`") : text;
    }

    /** A name as a statement has to write it: in quotes only where it must be. */
    public static String written(String name) {
        return Reserved.isReserved(name) ? Identifiers.quote(name) : Identifiers.plain(name);
    }
}
