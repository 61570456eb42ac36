package io.streamhouse.sql;

import io.streamhouse.model.Position;

/**
 * A mistake in a script, found without asking an engine.
 *
 * @param from where the token to mark starts in the script
 * @param to the place after it
 * @param message what is wrong, in one short sentence
 */
public record Diagnostic(Position from, Position to, String message) {}
