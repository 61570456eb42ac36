package io.streamhouse.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;
import org.apache.flink.table.planner.plan.logical.SessionWindowSpec;
import org.apache.flink.table.planner.plan.metadata.FlinkRelMetadataQuery;
import org.apache.flink.table.planner.plan.nodes.calcite.Rank;
import org.apache.flink.table.planner.plan.nodes.common.CommonPhysicalWindowTableFunction;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalCalcBase;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalChangelogNormalize;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalCorrelateBase;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalDropUpdateBefore;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalExchange;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalExpand;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalGroupAggregateBase;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalGroupWindowAggregateBase;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalIntervalJoin;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalLimit;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalLookupJoin;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalMatch;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalMiniBatchAssigner;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalOverAggregateBase;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalProcessTableFunction;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalRank;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalRel;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalSort;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalSortLimit;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalTableSourceScan;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalTemporalJoin;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalTemporalSort;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalUnion;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalValues;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalWatermarkAssigner;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalWindowAggregateBase;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalWindowDeduplicate;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalWindowJoin;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalWindowRank;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalWindowTableFunction;
import org.apache.flink.table.planner.plan.optimize.StreamNonDeterministicUpdatePlanVisitor;
import org.apache.flink.table.planner.plan.utils.ChangelogPlanUtils;
import org.apache.flink.table.planner.plan.utils.FlinkRexUtil;

/** What the physical plan of a streaming query says: read from its operators, never from the query's words. */
final class PhysicalPlan {

    /** Constructs of a query, as its reader calls them. */
    enum Construct {
        WINDOW_AGGREGATION("window aggregation"),
        SESSION_WINDOW("session window"),
        WINDOW_JOIN("window join"),
        WINDOW_TOP_N("window top-N"),
        INTERVAL_JOIN("interval join"),
        TEMPORAL_JOIN("temporal join"),
        OVER("OVER aggregation"),
        DEDUPLICATION("deduplication by event time"),
        MATCH("MATCH_RECOGNIZE"),
        TEMPORAL_SORT("ORDER BY event time"),
        LIMIT("LIMIT"),
        SORT("ORDER BY"),
        LOOKUP("lookup join"),
        OTHER("event-time operation");

        private final String words;

