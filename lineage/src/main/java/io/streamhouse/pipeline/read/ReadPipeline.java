package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.Step;
import java.util.List;

/**
 * A script as a picture.
 *
 * @param asText what no step covers, and why: one for each {@link Step.Query}
 */
public record ReadPipeline(Pipeline pipeline, List<AsText> asText) {

    /** @param why one sentence for a person, naming the construct */
    public record AsText(String node, String why) {}

    public ReadPipeline {
        asText = List.copyOf(asText);
    }
}
