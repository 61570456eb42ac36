package io.streamhouse.pipeline.check;

import io.streamhouse.plan.Maintainability;
import java.util.List;
import java.util.Optional;

/** What Flink's planner says of all the rows that reach a target. */
public sealed interface TargetVerdict {

    /** What stands against starting it, and what a person should know before; each is a problem of the target. */
    default List<NodeProblem> problems() {
        return switch (this) {
            case Judged judged -> judged.problems();
            case Refused refused -> List.of(refused.problem());
            case Unknown ignored -> List.of();
        };
    }

    /**
     * The planner understands it.
     *
     * @param key what the target keeps its rows by: its own, or for a view without one the query's; empty if by nothing
     * @param keys all the sets of columns known to tell rows apart, the smallest first
     * @param insertOnly whether rows never change and never go away, as long as sources are only added to
     * @param stateful whether keeping them up to date needs operators with state
     * @param deterministic whether two computations over the same sources give the same rows
     * @param maintainability whether they can be kept up to date by changes alone
     * @param at the node that stands against it being {@link Maintainability.Incremental}, where it can be told
     * @param problems of the target; blocking ones for a key that is missing or can't be
     */
    record Judged(
            List<String> key,
            List<List<String>> keys,
            boolean insertOnly,
            boolean stateful,
            boolean deterministic,
            Maintainability maintainability,
            Optional<String> at,
            List<NodeProblem> problems)
            implements TargetVerdict {

        public Judged {
            key = List.copyOf(key);
            keys = List.copyOf(keys);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Flink can't compute it.
     *
     * @param node where the problem is, which may be one far above the target
     * @param problem of that node
     */
    record Refused(String node, NodeProblem problem) implements TargetVerdict {}

    /** @param why one sentence for a person: a node above is faulty, or the planner gave up */
    record Unknown(String why) implements TargetVerdict {}
}
