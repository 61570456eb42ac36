package io.streamhouse.plan;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.Maintainability.FullOnly;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.plan.metadata.FlinkDefaultRelMetadataProvider;

/** One planning of one query. */
final class Planning {

    /** Views that read views many times over make a tree that no memory holds. */
    private static final long MOST_SCANS = 3_000;

    private final PlannerSession streaming;
    private final Supplier<PlannerSession> batch;
    private final KnownRelations relations;
    private final List<DeclaredFunction> functions;
    private final Map<RelationId, QueryOutline> outlines = new HashMap<>();

    /** Views that do not read themselves, however far they are followed. */
    private final Set<RelationId> straight = new HashSet<>();

    Planning(PlannerSession streaming, Supplier<PlannerSession> batch, KnownRelations relations) {
        this(streaming, batch, relations, List.of());
    }

    /** @param functions those besides Flink's own that the query may call */
    Planning(
            PlannerSession streaming,
            Supplier<PlannerSession> batch,
            KnownRelations relations,
            List<DeclaredFunction> functions) {
        this.functions = functions;
        this.streaming = streaming;
        this.batch = batch;
        this.relations = relations;
    }

    PlannedQuery plan(String query, DatabaseId current, List<String> key) {
        String text = single(query);
        // Calcite keeps what computes its metadata by thread, and the session may have been made by another.
        RelMetadataQueryBase.THREAD_PROVIDERS.set(
                JaninoRelMetadataProvider.of(FlinkDefaultRelMetadataProvider.INSTANCE()));
        try {
            streaming.begin(relations);
            declare(streaming, current);
            return planned(text, current, key);
        } catch (StackOverflowError tooDeep) {
            throw new ProblemException(
                    Problem.of(ErrorCode.INVALID_STATEMENT, "This query is nested too deeply for Flink's planner"),
                    tooDeep);
        } finally {
            streaming.end();
            RelMetadataQueryBase.THREAD_PROVIDERS.remove();
        }
    }

