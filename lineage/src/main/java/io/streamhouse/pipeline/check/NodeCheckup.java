package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeRows.Column;
import io.streamhouse.pipeline.check.NodeRows.Role;
import io.streamhouse.plan.RowTyper;
import io.streamhouse.plan.TypedQuery;
import io.streamhouse.plan.TypedQuery.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at one node, over the rows of its inputs. */
final class NodeCheckup {

    /**
     * What was found.
     *
     * @param rows empty if they can't be told
     * @param reads the relations that this goes by, as they were
     */
    record Found(Optional<NodeRows> rows, List<NodeProblem> problems, Map<RelationId, Optional<Relation>> reads) {

        Found {
            problems = List.copyOf(problems);
            reads = Map.copyOf(reads);
        }
    }

    private final PipelineNode node;
    private final NodeInputs inputs;
    private final Findings findings;
    private final NodeTyper typer;

    /**
     * @param streamed whether it has to run as a stream
     * @param whole the query of all its rows; asked for only if its own SELECT does not say enough
     */
    NodeCheckup(PipelineNode node, NodeInputs inputs, boolean streamed, RowTyper typer, Supplier<WholeQuery> whole) {
        this.node = node;
        this.inputs = inputs;
        this.findings = new Findings(streamed);
        this.typer = new NodeTyper(node, inputs, typer, whole, findings);
    }

    Found find() {
        FieldChecks.of(node.step(), inputs.rows()).forEach(findings::add);
        Optional<NodeRows> rows = Optional.empty();
        try {
            rows = findings.areBlocking() ? Optional.empty() : rows();
        } catch (RuntimeException | AssertionError | LinkageError unforeseen) {
            // Flink's planner is not ours: whatever it throws, one node must not take the others with it.
            findings.add(new NodeProblem(
                    Findings.STEP,
                    Problem.of(ErrorCode.NOT_SUPPORTED, "Flink's planner can't follow this step: " + said(unforeseen)),
                    true));
        }
        return new Found(rows, FieldPlaces.firstOfEach(findings.problems()), findings.reads());
    }

    private static String said(Throwable unforeseen) {
        String line = String.valueOf(unforeseen.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private Optional<NodeRows> rows() {
        JoinRows joins = new JoinRows(inputs, typer, findings);
        return switch (node.step()) {
            case Step.Source source -> source(source);
            case Step.Project project -> typer.typed(project).map(query -> project(project, query));
            case Step.Join join -> joins.of(join);
            case Step.IntervalJoin join -> joins.of(join);
            case Step.TemporalJoin join -> joins.of(join);
            case Step.Aggregate aggregate -> typer.typed(aggregate).map(query -> aggregate(aggregate, query));
            case Step.Window window -> new WindowRows(inputs, typer, findings).of(window);
            case Step.SetOperation operation -> new CombinedRows(inputs, typer, findings).of(operation);
            case Step.Query query -> typer.typed(query).map(this::query);
            case Step.Filter step -> typer.typed(step).map(this::carried);
            case Step.Deduplicate step -> typer.typed(step).map(this::carried);
            case Step.TopN step -> typer.typed(step).map(this::carried);
            case Step.SortLimit step -> typer.typed(step).map(this::carried);
            case Step.TableCall step -> typer.typed(step).map(this::carried);
            case Step.Target target -> {
                new TargetChecks(inputs.first(), typer::relation).of(target).forEach(findings::add);
                yield Optional.of(inputs.first());
            }
        };
    }

    private Optional<NodeRows> source(Step.Source source) {
        RelationId id = source.relation();
        if (typer.relation(id).isEmpty()) {
            findings.blocking(
                    "relation",
                    ErrorCode.NOT_FOUND,
                    "There is no table or view " + id,
                    "It was dropped or renamed, or its catalog is not attached: choose another");
            return Optional.empty();
        }
        return typer.typed(source)
                .map(query -> new NodeRows(query.fields().stream()
                        .map(field -> new Column(field.name(), field.type(), Role.NONE))
                        .toList()));
    }

    /** Columns of the one input go through as they are; what is added is none of theirs. */
    private NodeRows carried(TypedQuery query) {
        return new NodeRows(query.fields().stream()
                .map(field -> inputs.first()
                        .column(field.name())
                        .filter(column ->
                                column.type().getTypeRoot() == field.type().getTypeRoot())
                        .map(column -> new Column(field.name(), field.type(), column.role()))
                        .orElseGet(() -> new Column(field.name(), field.type(), Role.NONE)))
                .toList());
    }

    private NodeRows project(Step.Project project, TypedQuery query) {
        int kept = query.fields().size() - project.columns().size();
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < query.fields().size(); at++) {
            Field field = query.fields().get(at);
            boolean proctime = at >= kept
                    && project.columns().get(at - kept).expression().strip().equalsIgnoreCase("PROCTIME()");
            columns.add(proctime ? new Column(field.name(), field.type(), Role.NONE) : inputs.computed(field));
        }
        NodeRows rows = new NodeRows(columns);
        return project.distinct() ? grouped(rows, columns.size()) : rows;
    }

    private NodeRows aggregate(Step.Aggregate aggregate, TypedQuery query) {
        return grouped(
                new NodeRows(query.fields().stream().map(inputs::computed).toList()),
                aggregate.keys().size());
    }

    /** Grouping keeps the time of a window and nothing else that goes by time. */
    private static NodeRows grouped(NodeRows rows, int keys) {
        NodeRows grouping = new NodeRows(
                rows.columns().subList(0, Math.min(keys, rows.columns().size())));
        boolean byWindow = grouping.hasWindow();
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < rows.columns().size(); at++) {
            Column column = rows.columns().get(at);
            boolean kept = byWindow && at < keys;
            Column now = kept ? column : column.as(Role.NONE);
            columns.add(now.role() == Role.WINDOW_TIME ? now : now.withoutTime());
        }
        return new NodeRows(columns);
    }

    private NodeRows query(TypedQuery query) {
        NodeRows rows = new NodeRows(query.fields().stream()
                .map(field -> new Column(
                        field.name(),
                        field.type(),
                        inputs.origin(field).map(Column::role).orElse(Role.NONE)))
                .toList());
        return rows.hasTime() ? typer.asStreamed(rows) : rows;
    }
}
