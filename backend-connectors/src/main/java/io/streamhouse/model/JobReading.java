package io.streamhouse.model;

import java.time.Duration;

/**
 * What a job has used since its meter began.
 *
 * @param cpu CPU time, of compaction too
 * @param compactionCpu the part of {@code cpu} that went into merging files; zero where the engine can't tell it apart
 * @param slotTime slots held times the time they were held
 * @param running whether it has tasks now
 */
public record JobReading(Duration cpu, Duration compactionCpu, Duration slotTime, boolean running) {

    public static final JobReading NONE = new JobReading(Duration.ZERO, Duration.ZERO, Duration.ZERO, false);
}
