package io.streamhouse.sql;

import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What single statements are, told from their first words: no parse, so that it answers for half-typed ones too. */
public final class Statements {

    /** Tokens of the longest statement there may be: Flink's parser takes time quadratic in the length of expressions. */
    public static final int MOST_TOKENS = 20_000;

    private static final int WORDS_LOOKED_AT = 8;

    private Statements() {}

    public static StatementKind kind(String statement) {
        Tokens tokens = Lexer.read(statement);
        List<String> words = firstWords(tokens);
        if (words.isEmpty()) {
            return StatementKind.EMPTY;
        }
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "SELECT", "WITH", "VALUES", "TABLE" -> StatementKind.QUERY;
            case "INSERT", "UPSERT" -> StatementKind.INSERT;
            case "UPDATE" -> StatementKind.UPDATE;
            case "DELETE" -> StatementKind.DELETE;
            case "TRUNCATE" -> StatementKind.TRUNCATE;
            case "BEGIN" -> second.equals("STATEMENT") ? StatementKind.STATEMENT_SET : StatementKind.OTHER;
            case "EXECUTE" -> executed(words.subList(1, words.size()));
            case "EXPLAIN" -> StatementKind.EXPLAIN;
            case "COMPILE" -> second.equals("AND") ? StatementKind.EXECUTE_PLAN : StatementKind.COMPILE_PLAN;
            case "CREATE", "ALTER", "DROP", "RENAME" -> definition(tokens, words);
            case "ANALYZE" -> StatementKind.ANALYZE;
            case "SET" -> StatementKind.SET;
            case "RESET" -> StatementKind.RESET;
            case "USE" -> StatementKind.USE;
            case "SHOW" -> second.equals("MATERIALIZED") ? StatementKind.MATERIALIZED_TABLE : StatementKind.SHOW;
            case "DESCRIBE", "DESC" -> StatementKind.DESCRIBE;
            case "CALL" -> StatementKind.CALL;
            case "ADD" -> StatementKind.ADD_JAR;
            case "REMOVE" -> StatementKind.REMOVE_JAR;
            case "LOAD", "UNLOAD" -> StatementKind.MODULE;
            case "STOP" -> StatementKind.STOP_JOB;
            case "HELP", "CLEAR", "QUIT", "EXIT" -> StatementKind.CLIENT;
            default -> StatementKind.OTHER;
        };
    }

    /** How many tokens a statement has, without its comments. */
    public static int length(String statement) {
        Tokens tokens = Lexer.read(statement);
        int length = 0;
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.kind(token) != Kind.COMMENT) {
                length++;
            }
        }
        return length;
    }

    /** The statement as an engine takes it in one piece. */
    public static EngineForm forEngine(String statement) {
        return EngineForm.of(statement);
    }

    private static List<String> firstWords(Tokens tokens) {
        List<String> words = new ArrayList<>();
        for (int token = 0; token < tokens.count() && words.size() < WORDS_LOOKED_AT; token++) {
            Kind kind = tokens.kind(token);
            boolean opening = words.isEmpty() && tokens.isSymbol(token, "(");
            if (kind == Kind.COMMENT || kind == Kind.SEMICOLON || opening) {
                continue;
            }
            words.add(kind == Kind.WORD ? tokens.text(token).toUpperCase(Locale.ROOT) : "?");
        }
        return words;
    }

    private static StatementKind executed(List<String> words) {
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "PLAN" -> StatementKind.EXECUTE_PLAN;
            case "STATEMENT" -> StatementKind.STATEMENT_SET;
            case "INSERT" -> StatementKind.INSERT;
            case "SELECT", "WITH", "VALUES" -> StatementKind.QUERY;
            default -> StatementKind.OTHER;
        };
    }

    private static StatementKind definition(Tokens tokens, List<String> words) {
        if (words.contains("MATERIALIZED") && words.indexOf("MATERIALIZED") <= 4) {
            return StatementKind.MATERIALIZED_TABLE;
        }
        boolean createsTable = (words.get(0).equals("CREATE") || words.get(0).equals("RENAME"))
                && words.contains("TABLE")
                && !words.contains("VIEW");
        return createsTable && isFilledByQuery(tokens) ? StatementKind.CREATE_TABLE_AS : StatementKind.DDL;
    }

    /** Whether {@code AS SELECT}, or another start of a query, stands outside of all parentheses. */
    private static boolean isFilledByQuery(Tokens tokens) {
        int depth = 0;
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.isSymbol(token, "(")) {
                depth++;
            } else if (tokens.isSymbol(token, ")")) {
                depth--;
            } else if (depth == 0 && tokens.isWord(token, "AS") && token + 1 < tokens.count()) {
                return true;
            }
        }
        return false;
    }
}
