package io.streamhouse.paimon;

import io.streamhouse.model.Column;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.paimon.types.DataField;
import org.apache.paimon.types.RowType;

/**
 * Reads shapes of relations. What Paimon has no place for (computed columns, the watermark) Flink keeps in options
 * under {@code schema.}: it is read back into the schema and left out of the options.
 */
final class Schemas {

    private static final Pattern SHAPE_OPTION = Pattern.compile("schema\\.(\\d+|watermark)\\..*");
    private static final Pattern COLUMN_NAME_OPTION = Pattern.compile("schema\\.\\d+\\.name");
    private static final String WATERMARK = "schema.watermark.0.";
    private static final String TYPE = "type";
    private static final String MATERIALIZED_TABLE = "materialized-table";
    private static final String DEFINITION = "materialized-table.definition-query";

    private Schemas() {}

    static RelationKind kind(Map<String, String> options) {
        return MATERIALIZED_TABLE.equals(options.get(TYPE)) ? RelationKind.MATERIALIZED_VIEW : RelationKind.TABLE;
    }

    static Relation relation(RelationId id, Schema schema, Map<String, String> stored, Optional<String> comment) {
        Map<String, String> options = options(stored);
        return switch (kind(stored)) {
            case MATERIALIZED_VIEW ->
                new Relation.MaterializedView(id, schema, stored.getOrDefault(DEFINITION, ""), options, comment);
            case TABLE, VIEW -> new Relation.BaseTable(id, schema, options, comment);
        };
    }

    /** The options a person may have set: without the shape kept in them and without the table's own path. */
    static Map<String, String> options(Map<String, String> stored) {
        Map<String, String> shown = new TreeMap<>(stored);
        shown.keySet().removeIf(key -> SHAPE_OPTION.matcher(key).matches());
        shown.remove("path");
        return shown;
    }

    static Schema schema(
            RowType rowType, List<String> primaryKey, List<String> partitionKeys, Map<String, String> options) {
        return new Schema(columns(rowType, options), primaryKey, partitionKeys, watermark(options));
    }

    static Column column(DataField field) {
        return new Column(
                field.name(),
                FlinkTypes.sql(field.type()),
                field.type().isNullable(),
                Optional.ofNullable(field.description()).filter(text -> !text.isEmpty()),
                Optional.empty());
    }

    private static List<Column> columns(RowType rowType, Map<String, String> options) {
        List<String> stored = rowType.getFieldNames();
        long others = options.entrySet().stream()
                .filter(option -> COLUMN_NAME_OPTION.matcher(option.getKey()).matches())
                .filter(option -> !stored.contains(option.getValue()))
                .count();
        List<Column> columns = new ArrayList<>();
        int nextStored = 0;
        for (int at = 0; at < stored.size() + others; at++) {
            String name = options.get("schema." + at + ".name");
            if (name != null && !stored.contains(name)) {
                columns.add(notStored(name, "schema." + at + ".", options));
            } else if (nextStored < stored.size()) {
                columns.add(column(rowType.getFields().get(nextStored++)));
            }
        }
        return columns;
    }

    private static Column notStored(String name, String prefix, Map<String, String> options) {
        String type = options.getOrDefault(prefix + "data-type", "STRING");
        boolean nullable = !type.endsWith(" NOT NULL");
        String computedAs = options.getOrDefault(
                prefix + "expr", "METADATA FROM '" + options.getOrDefault(prefix + "metadata", name) + "'");
        return new Column(
                name,
                flinkName(nullable ? type : type.substring(0, type.length() - " NOT NULL".length())),
                nullable,
                Optional.ofNullable(options.get(prefix + "comment")),
                Optional.of(computedAs));
    }

    /** Flink stores its long forms. */
    private static String flinkName(String type) {
        return switch (type) {
            case "VARCHAR(2147483647)" -> "STRING";
            case "VARBINARY(2147483647)" -> "BYTES";
            default -> type.replaceAll("TIMESTAMP\\((\\d)\\) WITH LOCAL TIME ZONE", "TIMESTAMP_LTZ($1)");
        };
    }

    private static Optional<Schema.Watermark> watermark(Map<String, String> options) {
        String column = options.get(WATERMARK + "rowtime");
        String expression = options.get(WATERMARK + "strategy.expr");
        return column == null || expression == null
                ? Optional.empty()
                : Optional.of(new Schema.Watermark(column, expression));
    }
}
