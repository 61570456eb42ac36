package io.streamhouse.sql;

import java.util.Optional;

/**
 * Reads the statements about materialized tables: Flink's grammar, and what it lacks. Refresh modes and freshness that
 * Flink does not know are written as options: {@code 'streamhouse.refresh-mode' = 'INCREMENTAL'},
 * {@code 'streamhouse.freshness' = 'DOWNSTREAM'}.
 */
public final class MaterializedTables {

    private MaterializedTables() {}

    /**
     * The statement as it is understood; empty if it is about something else.
     *
     * @param statement one statement, with or without its semicolon
     * @throws io.streamhouse.model.ProblemException SYNTAX, INVALID_STATEMENT, INVALID_REQUEST or NOT_SUPPORTED, with
     *     the position in the statement
     */
    public static Optional<MaterializedTableStatement> parse(String statement) {
        Tokens tokens = Lexer.read(statement);
        return MaterializedTableParser.concerns(tokens)
                ? Optional.of(new MaterializedTableParser(statement, tokens).parse())
                : Optional.empty();
    }
}
