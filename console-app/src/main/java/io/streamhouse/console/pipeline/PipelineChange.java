package io.streamhouse.console.pipeline;

import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.QueryChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would come of another version of a pipeline that runs or rests. Nothing has been changed.
 *
 * @param from the version that runs
 * @param nodes what becomes of each node's state; those of both versions, the new one's first
 * @param goesOn whether the job that writes its tables can go on with the state it has; where there is none, whether
 *     every view can
 * @param why sentences: what keeps it from going on, or what going on means, and what becomes of its views
 * @param views what would come of the materialized views among the targets whose query changes
 * @param hindrance why the new version can't be run at all, naming the node; empty if it can
 */
public record PipelineChange(
        long from,
        List<NodeChange> nodes,
        boolean goesOn,
        String why,
        Map<RelationId, QueryChange> views,
        Optional<Problem> hindrance) {

    public PipelineChange {
        nodes = List.copyOf(nodes);
        views = Map.copyOf(views);
    }

    /**
     * What becomes of a node.
     *
     * @param says a sentence for a person
     */
    public record NodeChange(String node, Fate fate, String says) {}

    /** What becomes of what a node remembers. */
    public enum Fate {
        /** It goes on with the state it has. */
        KEPT,
        /** Its state is built up again from what comes in. */
        REBUILT,
        /** Its state is given up. */
        LOST,
        /** It remembers nothing. */
        STATELESS
    }

    /** How a change is carried out. */
    public enum How {
        /** With the state it has; only for what {@link #goesOn}. A job runs on as it is, for the new version. */
        GO_ON,
        /**
         * From the beginning: state is given up, and rows written stay. A view's content stays until the new one is
         * there.
         */
        ANEW
    }
}
