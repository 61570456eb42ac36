package io.streamhouse.refresh;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A choice of mode, with all that was weighed.
 *
 * @param before the mode until then; empty for the first choice
 * @param target the one that held; empty if it is refreshed on demand
 * @param why in a sentence, with the figures that decided it
 * @param candidates every mode, also those that lost, and why
 */
public record ModeDecision(
        Instant at,
        Optional<RefreshMode> before,
        RefreshMode chosen,
        Optional<Duration> target,
        String why,
        List<SwitchPreview.Candidate> candidates) {
    public ModeDecision {
        candidates = List.copyOf(candidates);
    }
}
