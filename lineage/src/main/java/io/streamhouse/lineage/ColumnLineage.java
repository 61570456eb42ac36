package io.streamhouse.lineage;

/**
 * A column of a result, and where it comes from.
 *
 * @param column its name in the target, or in the result where there is no target
 * @param origins those of this column alone; those of all columns are in {@link StatementLineage.Traced#rows()}
 */
public record ColumnLineage(String column, Origins origins) {}
