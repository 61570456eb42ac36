package io.streamhouse.pipeline.check;

import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.WholeQuery.Part;
import io.streamhouse.plan.DeclaredFunction;
import io.streamhouse.plan.Maintainability;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.plan.QueryPlanner;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.plan.RowTyper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Has the planner look at all the rows that reach one target, none of whose nodes is faulty. */
final class TargetJudgement {

    private static final String STEP = "step";
    private static final String KEY = "primaryKey";

    private final Pipeline pipeline;
    private final PipelineNode target;
    private final Map<String, NodeCheck> checks;
    private final DatabaseId current;
    private final RelationSource source;
    private final List<DeclaredFunction> functions;
    private final ExecutionMode mode;
    private final List<NodeProblem> problems = new ArrayList<>();

    TargetJudgement(
            Pipeline pipeline,
            PipelineNode target,
            Map<String, NodeCheck> checks,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            ExecutionMode mode) {
        this.pipeline = pipeline;
        this.target = target;
        this.checks = checks;
        this.current = current;
        this.source = source;
        this.functions = NodeChecks.declared(functions);
        this.mode = mode;
    }

    TargetVerdict verdict() {
        String last = pipeline.inputs(target.name()).get(0).from();
        WholeQuery query;
        try {
            query = WholeQuery.of(pipeline, last, PipelineChecker.columns(checks));
        } catch (ProblemException refusal) {
            return new TargetVerdict.Unknown(refusal.problem().what());
        }
        try {
            PlannedQuery planned = QueryPlanner.plan(query.sql(), current, source, key(last), functions);
            Optional<Position> where =
                    switch (planned.maintainability()) {
                        case Maintainability.Incremental ignored -> Optional.empty();
                        case Maintainability.DropsLateChanges late -> late.where();
                        case Maintainability.FullOnly full -> full.where();
                    };
            Optional<String> at =
                    where.flatMap(query::at).map(part -> part.node().name());
            judge(planned, query, at);
            return new TargetVerdict.Judged(
                    keyOf(planned, last),
                    planned.keys(),
                    planned.insertOnly(),
                    planned.stateful(),
                    planned.deterministic(),
                    planned.maintainability(),
                    at,
                    problems);
        } catch (ProblemException refusal) {
            boolean asStream = mode == ExecutionMode.STREAMING && !(target.step() instanceof Step.IntoView);
            return asStream && refusal.problem().code() == ErrorCode.NOT_SUPPORTED
                    ? streamOnly(query, refusal.problem())
                    : refused(query, refusal.problem());
        } catch (RuntimeException | AssertionError | LinkageError unforeseen) {
            // Flink's planner is not ours, whatever it throws.
            return new TargetVerdict.Unknown("Flink's planner can't follow it: " + unforeseen.getMessage());
        }
    }

    private RowTyper.Streamed streamed(WholeQuery query) {
        return RowTyper.sit(current, source, functions, typer -> typer.streamed(query.sql()));
    }

    /** What can't be a view, since it can't be computed over all rows at once, may still run as a stream. */
    private TargetVerdict streamOnly(WholeQuery query, Problem problem) {
        RowTyper.Streamed streamed;
        try {
            streamed = streamed(query);
        } catch (ProblemException refusal) {
            return refused(query, problem);
        }
        String last = pipeline.inputs(target.name()).get(0).from();
        List<String> key = key(last);
        boolean needed = target.step() instanceof Step.Target into
                && source.relation(into.relation())
                        .map(TargetJudgement::keepsChanges)
                        .orElse(true);
        missingKey(
                target.step() instanceof Step.IntoTable ? "relation" : KEY,
                List.of(),
                streamed.insertOnly(),
                key,
                needed,
                "Give it a primary key");
        Optional<String> at =
                problem.where().flatMap(query::at).map(part -> part.node().name());
        return new TargetVerdict.Judged(
                key,
                List.of(),
                streamed.insertOnly(),
                true,
                false,
                new Maintainability.FullOnly("query", problem.what(), Optional.empty()),
                at,
                problems);
    }

    private TargetVerdict refused(WholeQuery query, Problem problem) {
        Optional<Part> part = problem.where().flatMap(query::at);
        if (part.isEmpty()) {
            return new TargetVerdict.Refused(
                    target.name(),
                    new NodeProblem(
                            STEP,
                            new Problem(problem.code(), problem.what(), Optional.empty(), problem.nextStep()),
                            true));
        }
        Position within =
                WholeQuery.within(part.get(), query.sql(), problem.where().orElseThrow());
        return new TargetVerdict.Refused(
                part.get().node().name(),
                new FieldPlaces(part.get().node(), part.get().of()).placed(problem.at(within)));
    }

