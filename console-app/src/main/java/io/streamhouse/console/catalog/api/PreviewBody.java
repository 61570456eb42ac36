package io.streamhouse.console.catalog.api;

import io.streamhouse.model.Column;
import io.streamhouse.model.Preview;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Values in the order of the columns; numbers, booleans, lists and maps as such, everything else as text. */
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
        List<@Nullable Object> values = new ArrayList<>();
        row.values().forEach(value -> values.add(json(value)));
        return new RowBody(row.kind().shortForm(), values);
    }

    private static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case BigDecimal number -> number;
            case Number number -> number;
            case List<?> items -> {
                List<@Nullable Object> list = new ArrayList<>();
                items.forEach(item -> list.add(json(item)));
                yield list;
            }
            case Map<?, ?> entries -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries.forEach((key, item) -> map.put(ValueText.of(key), json(item)));
                yield map;
            }
            default -> ValueText.of(value);
        };
    }
}
