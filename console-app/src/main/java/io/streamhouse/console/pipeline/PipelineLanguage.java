package io.streamhouse.console.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobDetail;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.change.StateChange;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.pipeline.match.OperatorMatch;
import io.streamhouse.pipeline.read.ReadPipeline;
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

    /** A checker that remembers what it has found, so that a small change is checked soon. */
    Checking checking();

    /** Where each node is in the job that runs the pipeline, by name. */
    Map<String, OperatorMatch> places(Pipeline running, JobDetail job);

    /** What becomes of the state of what runs. */
    StateChange difference(Pipeline running, Pipeline next);

    /** Remembers what it has found of one pipeline. */
    interface Checking {

        /** Every node of the picture, by name. What was judged of a target as it is is part of it. */
        Map<String, NodeCheck> check(Pipeline pipeline, DatabaseId current, ExecutionMode mode);

        /** What Flink's planner says of all the rows that reach a target, by target. Takes longer than checking. */
        Map<String, TargetVerdict> judge(Pipeline pipeline, DatabaseId current, ExecutionMode mode);
    }
}
