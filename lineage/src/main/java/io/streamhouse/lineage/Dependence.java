package io.streamhouse.lineage;

/**
 * How a column of a result depends on a column that is read. The names are those of OpenLineage's column lineage facet
 * 1-2-0 (transformation types and subtypes).
 */
public enum Dependence {
    /** The value is passed on as it is. */
    IDENTITY,
    /** The value is computed from it, row by row. */
    TRANSFORMATION,
    /** The value is computed from it over several rows. */
    AGGREGATION,
    /** Which rows meet which depends on it. */
    JOIN,
    /** Which rows there are depends on it. */
    FILTER,
    /** Which rows are taken together depends on it. */
    GROUP_BY,
    /** Which rows come first, and so which are kept, depends on it. */
    SORT,
    /** Over which other rows a value is computed depends on it. */
    WINDOW,
    /** Which of several values is taken depends on it. */
    CONDITIONAL;

    /** Whether values flow from the one to the other; otherwise the one only has a say in what the other is. */
    public boolean direct() {
        return switch (this) {
            case IDENTITY, TRANSFORMATION, AGGREGATION -> true;
            case JOIN, FILTER, GROUP_BY, SORT, WINDOW, CONDITIONAL -> false;
        };
    }
}
