package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeRows.Column;
import io.streamhouse.pipeline.check.NodeRows.Role;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import io.streamhouse.plan.TypedQuery.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeMerging;

/** Looks at a node that puts its inputs together: whether their columns are alike. */
final class CombinedRows {

    private final NodeInputs inputs;
    private final NodeTyper typer;
    private final Findings findings;

    CombinedRows(NodeInputs inputs, NodeTyper typer, Findings findings) {
        this.inputs = inputs;
        this.typer = typer;
        this.findings = findings;
    }

    Optional<NodeRows> of(Step.SetOperation operation) {
        NodeRows first = inputs.first();
        for (int input = 1; input < inputs.rows().size(); input++) {
            compare(first, inputs.rows().get(input), input, operation.kind());
        }
        if (findings.areBlocking()) {
            return Optional.empty();
        }
        return typer.typed(operation).map(query -> {
            List<Column> columns = new ArrayList<>();
            for (int at = 0; at < query.fields().size(); at++) {
                Field field = query.fields().get(at);
                Role role = first.columns().get(at).role();
                boolean same = true;
                for (NodeRows other : inputs.rows()) {
                    same &= other.columns().get(at).role() == role;
                }
                columns.add(new Column(field.name(), field.type(), same ? role : Role.NONE));
            }
            NodeRows rows = new NodeRows(columns);
            return operation.kind() == Step.SetKind.UNION_ALL ? rows : rows.withoutTime();
        });
    }

    private void compare(NodeRows first, NodeRows other, int input, Step.SetKind kind) {
        String field = "inputs[" + inputs.ports().get(input) + "]";
        String name = "“" + inputs.names().get(input) + "”";
        String firstName = "“" + inputs.names().get(0) + "”";
        if (first.columns().size() != other.columns().size()) {
            findings.blocking(
                    field,
                    ErrorCode.INVALID_STATEMENT,
                    name + " has " + other.columns().size() + " columns, and " + firstName + " has "
                            + first.columns().size(),
                    "Choose the same columns of both before they are put together");
            return;
        }
        for (int at = 0; at < first.columns().size(); at++) {
            Column one = first.columns().get(at);
            Column two = other.columns().get(at);
            LogicalType left = one.withoutTime().type();
            LogicalType right = two.withoutTime().type();
            if (LogicalTypeMerging.findCommonType(List.of(left, right)).isEmpty()) {
                findings.blocking(
                        field,
                        ErrorCode.INVALID_STATEMENT,
                        "Column " + (at + 1) + " of " + name + " (" + two.name() + ") is " + two.words()
                                + ", and that of " + firstName + " (" + one.name() + ") is " + one.words(),
                        "Convert one of them before: CAST(" + Identifiers.plain(two.name()) + " AS " + one.words()
                                + ")");
                return;
            } else if (kind == Step.SetKind.UNION_ALL && one.time() != two.time()) {
                findings.inStreams(
                        field,
                        "Column " + (at + 1) + " is a time attribute in " + (one.time() == Time.NO ? name : firstName)
                                + " and in " + (one.time() == Time.NO ? firstName : name)
                                + " it is not, or of another kind",
                        "Make it a plain point in time before: CAST(… AS TIMESTAMP(3))");
                return;
            }
        }
    }
}
