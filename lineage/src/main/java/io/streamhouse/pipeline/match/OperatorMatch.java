package io.streamhouse.pipeline.match;

import io.streamhouse.model.JobDetail;
import io.streamhouse.pipeline.Pipeline;
import java.util.List;
import java.util.Map;

/**
 * Where a pipeline's node is in the job that runs it. Flink's planner merges steps, moves and splits them: a node is
 * {@link Found} only where there is no doubt.
 */
public sealed interface OperatorMatch {

    /**
     * Its operators are known.
     *
     * @param vertices ids of the tasks they run in, in the order that rows go through them; figures of a node's input are
     *     the first's, of its output the last's
     * @param operators their names as Flink has them, in the same order
     * @param sharedWith other nodes of the pipeline with operators in one of these tasks, whose figures these are too
     */
    record Found(List<String> vertices, List<String> operators, List<String> sharedWith) implements OperatorMatch {

        public Found {
            vertices = List.copyOf(vertices);
            operators = List.copyOf(operators);
            sharedWith = List.copyOf(sharedWith);
        }
    }

    /** @param why one sentence for a person */
    record Unknown(String why) implements OperatorMatch {}

    /** Each node's place, by its name. */
    static Map<String, OperatorMatch> of(Pipeline pipeline, JobDetail job) {
        return new OperatorSearch(pipeline, JobOperators.of(job)).matches();
    }
}
