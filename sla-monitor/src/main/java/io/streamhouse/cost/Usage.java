package io.streamhouse.cost;

import java.time.Duration;

/**
 * What something used of the engine and of storage while a window passed.
 *
 * @param cpu CPU time, of compaction too
 * @param compactionCpu the part of {@code cpu} that went into merging files
 * @param slotTime slots held times the time they were held: reserved, not used
 * @param rowsRead changed rows of the inputs
 * @param rowsWritten changed rows of the output
 * @param requests operations on storage: files made, read, listed or deleted
 * @param checkpointBytes written into checkpoints and savepoints
 */
public record Usage(
        Duration cpu,
        Duration compactionCpu,
        Duration slotTime,
        long rowsRead,
        long rowsWritten,
        long bytesRead,
        long bytesWritten,
        long requests,
        long checkpointBytes) {

    public static final Usage NONE = new Usage(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, 0);

    /** Nothing but CPU time. */
    public static Usage ofCpu(Duration cpu) {
        return new Usage(cpu, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, 0);
    }

    public Usage plus(Usage other) {
        return new Usage(
                cpu.plus(other.cpu),
                compactionCpu.plus(other.compactionCpu),
                slotTime.plus(other.slotTime),
                rowsRead + other.rowsRead,
                rowsWritten + other.rowsWritten,
                bytesRead + other.bytesRead,
                bytesWritten + other.bytesWritten,
                requests + other.requests,
                checkpointBytes + other.checkpointBytes);
    }
}
