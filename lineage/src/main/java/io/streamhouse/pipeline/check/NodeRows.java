package io.streamhouse.pipeline.check;

import io.streamhouse.pipeline.check.PipelineColumn.Time;
import io.streamhouse.plan.TypedQuery.Field;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;

/** The rows that come out of a node, with what the nodes after it have to know of their columns. */
record NodeRows(List<Column> columns) {

    /** What a column says of the window that its row belongs to. */
    enum Role {
        NONE,
        WINDOW_START,
        WINDOW_END,
        WINDOW_TIME
    }

    /** @param type with its nullability, and what makes it a time attribute */
    record Column(String name, LogicalType type, Role role) {

        Time time() {
            if (LogicalTypeChecks.isProctimeAttribute(type)) {
                return Time.PROCESSING;
            }
            return LogicalTypeChecks.isRowtimeAttribute(type) ? Time.EVENT : Time.NO;
        }

        Column as(Role other) {
            return new Column(name, type, other);
        }

        /** The same point in time, without anything to go by it. */
        Column withoutTime() {
            return time() == Time.NO ? this : new Column(name, LogicalTypeUtils.removeTimeAttributes(type), role);
        }

        boolean isPointInTime() {
            return type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                    || type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        }

        /** Its type as people write it, without its nullability. */
        String words() {
            return LogicalTypeUtils.removeTimeAttributes(type).copy(true).asSummaryString();
        }

        Field field() {
            return Field.of(name, type);
        }
    }

    NodeRows {
        columns = List.copyOf(columns);
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    List<Field> fields() {
        return columns.stream().map(Column::field).toList();
    }

    boolean hasTime() {
        return columns.stream().anyMatch(column -> column.time() != Time.NO);
    }

    boolean hasWindow() {
        return columns.stream().anyMatch(column -> column.role() == Role.WINDOW_START)
                && columns.stream().anyMatch(column -> column.role() == Role.WINDOW_END);
    }

    NodeRows withoutTime() {
        return new NodeRows(columns.stream()
                .map(column -> column.withoutTime().as(Role.NONE))
                .toList());
    }

    List<PipelineColumn> told() {
        return columns.stream()
                .map(column -> new PipelineColumn(
                        column.name(), column.words(), column.type().isNullable(), column.time()))
                .toList();
    }
}
