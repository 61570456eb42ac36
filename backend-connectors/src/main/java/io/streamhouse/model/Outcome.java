package io.streamhouse.model;

import java.util.List;

/** What came of one statement. */
public sealed interface Outcome {

    /**
     * A result.
     *
     * @param truncated whether there was more than was asked for
     */
    record Rows(List<Column> columns, List<Row> rows, boolean truncated) implements Outcome {
        public Rows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** A job was submitted and runs on. */
    record Submitted(JobId job) implements Outcome {}

    /** Done, with nothing to show. */
    record Done() implements Outcome {}

    record Failed(Problem problem) implements Outcome {}
}
