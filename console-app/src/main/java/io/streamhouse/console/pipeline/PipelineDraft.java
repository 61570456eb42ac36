package io.streamhouse.console.pipeline;

import io.streamhouse.model.Actor;
import java.time.Instant;

/**
 * What a person has drawn or written of a pipeline and not kept as a version yet.
 *
 * @param pipeline id of the pipeline
 * @param name what the pipeline is to be called
 * @param basedOn the pipeline's revision that was changed
 * @param revision of the draft itself, to be given back at the next save; 0 for one that has not been saved
 */
public record PipelineDraft(
        String pipeline,
        String name,
        PipelineContent content,
        long basedOn,
        long revision,
        Actor savedBy,
        Instant savedAt) {

    /** Nothing has been changed since the version was kept. */
    static PipelineDraft none(KeptPipeline kept) {
        return new PipelineDraft(
                kept.id(), kept.name(), kept.content(), kept.revision(), 0, kept.changedBy(), kept.changedAt());
    }

    PipelineDraft with(String nextName, PipelineContent next) {
        return new PipelineDraft(pipeline, nextName, next, basedOn, revision, savedBy, savedAt);
    }
}
