package io.streamhouse.console.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.pipeline.Pipeline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that a pipeline's document holds.
 *
 * @param places of the nodes; one without a place has not been laid out yet
 * @param mode whether it is run over what is there now or goes on; a choice of the person's, the pipeline is the same
 * @param current where names of fewer than three parts are looked up
 * @param text its SQL as a person wrote it, for as long as the picture has not been changed since; may be unfinished, the
 *     picture is then that of the last text that could be read
 */
public record PipelineContent(
        Pipeline pipeline, Map<String, Place> places, ExecutionMode mode, DatabaseId current, Optional<String> text) {

    public PipelineContent {
        Pipeline nodes = pipeline;
        places = places.entrySet().stream()
                .filter(place -> nodes.node(place.getKey()).isPresent())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** With another picture; what a person wrote does not say the same any more. */
    PipelineContent with(Pipeline other) {
        return new PipelineContent(other, places, mode, current, Optional.empty());
    }

    /** With these places in addition, or instead. */
    PipelineContent placed(Map<String, Place> moved) {
        Map<String, Place> all = new HashMap<>(places);
        all.putAll(moved);
        return new PipelineContent(pipeline, all, mode, current, text);
    }

    /** Whether both say the same, wherever the nodes stand and however the SQL is written. */
    public boolean means(PipelineContent other) {
        return pipeline.equals(other.pipeline) && mode == other.mode && current.equals(other.current);
    }
}