    /** The columns of the query that end in the columns of the target's own key. */
    private List<String> key(String last) {
        List<String> given = PipelineChecker.columns(checks).apply(last).orElse(List.of());
        return switch (target.step()) {
            case Step.IntoTable into -> {
                Optional<Relation> table = source.relation(into.relation());
                List<String> filled = into.columns().isEmpty()
                        ? table.map(relation -> names(relation.schema().storedColumns()))
                                .orElse(List.of())
                        : into.columns();
                yield given(
                        table.map(relation -> relation.schema().primaryKey()).orElse(List.of()), filled, given);
            }
            case Step.IntoNewTable into ->
                into.columns().isEmpty()
                        ? into.primaryKey()
                        : given(
                                into.primaryKey(),
                                names(into.columns().stream()
                                        .filter(column -> column.computedAs().isEmpty())
                                        .toList()),
                                given);
            case Step.IntoView into -> into.primaryKey();
            default -> List.of();
        };
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static List<String> given(List<String> key, List<String> filled, List<String> given) {
        return key.stream()
                .map(filled::indexOf)
                .filter(at -> at >= 0 && at < given.size())
                .map(given::get)
                .toList();
    }

    private List<String> keyOf(PlannedQuery planned, String last) {
        List<String> own = key(last);
        return own.isEmpty() && target.step() instanceof Step.IntoView ? planned.inferredKey() : own;
    }

    private void judge(PlannedQuery planned, WholeQuery query, Optional<String> at) {
        String last = pipeline.inputs(target.name()).get(0).from();
        List<String> key = keyOf(planned, last);
        switch (target.step()) {
            case Step.IntoTable into -> {
                boolean keeps = source.relation(into.relation())
                        .map(TargetJudgement::keepsChanges)
                        .orElse(true);
                missingKey(
                        "relation",
                        planned.keys(),
                        planned.insertOnly(),
                        key,
                        keeps,
                        "Choose a table with a primary key");
                doubt("relation", planned, key);
                streams(planned, query, at);
            }
            case Step.IntoNewTable into -> {
                boolean paimon =
                        into.options().getOrDefault("connector", "paimon").equalsIgnoreCase("paimon");
                missingKey(KEY, planned.keys(), planned.insertOnly(), key, paimon, "Give it a primary key");
                doubt(KEY, planned, key);
                planned.keyProblem(key).ifPresent(problem -> problems.add(new NodeProblem(KEY, problem, false)));
                streams(planned, query, at);
            }
            case Step.IntoView into -> {
                // A view that is computed anew each time needs no key.
                boolean anew = planned.maintainability() instanceof Maintainability.FullOnly
                        || into.mode().equals(new RequestedMode.Pinned(RefreshMode.FULL));
                boolean needed = !into.primaryKey().isEmpty() || !anew || !planned.inBatch();
                planned.keyProblem(key).ifPresent(problem -> problems.add(new NodeProblem(KEY, problem, needed)));
                doubt(KEY, planned, key);
                modes(into, planned, at);
            }
            default -> {}
        }
        planned.warnings().forEach(warning -> warn(STEP, warning));
    }

    /** Others may take changes without one: they know best. */
    private static boolean keepsChanges(Relation table) {
        return table.options()
                .getOrDefault("connector", "paimon")
                .toLowerCase(Locale.ROOT)
                .equals("paimon");
    }

    private void missingKey(
            String field,
            List<List<String>> keys,
            boolean insertOnly,
            List<String> key,
            boolean needed,
            String nextStep) {
        if (mode == ExecutionMode.STREAMING && needed && key.isEmpty() && !insertOnly) {
            String found = keys.isEmpty()
                    ? "; no columns are known to tell its rows apart, so add the key of a source to them"
                    : ": (" + String.join(", ", keys.get(0)) + ") tells its rows apart";
            problems.add(new NodeProblem(
                    field,
                    Problem.of(
                            ErrorCode.INVALID_STATEMENT,
                            "Its rows change, and without a primary key it can't find those to change",
                            nextStep + found),
                    true));
        }
    }

    private void doubt(String field, PlannedQuery planned, List<String> key) {
        planned.keyDoubt(key).ifPresent(doubt -> warn(field, doubt));
    }

    private void warn(String field, String what) {
        problems.add(new NodeProblem(field, Problem.of(ErrorCode.INVALID_REQUEST, what), false));
    }

    /** A verdict against maintaining a view is none against a stream: the planner is asked whether it is. */
    private void streams(PlannedQuery planned, WholeQuery query, Optional<String> at) {
        if (mode == ExecutionMode.BATCH) {
            if (!planned.inBatch()) {
                problems.add(new NodeProblem(
                        STEP,
                        Problem.of(
                                ErrorCode.NOT_SUPPORTED, "Flink can't compute it in batch mode", "Run it as a stream"),
                        true));
            }
            return;
        }
        if (planned.maintainability() instanceof Maintainability.FullOnly full) {
            try {
                streamed(query);
            } catch (ProblemException refusal) {
                problems.add(new NodeProblem(
                        STEP,
                        Problem.of(
                                ErrorCode.NOT_SUPPORTED,
                                full.why()
                                        + at.map(node -> " (at “" + node + "”)").orElse(""),
                                "Run it in batch mode, or make a view of its rows"),
                        true));
            }
        }
    }

    private void modes(Step.IntoView into, PlannedQuery planned, Optional<String> at) {
        String node = at.map(name -> " (at “" + name + "”)").orElse("");
        Optional<String> against =
                switch (planned.maintainability()) {
                    case Maintainability.Incremental ignored -> Optional.empty();
                    case Maintainability.DropsLateChanges late ->
                        Optional.of("kept up to date by changes, its " + late.construct() + node
                                + " would drop rows that come behind the watermark");
                    case Maintainability.FullOnly full -> Optional.of(full.why() + node);
                };
        boolean pinned = into.mode() instanceof RequestedMode.Pinned wish && wish.mode() != RefreshMode.FULL;
        against.ifPresent(why -> problems.add(new NodeProblem(
                "mode",
                Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        "It can only be computed anew each time: " + why,
                        pinned ? "Choose the mode FULL or AUTO" : "A short freshness target costs the more for it"),
                pinned)));
    }
}
