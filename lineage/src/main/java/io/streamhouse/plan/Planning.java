package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.QueryOutline.Reference;
import io.streamhouse.sql.LineMap;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import org.jspecify.annotations.Nullable;

/** One planning of one query. */
final class Planning {

    private final PlannerSession streaming;
    private final Supplier<PlannerSession> batch;
    private final KnownRelations relations;
    private final Map<RelationId, QueryOutline> outlines = new HashMap<>();

    Planning(PlannerSession streaming, Supplier<PlannerSession> batch, KnownRelations relations) {
        this.streaming = streaming;
        this.batch = batch;
        this.relations = relations;
    }

    PlannedQuery plan(String query, DatabaseId current, List<String> key) {
        String text = single(query);
        try {
            streaming.begin(relations);
            return planned(text, current, key);
        } catch (StackOverflowError tooDeep) {
            throw new ProblemException(
                    Problem.of(ErrorCode.INVALID_STATEMENT, "This query is nested too deeply for Flink's planner"),
                    tooDeep);
        } finally {
            streaming.end();
        }
    }

    /** The text up to the end of the one query it must hold, so that places in it are the same. */
    private static String single(String query) {
        List<Slice> statements = Scripts.split(query);
        if (statements.isEmpty()) {
            throw new ProblemException(
                    Problem.of(ErrorCode.SYNTAX, "There is no query").at(new Position(1, 1)));
        }
        Slice first = statements.get(0);
        if (statements.size() > 1) {
            throw new ProblemException(Problem.of(ErrorCode.INVALID_STATEMENT, "Only one query can stand here")
                    .at(statements.get(1).start()));
        }
        StatementKind kind = Statements.kind(first.text());
        if (kind != StatementKind.QUERY && kind != StatementKind.OTHER) {
            throw new ProblemException(Problem.of(
                            ErrorCode.INVALID_STATEMENT,
                            "Only a query can stand here: SELECT, WITH or VALUES",
                            "Leave out what writes or defines")
                    .at(first.start()));
        }
        if (Statements.length(first.text()) > Statements.MOST_TOKENS) {
            throw new ProblemException(
                    Problem.of(ErrorCode.TOO_LARGE, "The query is longer than " + Statements.MOST_TOKENS + " tokens"));
        }
        return query.substring(0, first.to());
    }

    private PlannedQuery planned(String text, DatabaseId current, List<String> key) {
        ReadQuery read = read(streaming, text, current);
        QueryExpansion.Result expansion = QueryExpansion.of(read, relations, this::view);
        RelNode tree = convert(streaming, read);
        Verdicts verdicts = new Verdicts(read, expansion, relations);
        PhysicalPlan plan;
        try {
            plan = PhysicalPlan.of(streaming.optimize(tree));
        } catch (TableException | ValidationException | RelOptPlanner.CannotPlanException refusal) {
            checkBatch(text, current, refusal);
            return unplanned(read, expansion, tree, verdicts.refusal(refusal));
        }
        List<Column> columns = columns(read, tree, plan);
        List<ImmutableBitSet> keys = plan.keys();
        ImmutableBitSet inferred = key(keys, columns);
        ImmutableBitSet wanted = key.isEmpty() ? inferred : indexes(key, columns);
        Maintainability verdict = verdicts.of(plan, wanted);
        if (!(verdict instanceof Maintainability.Incremental)) {
            checkBatch(text, current, null);
        }
        boolean materialized = !plan.insertOnly() && !wanted.isEmpty() && !keys.contains(wanted);
        return new PlannedQuery(
                columns,
                names(inferred, columns),
                keys.stream()
                        .filter(each -> !each.isEmpty())
                        .map(each -> names(each, columns))
                        .toList(),
                plan.insertOnly(),
                plan.stateful() || materialized,
                expansion.scans(),
                verdict,
                verdicts.warnings(plan),
                verdicts.deterministic(plan),
                expansion.text());
    }

    private PlannedQuery unplanned(
            ReadQuery read, QueryExpansion.Result expansion, RelNode tree, Maintainability verdict) {
        return new PlannedQuery(
                columns(read, tree, null),
                List.of(),
                List.of(),
                false,
                true,
                expansion.scans(),
                verdict,
                List.of(),
                true,
                expansion.text());
    }

    private ReadQuery view(String query, Relation.View view) {
        return read(streaming, single(query), view.id().databaseId());
    }

    private ReadQuery read(PlannerSession session, String text, DatabaseId current) {
        LineMap lines = LineMap.of(text);
        SqlNode parsed;
        try {
            parsed = session.parse(text);
        } catch (SqlParserException refusal) {
            throw Refusals.syntax(text, refusal);
        }
        QueryOutline outline = QueryOutline.of(parsed);
        checkRelations(outline, current);
        checkCircles(session, outline, current);
        try {
            return session.validate(text, lines, parsed, outline, current);
        } catch (ValidationException refusal) {
            throw Refusals.meaning(refusal);
        }
    }

    private void checkRelations(QueryOutline outline, DatabaseId current) {
        for (Reference reference : outline.references()) {
            Optional<RelationId> id = Names.resolve(reference.name().names, current);
            if (id.flatMap(relations::find).isEmpty()) {
                String name =
                        id.map(RelationId::toString).orElse(reference.name().toString());
                throw new ProblemException(Problem.of(ErrorCode.NOT_FOUND, "There is no table or view " + name)
                        .at(new Position(
                                reference.name().getParserPosition().getLineNum(),
                                reference.name().getParserPosition().getColumnNum())));
            }
        }
    }

