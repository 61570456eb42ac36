package io.streamhouse.model;

import java.util.Optional;

/**
 * What another Flink client's SUSPEND left behind.
 *
 * @param savepoint where the job it stopped has left its state; empty if it named none
 */
public record ForeignSuspension(Optional<String> savepoint) {}
