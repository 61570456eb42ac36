package io.streamhouse.store;

import java.time.Instant;

/** A freshness, as it is written, that holds instead of a view's own for a while. */
public record LedgerOverride(String uid, String freshness, String actor, Instant until) {}
