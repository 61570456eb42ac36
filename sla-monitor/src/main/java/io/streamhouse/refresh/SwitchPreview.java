package io.streamhouse.refresh;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
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
 * @param auto the mode that AUTO would take with this target
 * @param currency of all costs here, which are estimated
 * @param costPerDayNow of the view as it is kept now; empty if it is not known
 * @param costPerDay of the view as it would be kept
 * @param lagNow to be expected as it is kept now; empty if it is refreshed on demand
 * @param affected views up and down the chain whose target that holds, or lag, would be another
 */
public record SwitchPreview(
        Optional<RefreshMode> current,
        RefreshMode chosen,
        String why,
        List<Candidate> candidates,
        List<String> steps,
        Optional<Duration> takes,
        List<String> warnings,
        RefreshMode auto,
        String currency,
        OptionalDouble costPerDayNow,
        OptionalDouble costPerDay,
        Optional<Duration> lagNow,
        Optional<Duration> lag,
        List<Affected> affected) {
    public SwitchPreview {
        affected = List.copyOf(affected);
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

    /**
     * Another view that the change touches.
     *
     * @param upstream whether the view reads it, otherwise it reads the view, directly or through others
     * @param targetNow the one that holds for it; empty if it is refreshed on demand
     * @param costPerDayMore what it would cost more a day, below zero if less; empty if that is not known
     */
    public record Affected(
            RelationId view,
            boolean upstream,
            Optional<Duration> targetNow,
            Optional<Duration> targetThen,
            OptionalDouble costPerDayMore) {}
}
