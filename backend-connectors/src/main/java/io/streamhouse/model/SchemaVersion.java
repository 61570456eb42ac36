package io.streamhouse.model;

import java.time.Instant;
import java.util.Map;

/** One version in the history of a Paimon table's schema. */
public record SchemaVersion(long id, Schema schema, Map<String, String> options, Instant createdAt) {
    public SchemaVersion {
        options = Map.copyOf(options);
    }
}
