package io.streamhouse.console.pipeline;

import java.util.Map;

/**
 * A pipeline that runs, or does not, at one look.
 *
 * @param figures by name of a node of the version that runs; empty while none does
 */
public record PipelineSeen(PipelineStatus status, Map<String, NodeFigure> figures) {

    public PipelineSeen {
        figures = Map.copyOf(figures);
    }
}