    private void declare(PlannerSession session, DatabaseId current) {
        functions.forEach(function -> {
            session.declare(function);
            session.declare(current, function);
        });
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
        LogicalResult result = LogicalResult.of(tree);
        Verdicts verdicts = new Verdicts(read, expansion, relations);
        PhysicalPlan plan;
        try {
            plan = PhysicalPlan.of(streaming.optimize(tree), result.keys());
        } catch (TableException | ValidationException | RelOptPlanner.CannotPlanException refusal) {
            FullOnly verdict = verdicts.refusal(refusal);
            Optional<RuntimeException> notInBatch = batchRefusal(text, current);
            if (notInBatch.isPresent()) {
                throw notComputable(verdict, notInBatch.get());
            }
            return new PlannedQuery(
                    result.columns(ImmutableBitSet.of()),
                    List.of(),
                    List.of(),
                    result.neverNull(),
                    false,
                    true,
                    expansion.scans(),
                    verdict,
                    result.warnings(),
                    false,
                    true,
                    expansion.text());
        }
        List<ImmutableBitSet> keys = plan.keys();
        ImmutableBitSet inferred = result.primaryKey(keys);
        ImmutableBitSet wanted = key.isEmpty() ? inferred : result.indexes(key);
        Maintainability verdict = verdicts.of(plan, wanted);
        Optional<RuntimeException> notInBatch =
                verdict instanceof Maintainability.Incremental ? Optional.empty() : batchRefusal(text, current);
        boolean byStream = verdict instanceof Maintainability.DropsLateChanges && plan.waitsForWindowsOnly();
        if (notInBatch.isPresent() && !byStream) {
            throw notComputable(verdict, notInBatch.get());
        }
        List<String> warnings = new ArrayList<>(verdicts.warnings(plan));
        warnings.addAll(result.warnings());
        boolean reordered =
                !plan.insertOnly() && !wanted.isEmpty() && !plan.upsertKeys().contains(wanted);
        return new PlannedQuery(
                result.columns(wanted),
                result.names(inferred),
                keys.stream().filter(each -> !each.isEmpty()).map(result::names).toList(),
                result.neverNull(),
                plan.insertOnly(),
                plan.stateful() || reordered,
                expansion.scans(),
                verdict,
                warnings,
                verdicts.deterministic(plan),
                notInBatch.isEmpty(),
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
        return read(session, text, lines, parsed, current);
    }

    /** @param parsed the query, found in the text, which may hold more */
    ReadQuery read(PlannerSession session, String text, LineMap lines, SqlNode parsed, DatabaseId current) {
        QueryOutline outline = QueryOutline.of(parsed);
        checkRelations(outline, current);
        checkCircles(session, outline, current);
        checkSize(session, outline, current);
        try {
            return session.validate(text, lines, parsed, outline, current);
        } catch (ValidationException refusal) {
            Problem problem = Refusals.meaning(refusal).problem();
            boolean ofSnapshot =
                    problem.code() == ErrorCode.NOT_SUPPORTED && problem.where().isEmpty();
            throw new ProblemException(
                    ofSnapshot && !outline.snapshots().isEmpty()
                            ? problem.at(place(outline.snapshots().get(0)))
                            : problem,
                    refusal);
        }
    }

    private static Position place(SqlParserPos place) {
        return new Position(place.getLineNum(), place.getColumnNum());
    }

    private void checkRelations(QueryOutline outline, DatabaseId current) {
        for (Reference reference : outline.references()) {
            Optional<RelationId> id = Names.resolve(reference.name().names, current);
            if (id.flatMap(relations::find).isEmpty()) {
                String name =
                        id.map(RelationId::toString).orElse(reference.name().toString());
                throw new ProblemException(Problem.of(ErrorCode.NOT_FOUND, "There is no table or view " + name)
                        .at(place(reference.name().getParserPosition())));
            }
        }
    }

    /** Flink follows a view that reads itself until its stack is full: it must not see one. */
    private void checkCircles(PlannerSession session, QueryOutline outline, DatabaseId current) {
        if (relations.viewsAreTables()) {
            return;
        }
        for (Reference reference : outline.references()) {
            Names.resolve(reference.name().names, current)
                    .flatMap(relations::find)
                    .filter(Relation.View.class::isInstance)
                    .ifPresent(view -> {
                        if (comesBack(session, (Relation.View) view, new ArrayDeque<>())) {
                            throw new ProblemException(
                                    Problem.of(ErrorCode.INVALID_STATEMENT, "The view " + view.id() + " reads itself")
                                            .at(place(reference.name().getParserPosition())));
                        }
                    });
        }
    }

    private boolean comesBack(PlannerSession session, Relation.View view, Deque<RelationId> path) {
        if (path.contains(view.id())) {
            return true;
        }
        if (straight.contains(view.id())) {
            return false;
        }
        path.push(view.id());
        try {
            for (Reference reference : outline(session, view).references()) {
                Optional<RelationId> id =
                        Names.resolve(reference.name().names, view.id().databaseId());
                id.map(RelationId::catalog).ifPresent(session::register);
                Optional<Relation> read = id.flatMap(relations::find);
                if (read.isPresent() && read.get() instanceof Relation.View next && comesBack(session, next, path)) {
                    return true;
                }
            }
            straight.add(view.id());
            return false;
        } finally {
            path.pop();
        }
    }

    private void checkSize(PlannerSession session, QueryOutline outline, DatabaseId current) {
        if (!relations.viewsAreTables() && scans(session, outline, current, new HashMap<>()) > MOST_SCANS) {
            throw new ProblemException(Problem.of(
                            ErrorCode.TOO_LARGE,
                            "With its views seen through, this reads more than " + MOST_SCANS + " relations")
                    .at(place(outline.references().get(0).name().getParserPosition())));
        }
    }

    /** How many relations are read once views are seen through, none of which may read itself. */
    private long scans(
            PlannerSession session, QueryOutline outline, DatabaseId current, Map<RelationId, Long> counted) {
        long scans = 0;
        for (Reference reference : outline.references()) {
            Optional<Relation> read =
                    Names.resolve(reference.name().names, current).flatMap(relations::find);
            if (read.isPresent() && read.get() instanceof Relation.View view) {
                Long known = counted.get(view.id());
                if (known == null) {
                    known = scans(session, outline(session, view), view.id().databaseId(), counted);
                    counted.put(view.id(), known);
                }
                scans = Math.min(Integer.MAX_VALUE, scans + known);
            } else {
                scans++;
            }
        }
        return scans;
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

    static RelNode convert(PlannerSession session, ReadQuery read) {
        try {
            return session.convert(read);
        } catch (TableException | ValidationException refusal) {
            throw Refusals.meaning(refusal);
        }
    }

    /** Why batch mode can't compute a query that is not maintained; empty if it can. */
    private Optional<RuntimeException> batchRefusal(String text, DatabaseId current) {
        PlannerSession session = batch.get();
        try {
            session.begin(relations);
            declare(session, current);
            RelNode plan = session.optimize(session.convert(read(session, text, current)));
            // Flink finds this one out only when the job is made.
            return PhysicalPlan.hasSessions(plan)
                    ? Optional.of(new TableException("Session windows are not supported in batch mode"))
                    : Optional.empty();
        } catch (TableException | ValidationException | RelOptPlanner.CannotPlanException refusal) {
            return Optional.of(refusal);
        } finally {
            session.end();
        }
    }

    private static ProblemException notComputable(Maintainability verdict, RuntimeException refusal) {
        String construct =
                switch (verdict) {
                    case Maintainability.Incremental ignored -> "query";
                    case Maintainability.DropsLateChanges late -> late.construct();
                    case FullOnly full -> full.construct();
                };
        Optional<Position> where =
                switch (verdict) {
                    case Maintainability.Incremental ignored -> Optional.empty();
                    case Maintainability.DropsLateChanges late -> late.where();
                    case FullOnly full -> full.where();
                };
        String reason = verdict instanceof FullOnly full ? ": " + full.why() : "";
        return new ProblemException(
                new Problem(
                        ErrorCode.NOT_SUPPORTED,
                        "Flink can't compute this " + construct
                                + " over all rows at once, which a view needs at least to begin with" + reason,
                        where,
                        Optional.empty()),
                refusal);
    }
}
