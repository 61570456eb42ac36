package io.streamhouse.pipeline.check;

import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.plan.RelationSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What has been found of targets, for as long as nothing above them changes. Safe for threads. */
final class TargetJudgements {

    /** @param pipeline what reaches the target, and the target */
    private record Known(
            Pipeline pipeline, ExecutionMode mode, List<FunctionSignature> functions, TargetVerdict verdict) {}

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Map<String, TargetVerdict> judge(
            Map<String, NodeCheck> checks,
            Pipeline pipeline,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            ExecutionMode mode) {
        Map<String, TargetVerdict> verdicts = new LinkedHashMap<>();
        for (PipelineNode target : pipeline.targets()) {
            TargetVerdict verdict = unknown(checks.getOrDefault(target.name(), new NodeCheck.Waiting(target.name())))
                    .<TargetVerdict>map(TargetVerdict.Unknown::new)
                    .orElseGet(() ->
                            new TargetJudgement(pipeline, target, checks, current, source, functions, mode).verdict());
            verdicts.put(target.name(), verdict);
            known.put(target.name(), new Known(pipeline.upTo(target.name()), mode, List.copyOf(functions), verdict));
        }
        known.keySet().retainAll(verdicts.keySet());
        return verdicts;
    }

    private static Optional<String> unknown(NodeCheck check) {
        return switch (check) {
            case NodeCheck.Typed ignored -> Optional.empty();
            case NodeCheck.Faulty ignored -> Optional.of("Its rows do not fit yet");
            case NodeCheck.Waiting waiting -> Optional.of("“" + waiting.upstream() + "” has to be put right first");
        };
    }

    /** The checks with the problems of verdicts that still hold. */
    Map<String, NodeCheck> added(
            Map<String, NodeCheck> checks, Pipeline pipeline, ExecutionMode mode, List<FunctionSignature> functions) {
        if (known.isEmpty()) {
            return checks;
        }
        Map<String, NodeCheck> added = new LinkedHashMap<>(checks);
        for (PipelineNode target : pipeline.targets()) {
            Known before = known.get(target.name());
            if (before != null
                    && before.mode() == mode
                    && before.functions().equals(functions)
                    && before.pipeline().equals(pipeline.upTo(target.name()))) {
                String at = before.verdict() instanceof TargetVerdict.Refused refused ? refused.node() : target.name();
                added.computeIfPresent(
                        at, (name, check) -> with(check, before.verdict().problems()));
            }
        }
        return added;
    }

    private static NodeCheck with(NodeCheck check, List<NodeProblem> problems) {
        return switch (check) {
            case NodeCheck.Typed typed -> {
                List<NodeProblem> all = new ArrayList<>(typed.warnings());
                problems.stream().filter(problem -> !all.contains(problem)).forEach(all::add);
                yield all.stream().anyMatch(NodeProblem::blocking)
                        ? new NodeCheck.Faulty(all)
                        : new NodeCheck.Typed(typed.columns(), all);
            }
            case NodeCheck.Faulty faulty -> faulty;
            case NodeCheck.Waiting waiting -> waiting;
        };
    }
}
