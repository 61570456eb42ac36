package io.streamhouse.console.catalog;

/** What kind of file is brought in. */
public enum FileImportFormat {
    CSV,
    JSON_LINES,
    PARQUET
}