    /** Flink follows a view that reads itself until its stack is full: it must not see one. */
    private void checkCircles(PlannerSession session, QueryOutline outline, DatabaseId current) {
        for (Reference reference : outline.references()) {
            Names.resolve(reference.name().names, current)
                    .flatMap(relations::find)
                    .filter(Relation.View.class::isInstance)
                    .ifPresent(view -> {
                        if (comesBack(session, (Relation.View) view, new ArrayDeque<>())) {
                            SqlParserPos place = reference.name().getParserPosition();
                            throw new ProblemException(
                                    Problem.of(ErrorCode.INVALID_STATEMENT, "The view " + view.id() + " reads itself")
                                            .at(new Position(place.getLineNum(), place.getColumnNum())));
                        }
                    });
        }
    }

    private boolean comesBack(PlannerSession session, Relation.View view, Deque<RelationId> path) {
        if (path.contains(view.id())) {
            return true;
        }
        path.push(view.id());
        try {
            for (Reference reference : outline(session, view).references()) {
                Optional<Relation> read = Names.resolve(
                                reference.name().names, view.id().databaseId())
                        .flatMap(relations::find);
                if (read.isPresent() && read.get() instanceof Relation.View next && comesBack(session, next, path)) {
                    return true;
                }
            }
            return false;
        } finally {
            path.pop();
        }
    }

    private QueryOutline outline(PlannerSession session, Relation.View view) {
        return outlines.computeIfAbsent(view.id(), id -> {
            try {
                return QueryOutline.of(session.parse(single(view.query())));
            } catch (SqlParserException refusal) {
                throw new ProblemException(
                        Problem.of(
                                ErrorCode.INVALID_STATEMENT,
                                "The view " + id + " can't be read: " + Refusals.sentence(refusal)),
                        refusal);
            }
        });
    }

    private static RelNode convert(PlannerSession session, ReadQuery read) {
        try {
            return session.convert(read);
        } catch (TableException | ValidationException refusal) {
            throw Refusals.meaning(refusal);
        }
    }

    /** A query that is not maintained is computed anew: it has to be possible. */
    private void checkBatch(String text, DatabaseId current, @Nullable RuntimeException first) {
        PlannerSession session = batch.get();
        try {
            session.begin(relations);
            session.optimize(session.convert(read(session, text, current)));
        } catch (TableException | ValidationException | RelOptPlanner.CannotPlanException refusal) {
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "Flink can compute this query neither as a stream of changes nor anew: "
                                    + Refusals.sentence(first == null ? refusal : first)),
                    refusal);
        } finally {
            session.end();
        }
    }

    private static List<Column> columns(ReadQuery read, RelNode tree, @Nullable PhysicalPlan plan) {
        RowType row =
                (RowType) LogicalTypeUtils.removeTimeAttributes(FlinkTypeFactory.toLogicalRowType(tree.getRowType()));
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < row.getFieldCount(); at++) {
            LogicalType type = row.getTypeAt(at);
            String name = row.getFieldNames().get(at);
            LogicalTypeRoot root = type.getTypeRoot();
            if (root == LogicalTypeRoot.NULL
                    || root == LogicalTypeRoot.INTERVAL_DAY_TIME
                    || root == LogicalTypeRoot.INTERVAL_YEAR_MONTH) {
                throw new ProblemException(Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        "The column '" + name + "' has the type "
                                + type.copy(true).asSummaryString() + ", which no table can hold",
                        "Give it another with CAST"));
            }
            boolean nullable = type.isNullable() && (plan == null || !plan.neverNull(at));
            columns.add(
                    new Column(name, type.copy(true).asSummaryString(), nullable, Optional.empty(), Optional.empty()));
        }
        return columns;
    }

    /** The smallest key that can be a primary key; else the smallest; empty if there is none. */
    private static ImmutableBitSet key(List<ImmutableBitSet> keys, List<Column> columns) {
        for (ImmutableBitSet key : keys) {
            if (!key.isEmpty()
                    && key.asList().stream().noneMatch(at -> columns.get(at).nullable())) {
                return key;
            }
        }
        if (keys.contains(ImmutableBitSet.of())) {
            // One row at most: any column tells it apart, if only it is there.
            for (int at = 0; at < columns.size(); at++) {
                if (!columns.get(at).nullable()) {
                    return ImmutableBitSet.of(at);
                }
            }
        }
        return keys.stream().filter(key -> !key.isEmpty()).findFirst().orElse(ImmutableBitSet.of());
    }

    private static ImmutableBitSet indexes(List<String> key, List<Column> columns) {
        ImmutableBitSet.Builder indexes = ImmutableBitSet.builder();
        for (int at = 0; at < columns.size(); at++) {
            if (key.contains(columns.get(at).name())) {
                indexes.set(at);
            }
        }
        return indexes.build();
    }

    private static List<String> names(ImmutableBitSet key, List<Column> columns) {
        return key.asList().stream().map(at -> columns.get(at).name()).toList();
    }
}
