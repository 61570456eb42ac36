package io.streamhouse.model;

/**
 * The complete state of a job that has ended, to start another from.
 *
 * @param path where it lies, as Flink's {@code execution.state-recovery.path} takes it
 * @param checkpointId its number in the job that wrote it; equals the {@code commitIdentifier} of the Paimon snapshot
 *     that was committed with it
 * @param savepoint whether it was asked for as a savepoint; otherwise a checkpoint retained when the job was cancelled
 *     or lost
 */
public record ResumePoint(String path, long checkpointId, boolean savepoint) {}
