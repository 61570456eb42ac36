package io.streamhouse.lineage;

/**
 * One column that is read, and what for.
 *
 * @param from the column of a relation as the catalog knows it: views are seen through, unless they are the focus of
 *     what is asked
 * @param expression where it is used, as SQL; the column's own name where it is passed on as it is
 */
public record Edge(ColumnRef from, Dependence dependence, String expression) {}
