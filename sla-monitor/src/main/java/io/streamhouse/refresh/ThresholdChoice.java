package io.streamhouse.refresh;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.Maintainability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** By the target alone: a job that always runs below a minute, one that comes and goes above. */
final class ThresholdChoice implements ModeChoice {

    static final Duration CONTINUOUS_BELOW = Duration.ofSeconds(60);

    /** The least lag a mode can keep: below it a target is refused. */
    static Duration floor(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> Duration.ofSeconds(1);
            case INCREMENTAL -> Duration.ofSeconds(3);
            case FULL -> Duration.ofSeconds(5);
        };
    }

    @Override
    public Chosen choose(Optional<Duration> target, Maintainability maintainability) {
        Optional<String> against = against(maintainability);
        RefreshMode chosen;
        String why;
        if (against.isPresent()) {
            chosen = RefreshMode.FULL;
            why = against.get();
        } else if (target.isEmpty()) {
            chosen = RefreshMode.INCREMENTAL;
            why = "It is refreshed on demand; only what changed has to be computed";
        } else if (target.get().compareTo(CONTINUOUS_BELOW) < 0) {
            chosen = RefreshMode.CONTINUOUS;
            why = "Below " + CONTINUOUS_BELOW.toSeconds() + " s a job that always runs is cheapest";
        } else {
            chosen = RefreshMode.INCREMENTAL;
            why = "From " + CONTINUOUS_BELOW.toSeconds() + " s on nothing need run in between";
        }
        return new Chosen(
                chosen,
                why,
                List.of(
                        candidate(RefreshMode.CONTINUOUS, chosen, target, against),
                        candidate(RefreshMode.INCREMENTAL, chosen, target, against),
                        candidate(RefreshMode.FULL, chosen, target, Optional.empty())));
    }

    /** Why a query can't be kept up to date by its changes; empty if it can. */
    static Optional<String> against(Maintainability maintainability) {
        return switch (maintainability) {
            case Maintainability.Incremental ignored -> Optional.empty();
            case Maintainability.DropsLateChanges late ->
                Optional.of("Changes that come behind the watermark would be dropped by its " + late.construct());
            case Maintainability.FullOnly full -> Optional.of(full.why());
        };
    }

    /** What in the query it is that is judged. */
    static String construct(Maintainability maintainability) {
        return switch (maintainability) {
            case Maintainability.Incremental ignored -> "query";
            case Maintainability.DropsLateChanges late -> late.construct();
            case Maintainability.FullOnly full -> full.construct();
        };
    }

    private static SwitchPreview.Candidate candidate(
            RefreshMode mode, RefreshMode chosen, Optional<Duration> target, Optional<String> against) {
        boolean inReach = target.isEmpty() || target.get().compareTo(floor(mode)) >= 0;
        String why = against.isPresent()
                ? against.get()
                : !inReach
                        ? "Can't keep less than " + floor(mode).toSeconds() + " s"
                        : mode == chosen ? "Chosen" : "Would keep the target at a higher cost";
        return new SwitchPreview.Candidate(
                mode, against.isEmpty() && inReach, Optional.of(floor(mode)), OptionalDouble.empty(), why);
    }
}
