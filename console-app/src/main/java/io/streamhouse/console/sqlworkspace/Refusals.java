package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that are not passed on to the engine, because it would choke on them or break what they name. Flink's own scheduler for
 * materialized tables forgets everything at a restart, and {@code ALTER MATERIALIZED TABLE … AS} is refused only after
 * the job behind the table has been stopped.
 */
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
        if (kind == StatementKind.SET) {
            return unknownZone(statement);
        }
        if (kind != StatementKind.MATERIALIZED_TABLE) {
            return Optional.empty();
        }
        String head = firstWords(statement, 6);
        if (head.startsWith("CREATE MATERIALIZED TABLE")
                || head.startsWith("CREATE OR ALTER MATERIALIZED TABLE")
                || head.startsWith("CREATE OR REPLACE MATERIALIZED TABLE")) {
            return Optional.of(Problem.of(
                    ErrorCode.NOT_SUPPORTED,
                    "Materialized tables can't be created here yet: the engine would schedule their refreshes in memory and forget them at its next restart",
                    "Run the query itself, or INSERT its result into a table of your own"));
        }
        if (head.startsWith("ALTER MATERIALIZED TABLE")) {
            return Optional.of(Problem.of(
                    ErrorCode.NOT_SUPPORTED,
                    "Materialized tables can't be altered here yet: the engine stops the table's job first and refuses the change after that",
                    "Leave the table as it is"));
        }
        return Optional.empty();
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

    /** The first words in upper case, comments and white space left out. Read by hand: statements may be huge. */
    private static String firstWords(String statement, int count) {
        StringBuilder words = new StringBuilder();
        int at = 0;
        for (int taken = 0; taken < count; taken++) {
            at = skipSpace(statement, at);
            int end = at;
            while (end < statement.length() && Character.isLetterOrDigit(statement.charAt(end))) {
                end++;
            }
            if (end == at) {
                break;
            }
            words.append(taken == 0 ? "" : " ").append(statement, at, end);
            at = end;
        }
        return words.toString().toUpperCase(Locale.ROOT);
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return at;
            }
        }
        return at;
    }
}
