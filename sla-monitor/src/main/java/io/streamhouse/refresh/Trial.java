package io.streamhouse.refresh;

import io.streamhouse.model.FreshnessTarget;
import java.time.Instant;

/** A freshness that holds instead of the view's own for a while, then goes by itself. */
public record Trial(FreshnessTarget freshness, String actor, Instant until) {}
