package io.streamhouse.console.sqlworkspace;

/** How far a statement of a run has come. */
public enum RunState {
    /** Its turn has not come: statements before it run first. */
    QUEUED(false),
    /** Its turn has come, but so many others run that it waits for a place. */
    WAITING(false),
    /** Handed to the engine, which has not said anything yet. */
    PLANNING(false),
    /** It has a job, or rows arrive. */
    RUNNING(false),
    SUCCEEDED(true),
    /** Its job runs on in the cluster. */
    SUBMITTED(true),
    FAILED(true),
    /** Somebody stopped it. What it had given until then is kept. */
    CANCELLED(true),
    /** One before it failed or was stopped. */
    SKIPPED(true);

    private final boolean ended;

    RunState(boolean ended) {
        this.ended = ended;
    }

    public boolean ended() {
        return ended;
    }
}
