package io.streamhouse.pipeline.check;

import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.Step;
import io.streamhouse.plan.RelationSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks a pipeline as Flink's validator and planner understand it, without a cluster. One for each open editor: it
 * remembers what it has found of nodes, so that after a change only those are looked at that it can matter to. Safe for
 * threads.
 */
public final class PipelineChecker {

    private final NodeChecks nodes = new NodeChecks();
    private final TargetJudgements targets = new TargetJudgements();

    /** {@link #check(Pipeline, DatabaseId, RelationSource, List, ExecutionMode)} for a pipeline that runs as a stream. */
    public Map<String, NodeCheck> check(
            Pipeline pipeline, DatabaseId current, RelationSource source, List<FunctionSignature> functions) {
        return check(pipeline, current, source, functions, ExecutionMode.STREAMING);
    }

    /**
     * What is known of each node, by its name: the columns of its rows, or what is wrong with it. Of targets that have
     * been judged as they are, what {@link #judge} has found against them too.
     *
     * @param current where names of fewer than three parts in a {@link Step.Query} are looked up
     * @param functions those besides Flink's own
     * @param mode how it is to run: what needs event time is faulty in a stream without it, but not in batch mode, and
     *     not if the rows only reach views, which can be computed anew
     */
    public synchronized Map<String, NodeCheck> check(
            Pipeline pipeline,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            ExecutionMode mode) {
        return targets.added(nodes.check(pipeline, current, source, functions, mode), pipeline, mode, functions);
    }

    /** {@link #judge(Pipeline, DatabaseId, RelationSource, List, ExecutionMode)} for one that runs as a stream. */
    public Map<String, TargetVerdict> judge(
            Pipeline pipeline, DatabaseId current, RelationSource source, List<FunctionSignature> functions) {
        return judge(pipeline, current, source, functions, ExecutionMode.STREAMING);
    }

    /**
     * What the planner says of all the rows that reach each target, by the target's name. Takes longer than a check, up
     * to some seconds for a large pipeline; checks that are asked for meanwhile are not kept waiting.
     */
    public Map<String, TargetVerdict> judge(
            Pipeline pipeline,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            ExecutionMode mode) {
        Map<String, NodeCheck> checks;
        synchronized (this) {
            checks = nodes.check(pipeline, current, source, functions, mode);
        }
        return targets.judge(checks, pipeline, current, source, functions, mode);
    }

    /** The names of a node's columns where they are known, as the SQL of a pipeline asks for them. */
    public static Function<String, Optional<List<String>>> columns(Map<String, NodeCheck> checks) {
        return node -> Optional.ofNullable(checks.get(node))
                .filter(NodeCheck.Typed.class::isInstance)
                .map(NodeCheck.Typed.class::cast)
                .map(typed -> typed.columns().stream().map(PipelineColumn::name).toList());
    }
}
