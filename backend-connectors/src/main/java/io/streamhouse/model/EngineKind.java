package io.streamhouse.model;

/** Where an engine runs. Shown to people; nothing decides by it but the connection settings. */
public enum EngineKind {
    EMBEDDED,
    REMOTE
}
