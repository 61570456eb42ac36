package io.streamhouse.alert;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * An alert began or ended.
 *
 * @param firing whether it began
 * @param value at the time; empty if nothing was known
 * @param text why, in words
 */
public record Transition(Instant at, boolean firing, OptionalDouble value, String text) {}
