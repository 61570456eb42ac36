package io.streamhouse.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The little this adapter must know of a statement before it is sent: its words, with comments and the insides of
 * quotes left out. What a statement means is asked of the engine.
 */
final class StatementShape {

    private static final int ENOUGH_WORDS = 400;

    /** Ends the name of Paimon's table options that name operators, as hints or anywhere else. */
    private static final String OPERATOR_NAME = "operator-uid.suffix";

    private final List<String> words;
    private final Optional<String> firstLiteral;
    private final boolean namesOperators;

    private StatementShape(List<String> words, Optional<String> firstLiteral, boolean namesOperators) {
        this.words = words;
        this.firstLiteral = firstLiteral;
        this.namesOperators = namesOperators;
    }

    static StatementShape of(String sql) {
        List<String> words = new ArrayList<>();
        String literal = null;
        int at = 0;
        int length = sql.length();
        while (at < length && words.size() < ENOUGH_WORDS) {
            char c = sql.charAt(at);
            if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? length : end + 1;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? length : end + 2;
            } else if (c == '\'' || c == '"' || c == '`') {
                int end = closing(sql, at);
                if (c == '\'' && literal == null) {
                    literal = sql.substring(at + 1, Math.max(at + 1, end - 1)).replace("''", "'");
                }
                words.add(c == '`' ? sql.substring(at, end).toUpperCase(Locale.ROOT) : String.valueOf(c));
                at = end;
            } else if (Character.isLetter(c) || c == '_') {
                int end = at;
                while (end < length && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
                    end++;
                }
                words.add(sql.substring(at, end).toUpperCase(Locale.ROOT));
                at = end;
            } else {
                if (!Character.isWhitespace(c) && c != '(' && c != ';') {
                    words.add(String.valueOf(c));
                }
                at++;
            }
        }
        return new StatementShape(List.copyOf(words), Optional.ofNullable(literal), sql.contains(OPERATOR_NAME));
    }

    /** The index after the quote that closes the one at {@code open}; a doubled quote does not close. */
    private static int closing(String sql, int open) {
        char quote = sql.charAt(open);
        int at = open + 1;
        while (at < sql.length()) {
            if (sql.charAt(at) == quote) {
                if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                    at += 2;
                    continue;
                }
                return at + 1;
            }
            at++;
        }
        return sql.length();
    }

    private String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    boolean isQuery() {
        return switch (word(0)) {
            case "SELECT", "WITH", "VALUES", "TABLE", "FROM" -> true;
            default -> false;
        };
    }

    /** Writes rows by a job: INSERT, a statement set, a table created from a query, UPDATE, DELETE. */
    boolean isWrite() {
        return switch (word(0)) {
            case "INSERT", "EXECUTE", "UPDATE", "DELETE" -> true;
            case "END" -> true;
            case "CREATE", "REPLACE" -> words.contains("AS") && words.contains("SELECT");
            default -> false;
        };
    }

    /** May change the session's settings, its current catalog or database. */
    boolean changesSession() {
        return switch (word(0)) {
            case "SET", "RESET", "USE" -> true;
            default -> false;
        };
    }

    boolean isUse() {
        return word(0).equals("USE");
    }

    /** Brings code from elsewhere into the engine. */
    boolean loadsCode() {
        if (word(0).equals("ADD") && word(1).equals("JAR")) {
            return true;
        }
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("USING") && words.get(i + 1).equals("JAR") && word(0).matches("CREATE|ALTER")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a table's name, whatever its database, stands twice among those read, or twice among those written. A hint
     * only: behind a comma every name counts that is read elsewhere, also where it is a column's.
     */
    boolean namesATableTwice() {
        Set<String> read = new HashSet<>();
        Set<String> written = new HashSet<>();
        Set<String> behindCommas = new HashSet<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            String name = nameAt(i + 1);
            if (name.equals("SELECT")) {
                continue;
            }
            boolean again =
                    switch (words.get(i)) {
                        case "FROM", "JOIN" -> !read.add(name);
                        case "INTO", "OVERWRITE" -> !written.add(name);
                        case "," -> !behindCommas.add(name);
                        default -> false;
                    };
            if (again) {
                return true;
            }
        }
        return behindCommas.stream().anyMatch(read::contains);
    }

    /** The last part of the name that begins at a word. */
    private String nameAt(int index) {
        int at = index;
        while (at + 2 < words.size() && words.get(at + 1).equals(".")) {
            at += 2;
        }
        return words.get(at).replace("`", "");
    }

    /**
     * Whether it gives its operators names of its own, such as one per scan of a table that is read twice. Names for all
     * tables at once would win over them.
     */
    boolean namesOperators() {
        return namesOperators;
    }

    /** The option that a SET sets, in lower case. */
    Optional<String> optionSet() {
        return word(0).equals("SET") ? firstLiteral.map(key -> key.strip().toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** The first word as a person wrote it would be shown: for sentences about what a statement begins with. */
    String firstWord() {
        return word(0);
    }
}
