package io.streamhouse.model;

/** How an engine is doing, as seen by the console. */
public enum EngineState {
    STARTING,
    /** It answers; the first statements are being run so that a person's first one is fast. */
    WARMING_UP,
    READY,
    UNREACHABLE
}
