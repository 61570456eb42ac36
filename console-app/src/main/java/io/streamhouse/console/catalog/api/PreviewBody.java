package io.streamhouse.console.catalog.api;

import io.streamhouse.console.http.JsonValues;
import io.streamhouse.model.Column;
import io.streamhouse.model.Preview;
import io.streamhouse.model.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a relation.
 *
 * @param snapshot the one read; null for a table never written to
 */
record PreviewBody(
        List<ColumnBody> columns,
        List<RowBody> rows,
        boolean truncated,
        @Nullable Long snapshot) {

    /** A column of the rows. */
    record ColumnBody(String name, String type) {}

    /** Values in the order of the columns. */
    record RowBody(String kind, List<@Nullable Object> values) {}

    static PreviewBody of(Preview preview) {
        return new PreviewBody(
                preview.columns().stream()
                        .map((Column column) -> new ColumnBody(column.name(), column.type()))
                        .toList(),
                preview.rows().stream().map(PreviewBody::row).toList(),
                preview.truncated(),
                preview.snapshot().isPresent() ? preview.snapshot().getAsLong() : null);
    }

    private static RowBody row(Row row) {
        return new RowBody(row.kind().shortForm(), JsonValues.all(row.values()));
    }
}
