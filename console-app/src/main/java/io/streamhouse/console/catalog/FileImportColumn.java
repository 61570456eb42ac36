package io.streamhouse.console.catalog;

/**
 * A column of a file and what becomes of it.
 *
 * @param source its name in the file
 * @param name its name in the table
 * @param type Flink's SQL type in the table
 * @param included whether it becomes part of the table
 */
public record FileImportColumn(String source, String name, String type, boolean included) {}
