package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements that are not passed on to the engine, because it would choke on them. */
final class Refusals {

    private static final Pattern ZONE =
            Pattern.compile("(?i)^SET\\s+'?table\\.local-time-zone'?\\s*=\\s*'?(?<zone>[^';]*)'?\\s*;?\\s*$");

    private Refusals() {}

    static Optional<Problem> check(String statement, StatementKind kind) {
        if (kind == StatementKind.CLIENT) {
            return Optional.of(Problem.of(
                    ErrorCode.NOT_SUPPORTED,
                    "This is a command of Flink's command line; it has no meaning here",
                    "Remove it"));
        }
        int length = Statements.length(statement);
        if (length > Statements.MOST_TOKENS) {
            return Optional.of(Problem.of(
                    ErrorCode.TOO_LARGE,
                    "The statement is " + length + " words and signs long; Flink takes " + Statements.MOST_TOKENS
                            + " in reasonable time",
                    "Run it in parts, or bring the values as a file"));
        }
        return kind == StatementKind.SET ? unknownZone(statement) : Optional.empty();
    }

    /** A zone that does not exist is taken by the engine, and then every further statement of the session fails. */
    private static Optional<Problem> unknownZone(String statement) {
        Matcher matcher = ZONE.matcher(statement);
        if (!matcher.find() || matcher.group("zone").equalsIgnoreCase("default")) {
            return Optional.empty();
        }
        String zone = matcher.group("zone").strip();
        try {
            ZoneId.of(zone);
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of(Problem.of(
                    ErrorCode.INVALID_STATEMENT,
                    "There is no time zone '" + zone + "'",
                    "Name a region such as 'Europe/Berlin', or UTC"));
        }
    }
}
