package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Actor;
import java.time.Instant;

/**
 * An SQL script kept under a name.
 *
 * @param revision to be given back with a change
 */
public record SavedScript(String id, String name, String sql, long revision, Actor changedBy, Instant changedAt) {}
