package io.streamhouse.sql;

import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the names in a statement that may be relations, by where they stand: for statements that can't be understood,
 * so that at least nothing they read goes unseen. May name what is none, like a column behind a comma.
 */
public final class Mentions {

    private static final List<String> BEFORE_RELATIONS =
            List.of("FROM", "JOIN", "INTO", "OVERWRITE", "TABLE", "UPDATE", "USING", "VIEW");

    private Mentions() {}

    /** The names in their order, each once and part by part, without quotes. */
    public static List<List<String>> of(String statement) {
        Tokens tokens = Lexer.read(statement);
        Set<List<String>> names = new LinkedHashSet<>();
        boolean expected = false;
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.kind(token) == Kind.COMMENT) {
                continue;
            }
            if (expected && tokens.isName(token) && !opensRelations(tokens, token)) {
                List<String> parts = new ArrayList<>();
                parts.add(tokens.name(token));
                while (token + 2 < tokens.count() && tokens.isSymbol(token + 1, ".") && tokens.isName(token + 2)) {
                    token += 2;
                    parts.add(tokens.name(token));
                }
                boolean call = token + 1 < tokens.count() && tokens.isSymbol(token + 1, "(");
                if (!call) {
                    names.add(List.copyOf(parts));
                }
                expected = false;
            } else {
                expected = opensRelations(tokens, token)
                        || tokens.isSymbol(token, ",")
                        || expected && tokens.isSymbol(token, "(");
            }
        }
        return List.copyOf(names);
    }

    /** Whether the name stands anywhere in the statement as a name of its own, quoted or not. */
    public static boolean word(String statement, String name) {
        Tokens tokens = Lexer.read(statement);
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.isName(token) && tokens.name(token).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the statement takes all columns of something: a {@code *} that multiplies nothing. */
    public static boolean allColumns(String statement) {
        Tokens tokens = Lexer.read(statement);
        for (int token = 1; token < tokens.count(); token++) {
            boolean opens = tokens.isWord(token - 1, "SELECT")
                    || tokens.isWord(token - 1, "DISTINCT")
                    || tokens.isSymbol(token - 1, ",")
                    || tokens.isSymbol(token - 1, ".");
            if (tokens.isSymbol(token, "*") && opens) {
                return true;
            }
        }
        return false;
    }

    private static boolean opensRelations(Tokens tokens, int token) {
        return BEFORE_RELATIONS.stream().anyMatch(word -> tokens.isWord(token, word));
    }
}
