package io.streamhouse.sql;

import io.streamhouse.model.Position;

/**
 * A statement as an engine takes it in one piece.
 *
 * @param sql what to submit
 * @param original whether that is the statement as it was written
 * @param lastHeaderLine the line of the statement as written up to which it was rewritten
 * @param moved by how many columns the rest of that line has moved
 * @param from the column from which on it has
 */
public record EngineForm(String sql, boolean original, int lastHeaderLine, int moved, int from) {

    private static final String HEADER = "EXECUTE STATEMENT SET BEGIN";

    /**
     * {@code BEGIN STATEMENT SET; … END} is a conversation with Flink's command line: a gateway takes its parts one by
     * one, and is left in the middle when one fails. {@code EXECUTE STATEMENT SET BEGIN … END} is the same in one piece.
     */
    static EngineForm of(String statement) {
        Tokens tokens = Lexer.read(statement);
        int semicolon = 0;
        while (semicolon < tokens.count() && tokens.kind(semicolon) != Tokens.Kind.SEMICOLON) {
            semicolon++;
        }
        boolean set = Statements.kind(statement) == StatementKind.STATEMENT_SET && tokens.isWord(0, "BEGIN");
        if (!set) {
            return new EngineForm(statement, true, 0, 0, 0);
        }
        int end = semicolon < tokens.count() ? tokens.to(semicolon) : statement.length();
        String written = statement.substring(0, end);
        int lastBreak = Math.max(written.lastIndexOf('\n'), written.lastIndexOf('\r'));
        String breaks = written.replaceAll("[^\r\n]", "");
        Position place = LineMap.of(statement).position(end);
        int column = HEADER.length() + 1;
        String header = lastBreak < 0 ? HEADER : HEADER + breaks;
        int newColumn = lastBreak < 0 ? column : 1;
        return new EngineForm(
                header + statement.substring(end), false, place.line(), newColumn - place.column(), newColumn);
    }

    /** Where a place of {@link #sql()} lies in the statement as it was written. */
    public Position written(Position place) {
        if (original || place.line() != lastHeaderLine) {
            return place;
        }
        return place.column() < from ? new Position(1, 1) : new Position(place.line(), place.column() - moved);
    }
}
