package io.streamhouse.plan;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeMerging;

/**
 * Finds comparisons of values that Flink has no way to compare, a number with text above all. Its validator accepts them,
 * and its code generator refuses them when the job is made.
 */
final class Comparisons extends SqlBasicVisitor<Void> {

    private final SqlValidator validator;
    private final List<Problem> mismatches = new ArrayList<>();

    private Comparisons(SqlValidator validator) {
        this.validator = validator;
    }

    static List<Problem> mismatches(SqlNode validated, SqlValidator validator) {
        Comparisons comparisons = new Comparisons(validator);
        validated.accept(comparisons);
        return comparisons.mismatches;
    }

    @Override
    public Void visit(SqlCall call) {
        SqlKind kind = call.getKind();
        if (SqlKind.COMPARISON.contains(kind)
                || kind == SqlKind.IN
                || kind == SqlKind.NOT_IN
                || kind == SqlKind.BETWEEN) {
            List<SqlNode> operands = call.getOperandList();
            for (int at = 1; at < operands.size(); at++) {
                SqlNode other = operands.get(at);
                if (other instanceof SqlNodeList list) {
                    list.forEach(each -> compare(operands.get(0), each));
                } else {
                    compare(operands.get(0), other);
                }
            }
        }
        return super.visit(call);
    }

    private void compare(SqlNode left, SqlNode right) {
        Optional<LogicalType> one = type(left);
        Optional<LogicalType> other = type(right);
        if (one.isEmpty() || other.isEmpty() || comparable(one.get(), other.get())) {
            return;
        }
        SqlParserPos place = left.getParserPosition();
        mismatches.add(Problem.of(
                        ErrorCode.INVALID_STATEMENT,
                        "Flink can't compare " + words(left, one.get()) + " with " + words(right, other.get()),
                        "Convert one of them: CAST(… AS " + one.get().copy(true).asSummaryString() + ")")
                .at(new Position(Math.max(1, place.getLineNum()), Math.max(1, place.getColumnNum()))));
    }

    private static String words(SqlNode node, LogicalType type) {
        String summary = type.copy(true).asSummaryString();
        return node instanceof org.apache.calcite.sql.SqlIdentifier identifier
                ? identifier.names.getLast() + " (" + summary + ")"
                : summary;
    }

    private Optional<LogicalType> type(SqlNode node) {
        if (node.isA(SqlKind.QUERY)) {
            return Optional.empty();
        }
        RelDataType type = validator.getValidatedNodeTypeIfKnown(node);
        return type == null || type.isStruct() && type.getFieldCount() == 0
                ? Optional.empty()
                : Optional.of(FlinkTypeFactory.toLogicalType(type));
    }

    /** Values with a common type are, and points in time with text, which is read as one. */
    static boolean comparable(LogicalType left, LogicalType right) {
        if (left.is(LogicalTypeRoot.NULL) || right.is(LogicalTypeRoot.NULL)) {
            return true;
        }
        boolean times = left.isAnyOf(LogicalTypeFamily.DATETIME) && right.isAnyOf(LogicalTypeFamily.CHARACTER_STRING)
                || right.isAnyOf(LogicalTypeFamily.DATETIME) && left.isAnyOf(LogicalTypeFamily.CHARACTER_STRING);
        return times
                || left.is(right.getTypeRoot())
                || LogicalTypeMerging.findCommonType(List.of(left, right)).isPresent();
    }
}
