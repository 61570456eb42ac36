package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeRows.Column;
import io.streamhouse.pipeline.check.NodeRows.Role;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import io.streamhouse.plan.TypedQuery;
import java.util.List;
import java.util.Optional;

/** Looks at a node that joins its inputs: which of their times are still there, and what it remembers. */
final class JoinRows {

    private final NodeInputs inputs;
    private final NodeTyper typer;
    private final Findings findings;

    JoinRows(NodeInputs inputs, NodeTyper typer, Findings findings) {
        this.inputs = inputs;
        this.typer = typer;
        this.findings = findings;
    }

    Optional<NodeRows> of(Step.Join join) {
        return typer.typed(join).map(query -> joined(join, query));
    }

    private NodeRows joined(Step.Join join, TypedQuery query) {
        warnOfSameNames(join.columns(), join.kind());
        if (join.kind() == Step.JoinKind.INNER && join.on().isBlank()) {
            findings.warning(
                    "on", "Each row of the one is put beside each of the other", "Say what makes rows belong together");
        }
        NodeRows rows =
                new NodeRows(query.fields().stream().map(inputs::computed).toList());
        boolean mayGoByTime = inputs.rows().stream().allMatch(NodeRows::hasTime)
                || inputs.rows().stream().allMatch(NodeRows::hasWindow);
        return mayGoByTime ? typer.asStreamed(rows) : rows.withoutTime();
    }

    Optional<NodeRows> of(Step.IntervalJoin join) {
        return typer.typed(join).map(query -> joined(join, query));
    }

    private NodeRows joined(Step.IntervalJoin join, TypedQuery query) {
        warnOfSameNames(join.columns(), join.kind());
        NodeRows rows = new NodeRows(query.fields().stream()
                .map(field -> inputs.computed(field).as(Role.NONE))
                .toList());
        boolean left = timeOf(join.leftTime(), 0, "leftTime");
        boolean right = timeOf(join.rightTime(), 1, "rightTime");
        if (join.kind() == Step.JoinKind.SEMI || join.kind() == Step.JoinKind.ANTI) {
            findings.warning(
                    "kind",
                    "As a stream, a join by interval of this kind remembers all rows, as one without an interval does",
                    "Use an inner or an outer join to let rows go");
            return rows.withoutTime();
        }
        return left && right ? rows : rows.withoutTime();
    }

    private boolean timeOf(String expression, int port, String field) {
        Optional<Column> column = inputs.plain(expression, port);
        if (column.isPresent() && column.get().time() != Time.NO) {
            return true;
        }
        findings.warning(
                field,
                "“" + expression + "” is no time attribute: as a stream, the join remembers all rows",
                "Give its table a watermark on it, to have rows let go");
        return false;
    }

    Optional<NodeRows> of(Step.TemporalJoin join) {
        warnOfSameNames(join.columns(), join.kind());
        Optional<Column> time = inputs.plain(join.time(), 0);
        if (time.isEmpty()) {
            findings.blocking(
                    "time",
                    ErrorCode.NOT_FOUND,
                    "The left input has no column " + join.time(),
                    "Choose one of its times" + inputs.times());
            return Optional.empty();
        } else if (time.get().time() == Time.NO) {
            findings.blocking(
                    "time",
                    ErrorCode.INVALID_STATEMENT,
                    "“" + join.time() + "” is no time attribute, and a temporal join goes by one",
                    "Use a time with a watermark, or for a lookup a column PROCTIME() computed before it");
            return Optional.empty();
        }
        return typer.typed(join)
                .map(query -> new NodeRows(query.fields().stream()
                        .map(field -> {
                            boolean ofLeft = field.from()
                                    .filter(from ->
                                            from.input().equals(inputs.names().get(0)))
                                    .isPresent();
                            return ofLeft
                                    ? inputs.computed(field)
                                    : inputs.computed(field).withoutTime().as(Role.NONE);
                        })
                        .toList()));
    }

    /** What a join of all columns calls those that both inputs have. */
    private void warnOfSameNames(List<NamedExpression> chosen, Step.JoinKind kind) {
        boolean both = kind != Step.JoinKind.SEMI && kind != Step.JoinKind.ANTI;
        if (!chosen.isEmpty() || !both) {
            return;
        }
        List<String> twice = inputs.first().names().stream()
                .filter(inputs.rows().get(1).names()::contains)
                .map(Identifiers::plain)
                .toList();
        if (!twice.isEmpty()) {
            findings.warning(
                    "columns",
                    "Both inputs have " + FieldChecks.list(twice) + ": that of the right is called " + twice.get(0)
                            + "0 from here on",
                    "Choose the columns to give them names");
        }
    }
}
