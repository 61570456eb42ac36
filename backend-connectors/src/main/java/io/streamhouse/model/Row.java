package io.streamhouse.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row and how it changes its relation.
 *
 * <p>Values are JDK types in the order of the columns: {@code Boolean}, {@code Byte … Long}, {@code Float},
 * {@code Double}, {@code BigDecimal}, {@code String}, {@code byte[]}, {@code LocalDate}, {@code LocalTime},
 * {@code LocalDateTime} for TIMESTAMP, {@code Instant} for TIMESTAMP_LTZ, {@code List} for ARRAY, {@code Map} for MAP,
 * {@code List} of field values for ROW; null for NULL.
 */
public record Row(RowKind kind, List<@Nullable Object> values) {

    public Row {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Row insert(@Nullable Object... values) {
        return new Row(RowKind.INSERT, java.util.Arrays.asList(values));
    }

    public static Row of(RowKind kind, @Nullable Object... values) {
        return new Row(kind, java.util.Arrays.asList(values));
    }
}
