package io.streamhouse.model;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One commit of a Paimon table.
 *
 * @param commitIdentifier for a streaming job's commits, the id of the Flink checkpoint
 * @param watermark event time the writer had reached, in epoch milliseconds
 */
public record Snapshot(
        long id,
        long schemaId,
        String commitUser,
        long commitIdentifier,
        CommitKind kind,
        Instant committedAt,
        long totalRecords,
        long deltaRecords,
        OptionalLong watermark) {

    public enum CommitKind {
        APPEND,
        OVERWRITE,
        COMPACT,
        ANALYZE
    }
}
