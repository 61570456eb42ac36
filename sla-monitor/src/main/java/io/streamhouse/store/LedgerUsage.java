package io.streamhouse.store;

import java.time.Duration;

/**
 * What something used, as it is written down; CPU to the microsecond, the rest to the millisecond.
 *
 * @param cpu CPU time, of compaction too
 * @param slotTime slots held times the time they were held
 * @param requests operations on storage
 * @param checkpointBytes written into checkpoints and savepoints
 */
public record LedgerUsage(
        Duration cpu,
        Duration compactionCpu,
        Duration slotTime,
        long bytesRead,
        long bytesWritten,
        long requests,
        long checkpointBytes) {}
