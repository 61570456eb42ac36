package io.streamhouse.plan;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.Diagnostic;
import io.streamhouse.sql.Diagnostics;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.jspecify.annotations.Nullable;

/** What Flink's parser, validator and optimiser refuse, in words and with its place. */
final class Refusals {

    private static final int LONGEST = 300;

    private static final Pattern PLACE = Pattern.compile(
            "^(?:SQL validation failed\\. )*(?:(?:From|At) line \\d+, column \\d+(?: to line \\d+, column \\d+)?: )?");

    private Refusals() {}

    /** A query that does not parse. */
    static ProblemException syntax(String query, RuntimeException refusal) {
        List<Diagnostic> mistakes = Diagnostics.check(query);
        if (mistakes.isEmpty()) {
            return new ProblemException(Problem.of(ErrorCode.SYNTAX, sentence(refusal)), refusal);
        }
        Diagnostic mistake = mistakes.get(0);
        return new ProblemException(
                Problem.of(ErrorCode.SYNTAX, mistake.message()).at(mistake.from()), refusal);
    }

    /** A query that parses but means nothing. */
    static ProblemException meaning(RuntimeException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        CalciteContextException placed = find(refusal);
        if (placed == null) {
            return new ProblemException(Problem.of(ErrorCode.INVALID_STATEMENT, sentence(refusal)), refusal);
        }
        Throwable inner = placed.getCause() == null ? placed : placed.getCause();
        String said = sentence(inner);
        boolean missing = said.contains("not found");
        Problem problem = Problem.of(missing ? ErrorCode.NOT_FOUND : ErrorCode.INVALID_STATEMENT, said);
        boolean known = placed.getPosLine() > 0 && placed.getPosColumn() > 0;
        return new ProblemException(
                known ? problem.at(new Position(placed.getPosLine(), placed.getPosColumn())) : problem, refusal);
    }

    private static @Nullable CalciteContextException find(Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CalciteContextException placed) {
                return placed;
            }
        }
        return null;
    }

    /** The first line of what it says, without the parts for machines. */
    static String sentence(Throwable refusal) {
        Throwable saying = refusal;
        while (saying.getMessage() == null && saying.getCause() != null) {
            saying = saying.getCause();
        }
        String message = saying.getMessage() == null ? saying.getClass().getSimpleName() : saying.getMessage();
        String line = message.strip().lines().findFirst().orElse("");
        line = PLACE.matcher(line).replaceFirst("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
