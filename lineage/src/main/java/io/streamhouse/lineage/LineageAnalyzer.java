package io.streamhouse.lineage;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.plan.DeclaredFunction;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.plan.ScriptPlanner;
import io.streamhouse.plan.StatementFlow;
import io.streamhouse.plan.StatementFlow.Filled;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;

/**
 * Column lineage of statements as Flink's planner understands them, in this process and without a cluster. Safe for
 * threads.
 */
public final class LineageAnalyzer {

    /** Of one script: planners are few, and one that is busy for long keeps others waiting. */
    static final int MOST_STATEMENTS = 2_000;

    private LineageAnalyzer() {}

    /** {@link #analyze(String, DatabaseId, RelationSource, List, Views)} with views seen through. */
    public static List<StatementLineage> analyze(
            String script, DatabaseId current, RelationSource source, List<FunctionSignature> functions) {
        return analyze(script, current, source, functions, Views.SEEN_THROUGH);
    }

    /**
     * The lineage of every statement of a script, in its order. What a statement defines (tables, views, the current
     * database) holds for those after it; nothing is kept afterwards.
     *
     * @param script in Flink's dialect; what is wrong with one statement does not keep the others from being read. Of a
     *     script of more than 2,000 statements the rest is refused
     * @param current where names of fewer than three parts are looked up
     * @param functions those besides Flink's own
     * @param views whether edges end at views or at what these read
     */
    public static List<StatementLineage> analyze(
            String script, DatabaseId current, RelationSource source, List<FunctionSignature> functions, Views views) {
        List<DeclaredFunction> declared =
                functions.stream().map(LineageAnalyzer::declared).toList();
        return ScriptPlanner.read(current, source, views == Views.AS_THEY_ARE, declared, planner -> {
            List<StatementLineage> answers = new ArrayList<>();
            for (Slice statement : statements(script)) {
                answers.add(answers.size() < MOST_STATEMENTS ? lineage(statement, planner, views) : tooMany(statement));
            }
            return List.copyOf(answers);
        });
    }

    private static List<Slice> statements(String script) {
        List<Slice> statements = new ArrayList<>();
        for (Slice statement : Scripts.split(script)) {
            if (Statements.kind(statement.text()) == StatementKind.STATEMENT_SET) {
                statements.addAll(Scripts.inserts(statement));
            } else {
                statements.add(statement);
            }
        }
        return statements;
    }

    private static StatementLineage tooMany(Slice statement) {
        return new StatementLineage.Refused(
                statement,
                Problem.of(
                                ErrorCode.TOO_LARGE,
                                "Only the first " + MOST_STATEMENTS + " statements of a script are looked at",
                                "Send the others in a script of their own")
                        .at(statement.start()));
    }

    private static DeclaredFunction declared(FunctionSignature function) {
        DeclaredFunction.Kind kind =
                switch (function.kind()) {
                    case SCALAR -> DeclaredFunction.Kind.SCALAR;
                    case TABLE -> DeclaredFunction.Kind.TABLE;
                    case AGGREGATE -> DeclaredFunction.Kind.AGGREGATE;
                };
        return new DeclaredFunction(function.name(), kind, function.returns());
    }

    private static StatementLineage lineage(Slice statement, ScriptPlanner planner, Views views) {
        try {
            Optional<StatementFlow> flow = planner.next(statement.text());
            if (flow.isEmpty()) {
                return new StatementLineage.Without(statement);
            }
            RelNode tree = flow.get().tree();
            Tracer tracer = new Tracer(tree.getCluster().getRexBuilder(), planner::holder, views);
            return traced(statement, flow.get(), tracer.trace(tree));
        } catch (ProblemException refusal) {
            Problem problem = refusal.problem();
            return new StatementLineage.Refused(
                    statement,
                    problem.at(problem.where()
                            .map(place -> place.within(statement.start()))
                            .orElse(statement.start())));
        } catch (StackOverflowError tooDeep) {
            return new StatementLineage.Refused(
                    statement,
                    Problem.of(ErrorCode.INVALID_STATEMENT, "This statement is nested too deeply to be followed")
                            .at(statement.start()));
        } catch (RuntimeException | AssertionError | LinkageError unforeseen) {
            // Flink's planner is not ours: whatever it throws, one statement must not take the others with it.
            return new StatementLineage.Refused(
                    statement,
                    Problem.of(
                                    ErrorCode.NOT_SUPPORTED,
                                    "Flink's planner can't follow this statement: " + said(unforeseen))
                            .at(statement.start()));
        }
    }

    private static String said(Throwable unforeseen) {
        String message = String.valueOf(unforeseen.getMessage()).strip();
        String line = message.lines().findFirst().orElse("");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private static StatementLineage traced(Slice statement, StatementFlow flow, Rows rows) {
        List<ColumnLineage> columns = new ArrayList<>();
        for (Filled filled : flow.columns()) {
            Optional<Field> field = filled.field().isPresent()
                    ? Optional.of(rows.fields().get(filled.field().getAsInt()))
                    : Optional.empty();
            Optional<String> unknown = rows.unknown().or(() -> field.flatMap(Field::unknown));
            Set<Use> uses = field.map(Field::uses).orElse(Set.of());
            columns.add(new ColumnLineage(
                    filled.column(),
                    unknown.<Origins>map(Origins.Unknown::new).orElseGet(() -> new Origins.Known(edges(uses)))));
        }
        return new StatementLineage.Traced(statement, flow.target(), columns, edges(rows.uses()), flow.reads());
    }

    private static Set<Edge> edges(Set<Use> uses) {
        return uses.stream().map(Use::edge).collect(Collectors.toSet());
    }
}
