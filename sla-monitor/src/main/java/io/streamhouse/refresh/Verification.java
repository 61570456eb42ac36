package io.streamhouse.refresh;

import io.streamhouse.model.Column;
import io.streamhouse.model.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of comparing a view's version with its query over its inputs at the positions recorded for that version.
 *
 * @param rows in the version
 * @param missing rows the query has and the view has not
 * @param unexpected rows the view has and the query has not
 * @param dataTimestamp the instant up to which the version contains every change of its roots
 * @param snapshot the view's snapshot that was compared
 * @param positions what each scan was read at
 * @param missingRows the first of the missing ones
 * @param unexpectedRows the first of the unexpected ones; with the missing ones at most 100
 * @param tolerance what differences were let pass, for sums of floating-point numbers; empty if none
 */
public record Verification(
        boolean equal,
        long rows,
        long missing,
        long unexpected,
        Optional<Instant> dataTimestamp,
        long snapshot,
        List<ScanPosition> positions,
        List<Column> columns,
        List<Row> missingRows,
        List<Row> unexpectedRows,
        Optional<String> tolerance) {
    public Verification {
        positions = List.copyOf(positions);
        columns = List.copyOf(columns);
        missingRows = List.copyOf(missingRows);
        unexpectedRows = List.copyOf(unexpectedRows);
    }
}
