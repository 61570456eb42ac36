package io.streamhouse.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A partition of a Paimon table, {@code values} in the order of the partition keys. */
public record Partition(Map<String, String> values, long rows, long bytes, long files, Instant lastFileCreatedAt) {
    public Partition {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
