package io.streamhouse.model;

/** How a view is being kept equal to its query. */
public enum RefreshMode {
    /** A job runs all the time. */
    CONTINUOUS,
    /** From time to time a job resumes where the last one stopped, catches up and stops again. */
    INCREMENTAL,
    /** From time to time the query is computed anew over everything. */
    FULL
}
