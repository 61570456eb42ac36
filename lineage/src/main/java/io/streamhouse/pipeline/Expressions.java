package io.streamhouse.pipeline;

import io.streamhouse.sql.Lexeme;
import io.streamhouse.sql.Lexeme.Kind;
import java.util.List;
import java.util.Optional;

/** What can be told of an expression's text without knowing what it means. */
public final class Expressions {

    private Expressions() {}

    /** Why a text can't stand as one expression among others; empty if it can. */
    public static Optional<String> breakingOut(String text) {
        int depth = 0;
        for (Lexeme lexeme : Lexeme.read(text)) {
            if (lexeme.kind() == Kind.SEMICOLON) {
                return Optional.of("a semicolon stands");
            }
            if (lexeme.kind() == Kind.BROKEN) {
                return Optional.of("something is quoted and never closed, or a character means nothing,");
            }
            if (opens(lexeme)) {
                depth++;
            } else if (closes(lexeme) && --depth < 0) {
                return Optional.of("a bracket is closed that was not opened");
            }
        }
        return depth > 0 ? Optional.of("a bracket is not closed") : Optional.empty();
    }

    /** Whether brackets are one deeper behind it. */
    public static boolean opens(Lexeme lexeme) {
        return lexeme.isSymbol("(") || lexeme.isSymbol("[");
    }

    /** Whether brackets are one less deep behind it. */
    public static boolean closes(Lexeme lexeme) {
        return lexeme.isSymbol(")") || lexeme.isSymbol("]");
    }

    /** Whether what is written behind the text would be part of a comment. */
    public static boolean endsInLineComment(String text) {
        if (!text.contains("--") && !text.contains("//")) {
            return false;
        }
        List<Lexeme> lexemes = Lexeme.read(text);
        if (lexemes.isEmpty()) {
            return false;
        }
        Lexeme last = lexemes.get(lexemes.size() - 1);
        return last.kind() == Kind.COMMENT && !last.text().endsWith("*/") && last.to() == text.length();
    }

    /** Whether the text has to stand in brackets to be one of several conditions that all have to hold. */
    public static boolean needsBrackets(String condition) {
        List<Lexeme> lexemes = Lexeme.read(condition);
        int depth = 0;
        int cases = 0;
        boolean enclosed = !lexemes.isEmpty() && lexemes.get(0).isSymbol("(");
        for (int at = 0; at < lexemes.size(); at++) {
            Lexeme lexeme = lexemes.get(at);
            if (opens(lexeme)) {
                depth++;
            } else if (closes(lexeme)) {
                depth--;
            } else if (lexeme.isWord("CASE")) {
                cases++;
            } else if (lexeme.isWord("END")) {
                cases--;
            } else if (lexeme.isWord("OR") && depth == 0 && cases == 0) {
                return true;
            }
            enclosed &= depth > 0 || at == lexemes.size() - 1;
        }
        return enclosed;
    }

    /** Whether it is one name and nothing else. */
    public static boolean isPlainName(String text) {
        List<Lexeme> lexemes = Lexeme.read(text);
        return lexemes.size() == 1 && lexemes.get(0).isName();
    }
}
