package io.streamhouse.model;

import java.util.OptionalLong;

/**
 * What a cluster counts of a task and does not tell with the job.
 *
 * @param lateRecords rows that came too late for their window and were dropped; empty if nothing in it counts them
 * @param stateBytes size of its state at the job's last completed checkpoint; empty before the first
 */
public record TaskCounts(OptionalLong lateRecords, OptionalLong stateBytes) {

    public static final TaskCounts NONE = new TaskCounts(OptionalLong.empty(), OptionalLong.empty());
}
