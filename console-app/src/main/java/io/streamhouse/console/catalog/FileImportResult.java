package io.streamhouse.console.catalog;

import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;

/**
 * What came of an import.
 *
 * @param table empty if nothing was imported
 * @param rows how many were imported
 * @param badRowCount how many could not be
 * @param badRows the first of those
 */
public record FileImportResult(
        Optional<RelationId> table, long rows, long badRowCount, List<FileImportBadRow> badRows) {
    public FileImportResult {
        badRows = List.copyOf(badRows);
    }
}
