package io.streamhouse.lineage;

/**
 * A column that is read, and what for.
 *
 * @param in the expression that uses it
 * @param ranks whether rows are put in order by it, to be numbered
 */
record Use(ColumnRef from, Dependence how, Term in, boolean ranks) {

    Use(ColumnRef from, Dependence how, Term in) {
        this(from, how, in, false);
    }

    Edge edge() {
        return new Edge(from, how, in.sql());
    }
}
