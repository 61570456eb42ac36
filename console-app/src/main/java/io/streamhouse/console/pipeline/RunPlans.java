package io.streamhouse.console.pipeline;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.refresh.NewView;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds out what has to be done to run a pipeline, and what stands against it, naming the node. Changes nothing. */
@Component
final class RunPlans {

    private final PipelineLanguage language;

    RunPlans(PipelineLanguage language) {
        this.language = language;
    }

    /** @throws ProblemException INVALID_STATEMENT and others, naming the node */
    RunPlan plan(PipelineContent content) {
        Pipeline pipeline = content.pipeline();
        if (content.text().isPresent()) {
            // Refuses what can't be read: the picture is not what the person has written then.
            language.read(content.text().get(), content.current(), pipeline);
        }
        if (pipeline.targets().isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "This pipeline has no target: its rows would go nowhere",
                    "Add a table or a materialized view as a target; to see rows, take a sample of a node");
        }
        PipelineLanguage.Checking checking = language.checking();
        Map<String, NodeCheck> checks = checking.check(pipeline, content.current(), content.mode());
        refuseFaults(pipeline, checks);
        checking.judge(pipeline, content.current(), content.mode()).forEach(RunPlans::refuseVerdict);
        Pipeline tables = withColumns(toTables(pipeline), checks);
        List<RunPlan.NewTable> made = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        if (!tables.nodes().isEmpty()) {
            Iterator<PipelineNode> newTables = newTables(tables).iterator();
            for (Slice slice : Scripts.split(language.write(tables, checks))) {
                // What is no INSERT makes a table, one for each new one, in the order of the nodes.
                if (Statements.kind(slice.text()) == StatementKind.DDL && newTables.hasNext()) {
                    made.add(newTable(newTables.next(), slice.text()));
                } else {
                    rest.add(slice.text());
                }
            }
        }
        return new RunPlan(
                made,
                rest.isEmpty() ? Optional.empty() : Optional.of(String.join(";\n\n", rest)),
                views(content, checks),
                content.current());
    }

    private static void refuseVerdict(String target, TargetVerdict verdict) {
        String node = verdict instanceof TargetVerdict.Refused refused ? refused.node() : target;
        verdict.problems().stream().filter(NodeProblem::blocking).findFirst().ifPresent(found -> {
            throw at(node, found.problem());
        });
    }

    private static void refuseFaults(Pipeline pipeline, Map<String, NodeCheck> checks) {
        for (PipelineNode node : pipeline.inOrder()) {
            if (checks.get(node.name()) instanceof NodeCheck.Faulty faulty) {
                throw at(
                        node.name(),
                        faulty.problems().stream()
                                .filter(NodeProblem::blocking)
                                .findFirst()
                                .orElse(faulty.problems().getFirst())
                                .problem());
            }
        }
    }

    /** Places are those of a form's field, which whoever only reads the sentence does not see. */
    static ProblemException at(String node, Problem problem) {
        return new ProblemException(
                new Problem(problem.code(), "“" + node + "”: " + problem.what(), Optional.empty(), problem.nextStep()));
    }

    /** What leads to tables; nodes that only views need are left out. */
    static Pipeline toTables(Pipeline pipeline) {
        Set<String> needed = new HashSet<>();
        pipeline.targets().stream()
                .filter(target -> !(target.step() instanceof Step.IntoView))
                .forEach(target -> pipeline.upTo(target.name()).nodes().forEach(node -> needed.add(node.name())));
        Set<String> others = new HashSet<>();
        pipeline.nodes().stream()
                .map(PipelineNode::name)
                .filter(name -> !needed.contains(name))
                .forEach(others::add);
        return pipeline.without(others);
    }

    /** A statement that makes its own table can't be submitted a second time: the table is made first. */
    private static Pipeline withColumns(Pipeline tables, Map<String, NodeCheck> checks) {
        Pipeline declared = tables;
        for (PipelineNode target : tables.targets()) {
            if (target.step() instanceof Step.IntoNewTable into
                    && into.columns().isEmpty()
                    && checks.get(target.name()) instanceof NodeCheck.Typed typed) {
                List<Column> columns = typed.columns().stream()
                        .map(column -> into.primaryKey().contains(column.name())
                                ? Column.notNull(column.name(), column.type())
                                : Column.of(column.name(), column.type()))
                        .toList();
                declared = declared.changed(new PipelineNode(
                        target.name(),
                        new Step.IntoNewTable(
                                into.relation(), columns, into.primaryKey(), into.partitionedBy(), into.options()),
                        target.note()));
            }
        }
        return declared;
    }

    private static List<PipelineNode> newTables(Pipeline tables) {
        return tables.inOrder().stream()
                .filter(node -> node.step() instanceof Step.IntoNewTable)
                .toList();
    }

    private static RunPlan.NewTable newTable(PipelineNode target, String statement) {
        Step.IntoNewTable into = (Step.IntoNewTable) target.step();
        List<String> columns = into.columns().stream().map(Column::name).toList();
        return new RunPlan.NewTable(target.name(), into.relation(), columns, statement);
    }

    private List<NewView> views(PipelineContent content, Map<String, NodeCheck> checks) {
        List<NewView> views = new ArrayList<>();
        for (PipelineNode target : content.pipeline().targets()) {
            if (target.step() instanceof Step.IntoView into) {
                views.add(view(content, target, into, checks));
            }
        }
        return views;
    }

    /** One view among the targets, as it would be asked for; what leads to it has to be right. */
    NewView view(PipelineContent content, String name, Map<String, NodeCheck> checks) {
        PipelineNode target = content.pipeline().node(name).orElseThrow();
        return view(content, target, (Step.IntoView) target.step(), checks);
    }

    private NewView view(
            PipelineContent content, PipelineNode target, Step.IntoView into, Map<String, NodeCheck> checks) {
        String input = content.pipeline().inputs(target.name()).stream()
                .map(Link::from)
                .findFirst()
                .orElseThrow();
        return new NewView(
                into.relation(),
                language.query(content.pipeline(), input, checks),
                into.primaryKey(),
                into.partitionedBy(),
                into.freshness(),
                into.mode(),
                target.note().isBlank() ? Optional.empty() : Optional.of(target.note()),
                content.current().catalog(),
                content.current().name(),
                into.options());
    }
}
