package io.streamhouse.console.documents;

/** What a document is of. The name is stored: renaming one needs a migration. */
public enum DocumentKind {
    /** An SQL script saved by name. */
    SCRIPT,
    /** A pipeline: its versions, as they were kept or started. */
    PIPELINE,
    /** What a person has drawn or written of a pipeline since its last version. */
    PIPELINE_DRAFT,
    /** Which version of a pipeline was started last. */
    PIPELINE_RUN,
    /** The open tabs of a person's SQL page. */
    SQL_WORKSPACE,
    /** How to reach an engine, and which one is in use. */
    ENGINE_CONNECTION,
    /** A Paimon warehouse or other catalog attached to the console. */
    CATALOG,
    /** What a person chose for themselves: colour scheme and the like. */
    PREFERENCES,
    /** What usage costs. */
    PRICES,
    /** The sample shop: whether it runs and how fast. */
    SAMPLE,
    /** What a person wants to be told of. */
    ALERT_RULE,
    /** Where alerts are sent. */
    ALERT_WEBHOOK
}
