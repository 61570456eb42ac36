package io.streamhouse.model;

/** What an engine may or may not be able to do. What one lacks is declared, and asserted by the contract test. */
public enum Capability {
    /** Savepoints and checkpoints are on a storage that outlives the engine, so that a job can be resumed. */
    DURABLE_SAVEPOINTS,
    /** The CPU time of a job's threads can be read. */
    THREAD_CPU_TIME,
    /** Statements may bring code of their own: ADD JAR, CREATE FUNCTION … USING JAR. */
    LOAD_CODE
}
