package io.streamhouse.store;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A choice of mode, as it is written down.
 *
 * @param before the mode the view was in; empty if it was in none yet
 * @param requested the mode that was asked for, by name
 * @param target to the millisecond; empty if it was refreshed on demand
 */
public record LedgerDecision(
        String uid,
        Instant at,
        Optional<RefreshMode> before,
        RefreshMode chosen,
        String requested,
        Optional<Duration> target,
        String why,
        List<Candidate> candidates) {
    public LedgerDecision {
        candidates = List.copyOf(candidates);
    }

    /** A mode that was weighed. */
    public record Candidate(
            RefreshMode mode, boolean possible, Optional<Duration> lag, OptionalDouble costPerDay, String why) {}
}
