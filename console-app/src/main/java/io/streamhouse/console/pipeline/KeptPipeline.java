package io.streamhouse.console.pipeline;

import io.streamhouse.model.Actor;
import java.time.Instant;

/**
 * A pipeline as it was kept last.
 *
 * @param revision the version; grows by one with each that is kept
 */
public record KeptPipeline(
        String id, String name, PipelineContent content, long revision, Actor changedBy, Instant changedAt) {}
