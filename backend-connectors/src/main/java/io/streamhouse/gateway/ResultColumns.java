package io.streamhouse.gateway;

import io.streamhouse.model.Column;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The columns of a result and how their values are read. */
final class ResultColumns {

    private final List<Column> columns;
    private final List<ValueReader> readers;

    private ResultColumns(List<Column> columns, List<ValueReader> readers) {
        this.columns = columns;
        this.readers = readers;
    }

    /** @param zone the session's time zone: the gateway writes TIMESTAMP_LTZ as the wall clock there */
    static ResultColumns of(JsonNode columnInfos, ZoneId zone) {
        List<Column> columns = new ArrayList<>();
        List<ValueReader> readers = new ArrayList<>();
        for (JsonNode info : columnInfos) {
            JsonNode type = info.path("logicalType");
            columns.add(new Column(
                    info.path("name").asString(),
                    LogicalTypes.text(type),
                    type.path("nullable").asBoolean(true),
                    text(info.get("comment")),
                    Optional.empty()));
            readers.add(LogicalTypes.reader(type, zone));
        }
        return new ResultColumns(List.copyOf(columns), List.copyOf(readers));
    }

    private static Optional<String> text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node.asString());
    }

    List<Column> columns() {
        return columns;
    }

    List<Row> rows(JsonNode data) {
        List<Row> rows = new ArrayList<>(data.size());
        for (JsonNode row : data) {
            JsonNode fields = row.path("fields");
            List<@Nullable Object> values = new ArrayList<>(readers.size());
            for (int i = 0; i < readers.size(); i++) {
                JsonNode field = fields.get(i);
                values.add(
                        field == null || field.isNull() ? null : readers.get(i).read(field));
            }
            rows.add(new Row(kind(row.path("kind").asString("INSERT")), values));
        }
        return rows;
    }

    private static RowKind kind(String name) {
        return switch (name) {
            case "UPDATE_BEFORE" -> RowKind.UPDATE_BEFORE;
            case "UPDATE_AFTER" -> RowKind.UPDATE_AFTER;
            case "DELETE" -> RowKind.DELETE;
            default -> RowKind.INSERT;
        };
    }

    /** Reads one value that is not null. */
    interface ValueReader {
        @Nullable Object read(JsonNode value);
    }
}
