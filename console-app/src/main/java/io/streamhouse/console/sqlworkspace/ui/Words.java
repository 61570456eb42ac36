package io.streamhouse.console.sqlworkspace.ui;

import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemText;
import io.streamhouse.component.ResultTable.ChangeKind;
import io.streamhouse.component.ResultTable.ResultRow;
import io.streamhouse.component.Tone;
import io.streamhouse.console.sqlworkspace.HistoryOutcome;
import io.streamhouse.console.sqlworkspace.ResultBuffer;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the SQL page calls things, and how it shows them. */
final class Words {

    private static final int EXCERPT = 120;

    private Words() {}

    static ProblemText text(Problem problem) {
        return new ProblemText(
                problem.code().name(),
                problem.what(),
                problem.where().map(at -> "line " + at.line() + ", column " + at.column()),
                problem.nextStep());
    }

    static String state(RunState state) {
        return switch (state) {
            case QUEUED -> "Queued";
            case WAITING -> "Waiting";
            case PLANNING -> "Planning";
            case RUNNING -> "Running";
            case SUCCEEDED -> "Done";
            case SUBMITTED -> "Job runs";
            case FAILED -> "Failed";
            case CANCELLED -> "Stopped";
            case SKIPPED -> "Not run";
        };
    }

    static Tone tone(RunState state) {
        return switch (state) {
            case QUEUED, SKIPPED, CANCELLED -> Tone.NEUTRAL;
            case WAITING -> Tone.WARN;
            case PLANNING, RUNNING -> Tone.ACCENT;
            case SUCCEEDED, SUBMITTED -> Tone.OK;
            case FAILED -> Tone.BAD;
        };
    }

    static String outcome(HistoryOutcome outcome) {
        return switch (outcome) {
            case RUNNING -> "Running";
            case SUCCEEDED -> "Done";
            case SUBMITTED -> "Job ran on";
            case FAILED -> "Failed";
            case CANCELLED -> "Stopped";
            case INTERRUPTED -> "Cut off by a restart";
        };
    }

    static Tone tone(HistoryOutcome outcome) {
        return switch (outcome) {
            case RUNNING -> Tone.ACCENT;
            case SUCCEEDED, SUBMITTED -> Tone.OK;
            case FAILED -> Tone.BAD;
            case CANCELLED, INTERRUPTED -> Tone.NEUTRAL;
        };
    }

    static String mode(ExecutionMode mode) {
        return mode == ExecutionMode.BATCH ? "Batch" : "Streaming";
    }

    /** A statement in one line. */
    static String excerpt(String statement) {
        String head = statement.length() > EXCERPT * 4 ? statement.substring(0, EXCERPT * 4) : statement;
        String line = head.strip().replaceAll("\\s+", " ");
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT - 1) + "…";
    }

    /** How much has come of a result, in a few words; empty while there is nothing. */
    static String amount(StatementRun statement) {
        if (!statement.isQuery()) {
            return "";
        }
        ResultBuffer.Contents contents = statement.result().since(Long.MAX_VALUE);
        String unit = contents.sliding() ? " change" : " row";
        return Formats.number(contents.total())
                + unit
                + (contents.total() == 1 ? "" : "s")
                + (contents.truncated() ? "+" : "");
    }

    static ResultRow row(Row row) {
        List<@Nullable String> cells = new ArrayList<>(row.values().size());
        for (Object value : row.values()) {
            cells.add(value == null ? null : ValueText.of(value));
        }
        ChangeKind kind =
                switch (row.kind()) {
                    case INSERT -> ChangeKind.INSERT;
                    case UPDATE_BEFORE -> ChangeKind.UPDATE_BEFORE;
                    case UPDATE_AFTER -> ChangeKind.UPDATE_AFTER;
                    case DELETE -> ChangeKind.DELETE;
                };
        return new ResultRow(kind, cells);
    }

    /** A row of a finished result: batch jobs, too, may call a row +U, which says nothing there. */
    static ResultRow plainRow(Row row) {
        return ResultRow.of(row(row).cells());
    }
}
