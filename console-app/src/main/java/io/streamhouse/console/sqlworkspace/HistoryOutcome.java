package io.streamhouse.console.sqlworkspace;

/** How a statement of the history ended. The name is stored: renaming one needs a migration. */
public enum HistoryOutcome {
    RUNNING,
    SUCCEEDED,
    /** Its job ran on. */
    SUBMITTED,
    FAILED,
    CANCELLED,
    /** The console ended while it ran. */
    INTERRUPTED
}
