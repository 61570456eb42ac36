package io.streamhouse.refresh;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What would come of another freshness or mode. Nothing has been changed.
 *
 * @param current the mode now
 * @param why why {@code chosen} is chosen
 * @param steps what would be done, in order; empty if nothing need be
 * @param takes for about how long, from what was measured; empty if nothing was yet
 * @param warnings a slow hop in the chain, an upstream that would have to be fresher
 */
public record SwitchPreview(
        Optional<RefreshMode> current,
        RefreshMode chosen,
        String why,
        List<Candidate> candidates,
        List<String> steps,
        Optional<Duration> takes,
        List<String> warnings) {
    public SwitchPreview {
        candidates = List.copyOf(candidates);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /**
     * One of the modes.
     *
     * @param possible whether it can be had at all with this target and query
     * @param lag the lag it can be expected to keep; empty if refreshed on demand
     * @param costPerDay in the currency of the settings; empty until cost is known
     * @param why why it was chosen, lost or can't be had
     */
    public record Candidate(
            RefreshMode mode, boolean possible, Optional<Duration> lag, OptionalDouble costPerDay, String why) {}
}
