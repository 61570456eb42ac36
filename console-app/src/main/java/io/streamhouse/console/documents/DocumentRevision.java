package io.streamhouse.console.documents;

import io.streamhouse.model.Actor;
import java.time.Instant;

/** What a document was at one revision. */
public record DocumentRevision(
        long revision, String name, Actor changedBy, boolean deleted, String body, Instant changedAt) {}
