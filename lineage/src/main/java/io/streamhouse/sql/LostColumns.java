package io.streamhouse.sql;

import io.streamhouse.model.Position;
import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement takes away from those that read a relation: the relation itself, or some of its columns. By its words.
 *
 * @param relation as it stands in the statement, one part or more, without quotes
 * @param columns those that are dropped or renamed; none where the relation itself is
 * @param where the relation's name begins
 */
public record LostColumns(List<String> relation, List<String> columns, Position where) {

    private static final Set<String> NO_COLUMNS = Set.of("PRIMARY", "CONSTRAINT", "WATERMARK", "PARTITION", "IF");

    public LostColumns {
        relation = List.copyOf(relation);
        columns = List.copyOf(columns);
    }

    /**
     * Of {@code DROP TABLE}, {@code DROP VIEW}, {@code DROP MATERIALIZED TABLE}, {@code ALTER TABLE … RENAME} and
     * {@code ALTER TABLE … DROP}; empty for every other statement. Fields of a row don't count.
     */
    public static Optional<LostColumns> of(String statement) {
        Tokens tokens = withoutComments(statement);
        int at = 0;
        boolean dropped = isWord(tokens, 0, "DROP");
        if (!dropped && !isWord(tokens, 0, "ALTER")) {
            return Optional.empty();
        }
        at = isWord(tokens, 1, "MATERIALIZED") ? 2 : 1;
        if (!isWord(tokens, at, "TABLE") && !isWord(tokens, at, "VIEW")) {
            return Optional.empty();
        }
        at++;
        at = isWord(tokens, at, "IF") && isWord(tokens, at + 1, "EXISTS") ? at + 2 : at;
        List<String> relation = new ArrayList<>();
        int start = at;
        at = name(tokens, at, relation);
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        Position where = LineMap.of(statement).position(tokens.from(start));
        if (dropped) {
            return Optional.of(new LostColumns(relation, List.of(), where));
        }
        if (isWord(tokens, at, "RENAME")) {
            if (isWord(tokens, at + 1, "TO")) {
                return Optional.of(new LostColumns(relation, List.of(), where));
            }
            List<String> column = new ArrayList<>();
            name(tokens, at + 1, column);
            return lost(relation, column.size() == 1 ? column : List.of(), where);
        }
        if (isWord(tokens, at, "DROP")) {
            return lost(relation, columns(tokens, at + 1), where);
        }
        return Optional.empty();
    }

    private static Optional<LostColumns> lost(List<String> relation, List<String> columns, Position where) {
        return columns.isEmpty() ? Optional.empty() : Optional.of(new LostColumns(relation, columns, where));
    }

    private static List<String> columns(Tokens tokens, int first) {
        int at = first;
        boolean several = at < tokens.count() && tokens.isSymbol(at, "(");
        if (!several && (at >= tokens.count() || NO_COLUMNS.stream().anyMatch(word -> isWord(tokens, first, word)))) {
            return List.of();
        }
        at += several ? 1 : 0;
        List<String> columns = new ArrayList<>();
        while (at < tokens.count() && tokens.isName(at)) {
            List<String> column = new ArrayList<>();
            at = name(tokens, at, column);
            if (column.size() == 1) {
                columns.add(column.getFirst());
            }
            if (!several || at >= tokens.count() || !tokens.isSymbol(at, ",")) {
                break;
            }
            at++;
        }
        return columns;
    }

    /** @return the token behind the name */
    private static int name(Tokens tokens, int first, List<String> parts) {
        int at = first;
        while (at < tokens.count() && tokens.isName(at)) {
            parts.add(tokens.name(at));
            at++;
            if (at >= tokens.count() || !tokens.isSymbol(at, ".")) {
                break;
            }
            at++;
        }
        return at;
    }

    private static boolean isWord(Tokens tokens, int token, String word) {
        return token >= 0 && token < tokens.count() && tokens.isWord(token, word);
    }

    private static Tokens withoutComments(String statement) {
        Tokens all = Lexer.read(statement);
        Tokens kept = new Tokens(statement);
        for (int token = 0; token < all.count(); token++) {
            if (all.kind(token) != Kind.COMMENT) {
                kept.add(all.kind(token), all.from(token), all.to(token));
            }
        }
        return kept;
    }
}
