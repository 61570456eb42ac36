package io.streamhouse.lineage;

/** What edges do where a statement reads a view. A materialized view is stored, and so ends them either way. */
public enum Views {
    /** They go on to the tables and materialized views that the view reads. */
    SEEN_THROUGH,
    /** They end at the view's own columns: each relation is linked to those that its statement names. */
    AS_THEY_ARE
}
