package io.streamhouse.console.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.pipeline.NodeCheck;
import io.streamhouse.pipeline.NodeProblem;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.ReadPipeline;
import java.util.List;
import java.util.Map;

/** Pictures as SQL and back, and what makes sense of them. Safe for threads. */
interface PipelineLanguage {

    /**
     * The script that says what the picture says.
     *
     * @param checks what is known of the nodes
     * @throws io.streamhouse.model.ProblemException for a picture that is half done, naming the node
     */
    String write(Pipeline pipeline, Map<String, NodeCheck> checks);

    /**
     * The query of the rows at a node.
     *
     * @throws io.streamhouse.model.ProblemException as {@link #write}
     */
    String query(Pipeline pipeline, String node, Map<String, NodeCheck> checks);

    /**
     * A script as a picture.
     *
     * @param before whose names are kept where steps are the same
     * @throws io.streamhouse.model.ProblemException with the position in the script, if it is no pipeline
     */
    ReadPipeline read(String script, DatabaseId current, Pipeline before);

    /** With another name for a node, in expressions of others as well. */
    Pipeline rename(Pipeline pipeline, String from, String to);

    /**
     * What Flink's planner has against starting it, or finds worth saying, by target. Takes longer than checking.
     *
     * @throws io.streamhouse.model.ProblemException if a node far above a target can't be, naming it
     */
    Map<String, List<NodeProblem>> judge(Pipeline pipeline, DatabaseId current);

    /** A checker that remembers what it has found, so that a small change is checked soon. */
    Checking checking();

    /** For one thread at a time. */
    interface Checking {

        /** Every node of the picture, by name. */
        Map<String, NodeCheck> check(Pipeline pipeline, DatabaseId current);
    }
}
