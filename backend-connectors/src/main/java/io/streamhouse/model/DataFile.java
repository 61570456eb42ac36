package io.streamhouse.model;

import java.time.Instant;
import java.util.Map;

/**
 * A live data file of a Paimon table.
 *
 * @param partition the partition's column values as text; empty for an unpartitioned table
 * @param level its level in the bucket's LSM tree; 0 for fresh files and append tables
 */
public record DataFile(
        Map<String, String> partition,
        int bucket,
        String name,
        String format,
        int level,
        long rows,
        long bytes,
        Instant createdAt) {
    public DataFile {
        partition = Map.copyOf(partition);
    }
}
