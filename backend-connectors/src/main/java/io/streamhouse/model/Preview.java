package io.streamhouse.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * The first rows of a table at one of its snapshots.
 *
 * @param snapshot empty for a table never written to
 */
public record Preview(List<Column> columns, List<Row> rows, boolean truncated, OptionalLong snapshot) {
    public Preview {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
