package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.plan.metadata.FlinkRelMetadataQuery;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;

/**
 * The rows of a query as the plan before optimisation tells of them.
 *
 * @param keys columns that tell rows apart
 * @param nonNull columns by index where no row is null, though the type of some would let it: a filter sees to that
 */
record LogicalResult(RowType row, Set<ImmutableBitSet> keys, ImmutableBitSet nonNull) {

    /** How columns are called by the validator that nobody has named. */
    private static final String MADE_UP = "EXPR$";

    static LogicalResult of(RelNode tree) {
        RowType row =
                (RowType) LogicalTypeUtils.removeTimeAttributes(FlinkTypeFactory.toLogicalRowType(tree.getRowType()));
        FlinkRelMetadataQuery metadata =
                FlinkRelMetadataQuery.reuseOrCreate(tree.getCluster().getMetadataQuery());
        Set<ImmutableBitSet> keys = metadata.getUniqueKeys(tree);
        ImmutableBitSet.Builder nonNull = ImmutableBitSet.builder();
        for (int at = 0; at < row.getFieldCount(); at++) {
            checkType(row.getFieldNames().get(at), row.getTypeAt(at));
            if (NonNull.column(tree, at, metadata)) {
                nonNull.set(at);
            }
        }
        return new LogicalResult(row, keys == null ? Set.of() : new HashSet<>(keys), nonNull.build());
    }

    private static void checkType(String name, LogicalType type) {
        LogicalTypeRoot root = type.getTypeRoot();
        if (root == LogicalTypeRoot.NULL
                || root == LogicalTypeRoot.INTERVAL_DAY_TIME
                || root == LogicalTypeRoot.INTERVAL_YEAR_MONTH) {
            throw new ProblemException(Problem.of(
                    ErrorCode.NOT_SUPPORTED,
                    "The column '" + name + "' has the type " + type.copy(true).asSummaryString()
                            + ", which no table can hold",
                    "Give it another with CAST"));
        }
    }

    /** @param key the columns of the key, which are NOT NULL where no row is null */
    List<Column> columns(ImmutableBitSet key) {
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < row.getFieldCount(); at++) {
            LogicalType type = row.getTypeAt(at);
            boolean nullable = type.isNullable() && !(key.get(at) && nonNull.get(at));
            columns.add(new Column(
                    row.getFieldNames().get(at),
                    type.copy(true).asSummaryString(),
                    nullable,
                    Optional.empty(),
                    Optional.empty()));
        }
        return columns;
    }

    /** The first key that can be a primary key; else the first; empty if there is none. */
    ImmutableBitSet primaryKey(List<ImmutableBitSet> sorted) {
        for (ImmutableBitSet key : sorted) {
            if (!key.isEmpty() && nonNull.contains(key)) {
                return key;
            }
        }
        if (sorted.contains(ImmutableBitSet.of()) && !nonNull.isEmpty()) {
            // One row at most: any column tells it apart, if only it is there.
            return ImmutableBitSet.of(nonNull.nth(0));
        }
        return sorted.stream().filter(key -> !key.isEmpty()).findFirst().orElse(ImmutableBitSet.of());
    }

    ImmutableBitSet indexes(List<String> names) {
        ImmutableBitSet.Builder indexes = ImmutableBitSet.builder();
        for (int at = 0; at < row.getFieldCount(); at++) {
            if (names.contains(row.getFieldNames().get(at))) {
                indexes.set(at);
            }
        }
        return indexes.build();
    }

    List<String> names(ImmutableBitSet columns) {
        return columns.asList().stream().map(row.getFieldNames()::get).toList();
    }

    Set<String> neverNull() {
        return new HashSet<>(names(nonNull));
    }

    List<String> warnings() {
        return row.getFieldNames().stream()
                .filter(name -> name.startsWith(MADE_UP))
                .map(name -> "The column " + name + " has no name of its own: give it one with AS")
                .toList();
    }
}
