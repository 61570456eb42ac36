package io.streamhouse.model;

/** Whether a statement runs over what is there now, or goes on as data arrives. */
public enum ExecutionMode {
    BATCH,
    STREAMING
}
