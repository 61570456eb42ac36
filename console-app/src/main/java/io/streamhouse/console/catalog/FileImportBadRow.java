package io.streamhouse.console.catalog;

import java.util.Optional;

/**
 * A row that can't be imported.
 *
 * @param line in the file, from 1, where the row begins; for Parquet the number of the row
 * @param column empty if it is the row as a whole
 */
public record FileImportBadRow(long line, Optional<String> column, String reason) {}
