package io.streamhouse.pipeline.change;

import io.streamhouse.pipeline.Pipeline;
import java.util.List;

/**
 * What a change to a running pipeline does to the state that its job has gathered.
 *
 * @param nodes those of the changed pipeline in their order, then those that are gone
 * @param going how the job can go on
 */
public record StateChange(List<NodeState> nodes, Going going) {

    public StateChange {
        nodes = List.copyOf(nodes);
    }

    /** What becomes of a node's state. */
    public enum Fate {
        /** It goes on with what it has. */
        KEEPS,
        /** It forgets what it has and gathers it anew from its sources. */
        REBUILT,
        /** It forgets what it has, and nothing can bring it back. */
        LOST,
        /** It remembers nothing. */
        NONE
    }

    /**
     * @param node its name in the changed pipeline; of one that is gone, in the running one
     * @param gone whether the changed pipeline is without it
     * @param sentence for a person
     */
    public record NodeState(String node, Fate fate, boolean gone, String sentence) {}

    /** How the changed pipeline's job begins. */
    public sealed interface Going {

        /** Nothing that runs is another: the job can be resumed from its savepoint. */
        record FromSavepoint() implements Going {}

        /**
         * Its savepoint is of no use.
         *
         * @param why one sentence for a person
         * @param changed the nodes because of which that is so
         */
        record Anew(String why, List<String> changed) implements Going {

            public Anew {
                changed = List.copyOf(changed);
            }
        }
    }

    /**
     * Compares what runs with what is to run. A job can go on from its savepoint if its plan stays the same: notes, names
     * of nodes and how text is laid out can change, anything else can't.
     */
    public static StateChange between(Pipeline running, Pipeline next) {
        return new PipelineComparison(running, next).stateChange();
    }
}
