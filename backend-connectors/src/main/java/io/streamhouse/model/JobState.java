package io.streamhouse.model;

/** A job's state as Flink reports it. */
public enum JobState {
    INITIALIZING(false),
    CREATED(false),
    RUNNING(false),
    FAILING(false),
    FAILED(true),
    CANCELLING(false),
    CANCELED(true),
    FINISHED(true),
    RESTARTING(false),
    SUSPENDED(true),
    RECONCILING(false);

    private final boolean terminal;

    JobState(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether a job in this state will do no more work. */
    public boolean terminal() {
        return terminal;
    }
}