        Construct(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** The construct whose operator a refusal of the planner names, as in {@code OverAggregate doesn't support …}. */
        static Optional<Construct> named(String refusal) {
            if (refusal.startsWith("Match")) {
                return Optional.of(MATCH);
            } else if (refusal.contains("OverAgg")) {
                return Optional.of(OVER);
            } else if (refusal.contains("IntervalJoin")) {
                return Optional.of(INTERVAL_JOIN);
            } else if (refusal.contains("WindowJoin")) {
                return Optional.of(WINDOW_JOIN);
            } else if (refusal.contains("WindowRank") || refusal.contains("WindowDeduplicate")) {
                return Optional.of(WINDOW_TOP_N);
            }
            return refusal.contains("Window") ? Optional.of(WINDOW_AGGREGATION) : Optional.empty();
        }
    }

    /** The planner's own list of functions that it must not compute beforehand, since time goes on in a stream. */
    private static final Set<SqlOperator> TIME_DEPENDENT = Set.copyOf(FlinkSqlOperatorTable.dynamicFunctions(false));

    private final StreamPhysicalRel root;
    private final Set<ImmutableBitSet> logicalKeys;
    private final FlinkRelMetadataQuery metadata;
    private final Set<Construct> late = new LinkedHashSet<>();
    private final Set<Construct> refused = new LinkedHashSet<>();
    private final Set<String> timeDependent = new TreeSet<>();
    private final Set<String> random = new TreeSet<>();
    private final Set<String> orderDependent = new TreeSet<>();
    private final Set<String> fickleConditions = new TreeSet<>();
    private boolean stateful;
    private boolean ties;
    private boolean approximate;

    private PhysicalPlan(StreamPhysicalRel root, Set<ImmutableBitSet> logicalKeys) {
        this.root = root;
        this.logicalKeys = logicalKeys;
        this.metadata = FlinkRelMetadataQuery.reuseOrCreate(root.getCluster().getMetadataQuery());
    }

    /** @param logicalKeys columns that tell rows apart as the plan before optimisation says, which knows of windows' */
    static PhysicalPlan of(RelNode root, Set<ImmutableBitSet> logicalKeys) {
        PhysicalPlan plan = new PhysicalPlan((StreamPhysicalRel) root, logicalKeys);
        plan.read(root, ImmutableBitSet.range(root.getRowType().getFieldCount()));
        return plan;
    }

    /** Whether a plan, streaming or batch, assigns rows to windows that grow with them. */
    static boolean hasSessions(RelNode node) {
        boolean assigns = node instanceof CommonPhysicalWindowTableFunction window
                && window.windowing().getWindow() instanceof SessionWindowSpec;
        return assigns || node.getInputs().stream().anyMatch(PhysicalPlan::hasSessions);
    }

    boolean insertOnly() {
        return ChangelogPlanUtils.isInsertOnly(root);
    }

    boolean stateful() {
        return stateful;
    }

    /** What drops rows that come behind the watermark. */
    Set<Construct> late() {
        return late;
    }

    /** Whether event time only decides when windows are done: at the end of all rows they all are. */
    boolean waitsForWindowsOnly() {
        return Set.of(Construct.WINDOW_AGGREGATION, Construct.SESSION_WINDOW, Construct.WINDOW_TOP_N)
                .containsAll(late);
    }

    /** What can be run as a stream, but gives something that no change of a source can correct. */
    Set<Construct> refused() {
        return refused;
    }

    /** Functions whose value changes as time passes. */
    Set<String> timeDependent() {
        return timeDependent;
    }

    /** Functions that give another value each time. */
    Set<String> random() {
        return random;
    }

    /** Aggregates whose result depends on the order of their rows. */
    Set<String> orderDependent() {
        return orderDependent;
    }

    /** Whether rows of a top-N can tie. */
    boolean ties() {
        return ties;
    }

    /** Whether floating-point numbers are summed. */
    boolean approximate() {
        return approximate;
    }

    /**
     * Columns by index that tell rows apart, the sets with the fewest first, then those that stand first. By some of them
     * changes of a row may come out of order; Flink's sink puts them right, at the price of state.
     */
    List<ImmutableBitSet> keys() {
        Set<ImmutableBitSet> keys = new LinkedHashSet<>(upsertKeys());
        Set<ImmutableBitSet> unique = metadata.getUniqueKeys(root);
        keys.addAll(unique == null ? Set.of() : unique);
        keys.addAll(logicalKeys);
        List<ImmutableBitSet> sorted = new ArrayList<>(keys);
        sorted.sort(Comparator.comparingInt(ImmutableBitSet::cardinality)
                .thenComparing(ImmutableBitSet.COMPARATOR.reversed()));
        return sorted;
    }

    /** Those of the keys by which the changes of each row come in order. */
    Set<ImmutableBitSet> upsertKeys() {
        Set<ImmutableBitSet> keys = metadata.getUpsertKeys(root);
        return keys == null ? Set.of() : keys;
    }

    /**
     * What the planner's check for non-deterministic updates says of writing the result to a table with this key.
     *
     * @param key columns by index; empty for a table without key
     */
    Optional<String> nonDeterministicUpdates(ImmutableBitSet key) {
        if (!fickleConditions.isEmpty()) {
            return Optional.of("A condition changes its mind about a row: " + String.join(", ", fickleConditions));
        }
        if (insertOnly()) {
            return Optional.empty();
        }
        boolean byKey = upsertKeys().contains(key);
        ImmutableBitSet required =
                byKey ? key : ImmutableBitSet.range(root.getRowType().getFieldCount());
        try {
            new StreamNonDeterministicUpdatePlanVisitor().visit(root, required);
            return Optional.empty();
        } catch (TableException refusal) {
            return Optional.of(Refusals.sentence(refusal));
        }
    }

    /** @param used the columns of the node that what stands above it makes use of */
    private void read(RelNode node, ImmutableBitSet used) {
        stateful |= !isStateless(node);
        readTime(node);
        readOrder(node);
        if (node instanceof StreamPhysicalCalcBase calc) {
            RexProgram program = calc.getProgram();
            List<RexNode> live = new ArrayList<>();
            used.forEach(column ->
                    live.add(program.expandLocalRef(program.getProjectList().get(column))));
            if (program.getCondition() != null) {
                live.add(program.expandLocalRef(program.getCondition()));
            }
            live.forEach(this::readExpression);
            if (program.getCondition() != null && !ChangelogPlanUtils.inputInsertOnly(calc)) {
                readCondition(program.expandLocalRef(program.getCondition()));
            }
            read(calc.getInput(), RelOptUtil.InputFinder.bits(live, null));
            return;
        }
        readExpressions(node);
        if (node instanceof StreamPhysicalChangelogNormalize normalize && normalize.filterCondition() != null) {
            readExpression(normalize.filterCondition());
            readCondition(normalize.filterCondition());
        }
        for (RelNode input : node.getInputs()) {
            read(input, usedOfInput(node, input, used));
        }
    }

    /** What a node needs of its input: all, but for nodes that carry columns along which nobody asked for. */
    private static ImmutableBitSet usedOfInput(RelNode node, RelNode input, ImmutableBitSet used) {
        int columns = input.getRowType().getFieldCount();
        ImmutableBitSet all = ImmutableBitSet.range(columns);
        if (node instanceof StreamPhysicalWatermarkAssigner assigner) {
            return used.set(assigner.rowtimeFieldIndex());
        } else if (node instanceof StreamPhysicalWindowTableFunction window) {
            return used.intersect(all).set(window.windowing().getTimeAttributeIndex());
        } else if (node instanceof StreamPhysicalExchange || node instanceof StreamPhysicalDropUpdateBefore) {
            return used;
        } else if (node instanceof StreamPhysicalOverAggregateBase over) {
            ImmutableBitSet needed = used.intersect(all);
            for (Window.Group group : over.logicWindow().groups) {
                needed = needed.union(group.keys)
                        .union(ImmutableBitSet.of(group.orderKeys.getKeys()))
                        .union(RelOptUtil.InputFinder.bits(new ArrayList<RexNode>(group.aggCalls), null))
                        .intersect(all);
            }
            return needed;
        } else if (node instanceof StreamPhysicalMatch match) {
            List<RexNode> expressions =
                    new ArrayList<>(match.getLogicalMatch().measures().values());
            expressions.addAll(match.getLogicalMatch().patternDefinitions().values());
            return RelOptUtil.InputFinder.bits(expressions, null)
                    .union(match.getLogicalMatch().partitionKeys())
                    .union(ImmutableBitSet.of(
                            match.getLogicalMatch().orderKeys().getKeys()));
        }
        return all;
    }

    private static boolean isStateless(RelNode node) {
        return node instanceof StreamPhysicalCalcBase
                || node instanceof StreamPhysicalTableSourceScan
                || node instanceof StreamPhysicalValues
                || node instanceof StreamPhysicalUnion
                || node instanceof StreamPhysicalExchange
                || node instanceof StreamPhysicalExpand
                || node instanceof StreamPhysicalCorrelateBase
                || node instanceof StreamPhysicalDropUpdateBefore
                || node instanceof StreamPhysicalWatermarkAssigner
                || node instanceof StreamPhysicalMiniBatchAssigner
                || node instanceof StreamPhysicalLookupJoin
                || node instanceof StreamPhysicalWindowTableFunction window && !isSession(window);
    }

    private static boolean isSession(StreamPhysicalWindowTableFunction window) {
        return window.windowing().getWindow() instanceof SessionWindowSpec;
    }

    private void readTime(RelNode node) {
        if (node instanceof StreamPhysicalLimit) {
            refused.add(Construct.LIMIT);
        } else if (node instanceof StreamPhysicalSort) {
            refused.add(Construct.SORT);
        } else if (node instanceof StreamPhysicalLookupJoin) {
            refused.add(Construct.LOOKUP);
        } else if (node instanceof StreamPhysicalProcessTableFunction) {
            refused.add(Construct.OTHER);
        }
        boolean assignsOnly = node instanceof StreamPhysicalWindowTableFunction window && !isSession(window);
        if (node instanceof StreamPhysicalRel operator && operator.requireWatermark() && !assignsOnly) {
            late.add(construct(node));
        }
    }

    private static Construct construct(RelNode node) {
        if (node instanceof StreamPhysicalGroupWindowAggregateBase
                || node instanceof StreamPhysicalWindowAggregateBase) {
            return Construct.WINDOW_AGGREGATION;
        } else if (node instanceof StreamPhysicalWindowTableFunction) {
            return Construct.SESSION_WINDOW;
        } else if (node instanceof StreamPhysicalWindowJoin) {
            return Construct.WINDOW_JOIN;
        } else if (node instanceof StreamPhysicalWindowRank || node instanceof StreamPhysicalWindowDeduplicate) {
            return Construct.WINDOW_TOP_N;
        } else if (node instanceof StreamPhysicalIntervalJoin) {
            return Construct.INTERVAL_JOIN;
        } else if (node instanceof StreamPhysicalTemporalJoin) {
            return Construct.TEMPORAL_JOIN;
        } else if (node instanceof StreamPhysicalOverAggregateBase) {
            return Construct.OVER;
        } else if (node instanceof StreamPhysicalRank) {
            return Construct.DEDUPLICATION;
        } else if (node instanceof StreamPhysicalMatch) {
            return Construct.MATCH;
        } else if (node instanceof StreamPhysicalTemporalSort) {
            return Construct.TEMPORAL_SORT;
        }
        return Construct.OTHER;
    }

    private void readExpressions(RelNode node) {
        if (node instanceof StreamPhysicalCorrelateBase correlate) {
            readExpression(correlate.scan().getCall());
            if (correlate.condition().isDefined()) {
                readExpression((RexNode) correlate.condition().get());
            }
        }
        if (node instanceof StreamPhysicalMatch match) {
            match.getLogicalMatch().measures().values().forEach(this::readExpression);
            match.getLogicalMatch().patternDefinitions().values().forEach(this::readExpression);
        }
        node.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                readCall(call);
                return super.visitCall(call);
            }
        });
    }

    /**
     * A condition that says now this, now that of one row lets it in and does not let it out again. Flink's own check
     * overlooks it where rows have a key.
     */
    private void readCondition(RexNode condition) {
        FlinkRexUtil.getNonDeterministicCallName(condition).ifPresent(fickleConditions::add);
    }

    private void readExpression(RexNode expression) {
        expression.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
                readCall(call);
                return super.visitCall(call);
            }
        });
    }

    private void readCall(RexCall call) {
        if (FlinkTypeFactory.isProctimeIndicatorType(call.getType())) {
            timeDependent.add(call.getOperator().getName());
        } else {
            readOperator(call.getOperator());
        }
    }

    private void readOperator(SqlOperator operator) {
        if (operator.isDynamicFunction() || TIME_DEPENDENT.contains(operator)) {
            timeDependent.add(operator.getName());
        } else if (!operator.isDeterministic()) {
            random.add(operator.getName());
        }
    }

    private void readOrder(RelNode node) {
        if (node instanceof StreamPhysicalRank rank) {
            ties |= mayTie(rank.getInput(), rank.partitionKey(), rank.orderKey().getFieldCollations());
        } else if (node instanceof Rank rank) {
            ties |= mayTie(rank.getInput(), rank.partitionKey(), rank.orderKey().getFieldCollations());
        } else if (node instanceof StreamPhysicalSortLimit sort) {
            ties |= mayTie(
                    sort.getInput(), ImmutableBitSet.of(), sort.getCollation().getFieldCollations());
        } else if (node instanceof StreamPhysicalGroupAggregateBase aggregate) {
            scala.collection.JavaConverters.seqAsJavaList(aggregate.aggCalls()).forEach(this::readAggregate);
        } else if (node instanceof StreamPhysicalWindowAggregateBase aggregate) {
            scala.collection.JavaConverters.seqAsJavaList(aggregate.aggCalls()).forEach(this::readAggregate);
        } else if (node instanceof StreamPhysicalOverAggregateBase over) {
            for (Window.Group group : over.logicWindow().groups) {
                ties |= !isTime(over, group)
                        && mayTie(over.getInput(), group.keys, group.orderKeys.getFieldCollations());
                group.getAggregateCalls(over.logicWindow()).forEach(this::readAggregate);
            }
        }
    }

    private static boolean isTime(StreamPhysicalOverAggregateBase over, Window.Group group) {
        return group.orderKeys.getFieldCollations().stream()
                .anyMatch(key -> FlinkTypeFactory.isTimeIndicatorType(over.getInput()
                        .getRowType()
                        .getFieldList()
                        .get(key.getFieldIndex())
                        .getType()));
    }

    private boolean mayTie(RelNode input, ImmutableBitSet partition, List<RelFieldCollation> order) {
        ImmutableBitSet.Builder sorted = ImmutableBitSet.builder().addAll(partition);
        order.forEach(key -> sorted.set(key.getFieldIndex()));
        ImmutableBitSet columns = sorted.build();
        Set<ImmutableBitSet> keys = metadata.getUniqueKeys(input);
        return keys == null || keys.stream().noneMatch(columns::contains);
    }

    private void readAggregate(AggregateCall call) {
        SqlOperator function = call.getAggregation();
        readOperator(function);
        SqlKind kind = function.getKind();
        boolean picksOne = kind == SqlKind.MIN || kind == SqlKind.MAX || kind == SqlKind.COUNT;
        boolean ordered = kind == SqlKind.FIRST_VALUE
                || kind == SqlKind.LAST_VALUE
                || kind == SqlKind.LISTAGG
                || kind == SqlKind.ARRAY_AGG
                || kind == SqlKind.JSON_ARRAYAGG;
        if (ordered) {
            orderDependent.add(function.getName());
        }
        approximate |= !picksOne && !ordered && SqlTypeUtil.isApproximateNumeric(call.getType());
    }
}
