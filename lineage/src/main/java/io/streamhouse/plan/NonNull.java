package io.streamhouse.plan;

import java.util.Set;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Tells whether a column is never null, though its type would let it: because of a filter, or a join's condition. */
final class NonNull {

    /** What gives null for nothing but null; not arithmetic, which in Flink gives null where it overflows. */
    private static final Set<SqlKind> PASSING = Set.of(SqlKind.CAST, SqlKind.FLOOR, SqlKind.CEIL, SqlKind.EXTRACT);

    private NonNull() {}

    static boolean column(RelNode rel, int column, RelMetadataQuery metadata) {
        if (!rel.getRowType().getFieldList().get(column).getType().isNullable()) {
            return true;
        }
        RelOptPredicateList known = metadata.getPulledUpPredicates(rel);
        ImmutableBitSet alone = ImmutableBitSet.of(column);
        if (known != null
                && known.pulledUpPredicates.stream().anyMatch(predicate -> Strong.isNotTrue(predicate, alone))) {
            return true;
        }
        if (rel instanceof Project project) {
            return expression(project.getProjects().get(column), project.getInput(), metadata);
        } else if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && column < aggregate.getGroupCount()
                    && column(aggregate.getInput(), aggregate.getGroupSet().nth(column), metadata);
        }
        return (rel instanceof Filter || rel instanceof Sort) && column(rel.getInput(0), column, metadata);
    }

    private static boolean expression(RexNode expression, RelNode input, RelMetadataQuery metadata) {
        if (!expression.getType().isNullable()) {
            return true;
        }
        if (expression instanceof RexInputRef column) {
            return column(input, column.getIndex(), metadata);
        }
        return expression instanceof RexCall call
                && PASSING.contains(call.getKind())
                && !SqlTypeUtil.isDecimal(call.getType())
                && call.getOperands().stream().allMatch(operand -> expression(operand, input, metadata));
    }
}
