package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeRows.Column;
import io.streamhouse.pipeline.check.NodeRows.Role;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import io.streamhouse.plan.TypedQuery;
import io.streamhouse.plan.TypedQuery.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a node that cuts time into windows: whether its input has a time for that. */
final class WindowRows {

    private static final Set<String> WINDOW_COLUMNS = Set.of("window_start", "window_end", "window_time");

    private final NodeInputs inputs;
    private final NodeTyper typer;
    private final Findings findings;

    WindowRows(NodeInputs inputs, NodeTyper typer, Findings findings) {
        this.inputs = inputs;
        this.typer = typer;
        this.findings = findings;
    }

    Optional<NodeRows> of(Step.Window window) {
        NodeRows input = inputs.first();
        Optional<Column> time = input.column(window.time());
        if (time.isEmpty()) {
            findings.blocking(
                    "time",
                    ErrorCode.NOT_FOUND,
                    "The input has no column " + window.time(),
                    "Choose one of its times" + inputs.times());
            return Optional.empty();
        } else if (!time.get().isPointInTime()) {
            findings.blocking(
                    "time",
                    ErrorCode.INVALID_STATEMENT,
                    "“" + window.time() + "” is no point in time but "
                            + time.get().words(),
                    "Choose a TIMESTAMP" + inputs.times());
            return Optional.empty();
        }
        List<String> windows =
                input.names().stream().filter(WINDOW_COLUMNS::contains).toList();
        if (!windows.isEmpty()) {
            findings.blocking(
                    "inputs[0]",
                    ErrorCode.INVALID_STATEMENT,
                    "The input has " + FieldChecks.list(windows) + " already, which a window adds",
                    "Give them other names before, or leave them out");
            return Optional.empty();
        }
        Optional<TypedQuery> query = typer.typed(window);
        if (query.isPresent() && time.get().time() == Time.NO) {
            findings.inStreams(
                    "time",
                    "“" + window.time() + "” is no event time here, which a window needs",
                    "Give its table a watermark on it; joins without an interval and aggregates lose it, so cut windows"
                            + " before them");
        }
        return query.map(typed -> windowed(typed, time.get()));
    }

    private NodeRows windowed(TypedQuery query, Column time) {
        int before = query.fields().size() - 3;
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < query.fields().size(); at++) {
            Field field = query.fields().get(at);
            Column column = new Column(field.name(), field.type(), Role.NONE);
            Column kept = inputs.first().column(field.name()).isPresent() ? column : column.withoutTime();
            columns.add(
                    switch (at - before) {
                        case 0 -> column.withoutTime().as(Role.WINDOW_START);
                        case 1 -> column.withoutTime().as(Role.WINDOW_END);
                        case 2 -> (time.time() == Time.NO ? column.withoutTime() : column).as(Role.WINDOW_TIME);
                        default -> kept;
                    });
        }
        return new NodeRows(columns);
    }
}
