package io.streamhouse.console.documents;

import io.streamhouse.model.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * Something a person owns.
 *
 * @param body JSON, written and read by the feature that owns the kind
 * @param revision grows by one with every change; a change names the revision it was based on
 * @param managedBy the file or tool that keeps this document; empty for one kept by hand
 */
public record Document(
        DocumentKind kind,
        String id,
        String name,
        long revision,
        Actor owner,
        Actor changedBy,
        Optional<String> managedBy,
        String body,
        Instant createdAt,
        Instant changedAt) {}
