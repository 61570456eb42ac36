package io.streamhouse.model;

import java.util.List;
import java.util.Optional;

/** The shape of a relation: its columns in order, its keys, and the column and expression its event time comes from. */
public record Schema(
        List<Column> columns, List<String> primaryKey, List<String> partitionKeys, Optional<Watermark> watermark) {

    /** Event time of a relation: {@code WATERMARK FOR column AS expression}. */
    public record Watermark(String column, String expression) {}

    public Schema {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        partitionKeys = List.copyOf(partitionKeys);
    }

    public static Schema of(Column... columns) {
        return new Schema(List.of(columns), List.of(), List.of(), Optional.empty());
    }

    public Schema withPrimaryKey(String... key) {
        return new Schema(columns, List.of(key), partitionKeys, watermark);
    }

    public Schema withPartitionKeys(String... keys) {
        return new Schema(columns, primaryKey, List.of(keys), watermark);
    }

    public Schema withWatermark(String column, String expression) {
        return new Schema(columns, primaryKey, partitionKeys, Optional.of(new Watermark(column, expression)));
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The columns that hold data, without computed ones: what a row written to the relation consists of. */
    public List<Column> storedColumns() {
        return columns.stream().filter(column -> column.computedAs().isEmpty()).toList();
    }
}
