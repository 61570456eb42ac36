package io.streamhouse.pipeline.check;

import java.util.List;

/** What is known of a node, as it stands. */
public sealed interface NodeCheck {

    /**
     * It makes sense.
     *
     * @param columns of its rows; those of the input for a target
     * @param warnings none of which is blocking
     */
    record Typed(List<PipelineColumn> columns, List<NodeProblem> warnings) implements NodeCheck {

        public Typed {
            columns = List.copyOf(columns);
            warnings = List.copyOf(warnings);
        }
    }

    /** It can't be run as it is; at least one of the problems is blocking. */
    record Faulty(List<NodeProblem> problems) implements NodeCheck {

        public Faulty {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Nothing can be said as long as another node is faulty.
     *
     * @param upstream that node's name
     */
    record Waiting(String upstream) implements NodeCheck {}
}
