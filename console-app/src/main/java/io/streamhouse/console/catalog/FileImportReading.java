package io.streamhouse.console.catalog;

/**
 * How a file is read; guessed at first, then for a person to correct.
 *
 * @param charset name of the text's encoding; of no meaning for Parquet
 * @param delimiter between the fields of a CSV file, one character
 * @param header whether the first record of a CSV file names the columns
 */
public record FileImportReading(FileImportFormat format, String charset, String delimiter, boolean header) {}
