package io.streamhouse.sample;

import io.streamhouse.model.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rows to be written, by table. */
final class Changes {

    private final Map<ShopTable, List<Row>> rows = new EnumMap<>(ShopTable.class);

    void add(ShopTable table, Row row) {
        rows.computeIfAbsent(table, ignored -> new ArrayList<>()).add(row);
    }

    List<Row> of(ShopTable table) {
        return rows.getOrDefault(table, List.of());
    }

    long count() {
        return rows.values().stream().mapToLong(List::size).sum();
    }
}
