package io.streamhouse.pipeline.check;

import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeRows.Column;
import io.streamhouse.pipeline.check.NodeRows.Role;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import io.streamhouse.pipeline.write.NodeSql;
import io.streamhouse.plan.RowTyper;
import io.streamhouse.plan.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Has Flink say what the rows of a node are, and finds the field of what it refuses. */
final class NodeTyper {

    /** How Flink's validator calls a STRING. */
    private static final String LONGEST_TEXT = "VARCHAR(2147483647)";

    /** As many mistakes of one node are looked for: each costs a validation. */
    private static final int MOST_MISTAKES = 5;

    private final PipelineNode node;
    private final NodeInputs inputs;
    private final RowTyper typer;
    private final Supplier<WholeQuery> whole;
    private final Findings findings;

    /** @param whole the query of all its rows; asked for only if its own SELECT does not say enough */
    NodeTyper(PipelineNode node, NodeInputs inputs, RowTyper typer, Supplier<WholeQuery> whole, Findings findings) {
        this.node = node;
        this.inputs = inputs;
        this.typer = typer;
        this.whole = whole;
        this.findings = findings;
    }

    /** A relation as it is now. */
    Optional<Relation> relation(RelationId id) {
        Optional<Relation> relation = typer.relation(id);
        findings.reads().put(id, relation);
        return relation;
    }

    /**
     * What the validator says of a step. After a mistake in one of several expressions the others are looked at, too:
     * people put right what they see.
     */
    Optional<TypedQuery> typed(Step step) {
        Step left = step;
        for (int mistake = 0; mistake < MOST_MISTAKES; mistake++) {
            int before = findings.problems().size();
            Optional<TypedQuery> query = validated(left);
            if (query.isPresent() && findings.problems().size() == before) {
                return mistake == 0 ? query : Optional.empty();
            }
            Optional<Step> without =
                    Mistakes.without(left, findings.problems().getLast().field());
            if (without.isEmpty()) {
                return Optional.empty();
            }
            left = without.get();
        }
        return Optional.empty();
    }

    private Optional<TypedQuery> validated(Step step) {
        PipelineNode asked = new PipelineNode(node.name(), step, node.note());
        NodeSql sql;
        try {
            sql = NodeSql.of(asked, inputs.names(), inputs::columnsOf);
        } catch (ProblemException refusal) {
            findings.add(new NodeProblem(Findings.STEP, refusal.problem(), true));
            return Optional.empty();
        }
        FieldPlaces places = new FieldPlaces(asked, sql);
        try {
            TypedQuery query = typer.type(sql.sql(), inputs.fields());
            findings.reads().putAll(query.reads());
            query.mismatches().forEach(problem -> findings.add(places.placed(problem)));
            return Optional.of(query);
        } catch (ProblemException refusal) {
            // What it read before it stumbled is not told: it is read again to be asked for anew the next time.
            findings.add(places.placed(withColumns(refusal.problem())));
            typer.reads().forEach(findings.reads()::putIfAbsent);
            return Optional.empty();
        }
    }

    private Problem withColumns(Problem refusal) {
        Problem problem = new Problem(
                refusal.code(), refusal.what().replace(LONGEST_TEXT, "STRING"), refusal.where(), refusal.nextStep());
        if (problem.nextStep().isPresent() || !problem.what().contains("not found in any table")) {
            return problem;
        }
        List<String> columns = inputs.rows().stream()
                .flatMap(rows -> rows.names().stream())
                .distinct()
                .map(Identifiers::plain)
                .toList();
        return columns.isEmpty() ? problem : problem.withNextStep("There are: " + FieldChecks.list(columns));
    }

    /** Has the optimiser tell which event times are still there. */
    NodeRows asStreamed(NodeRows rows) {
        List<Boolean> kept;
        try {
            kept = typer.streamed(whole.get().sql()).eventTimes();
        } catch (ProblemException refusal) {
            findings.inStreams(
                    Findings.STEP, refusal.problem().what(), "Run it in batch mode, or make a view of its rows");
            return rows.withoutTime();
        }
        boolean any = kept.contains(true);
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < rows.columns().size(); at++) {
            Column column = rows.columns().get(at);
            boolean event = column.time() == Time.EVENT;
            Column now = any ? column : column.as(Role.NONE);
            columns.add(event && !kept.get(at) ? now.withoutTime() : now);
        }
        return new NodeRows(columns);
    }
}
