package io.streamhouse.console.pipeline;

import io.streamhouse.model.Actor;
import java.time.Instant;

/** What a pipeline was at one revision. */
public record PipelineVersion(
        long revision, String name, PipelineContent content, Actor changedBy, Instant changedAt) {}
