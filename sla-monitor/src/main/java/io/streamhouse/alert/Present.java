package io.streamhouse.alert;

import io.streamhouse.freshness.Freshness;
import java.time.Duration;
import java.util.Optional;

/**
 * A view at this moment.
 *
 * @param target that holds now; empty if there is none
 * @param failing why it can't be kept fresh, or why its last refresh failed; empty if neither is so
 * @param suspended why nobody keeps it fresh; empty if somebody does
 */
public record Present(Freshness lag, Optional<Duration> target, Optional<String> failing, Optional<String> suspended) {}
