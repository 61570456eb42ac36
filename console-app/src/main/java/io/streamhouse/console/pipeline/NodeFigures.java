package io.streamhouse.console.pipeline;

import java.util.Map;
import org.springframework.stereotype.Service;

/** Reads from a running job what each node of its pipeline does. */
@Service
public class NodeFigures {

    NodeFigures() {}

    /**
     * Figures of every node of the version that runs.
     *
     * @return empty while no job runs
     */
    public Map<String, NodeFigure> of(String id, PipelineStatus status) {
        return Map.of();
    }
}
