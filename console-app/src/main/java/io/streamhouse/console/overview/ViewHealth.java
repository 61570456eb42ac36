package io.streamhouse.console.overview;

import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * How a view keeps what it promised, as it is now.
 *
 * @param lagByTarget actual lag divided by the target that holds; 0 where either is not known
 */
public record ViewHealth(ViewState view, Standing standing, double lagByTarget) {

    /** From the worst to the best. */
    public enum Standing {
        /** It can't be kept fresh, or was suspended for a reason. */
        FAILED,
        /** Further behind than promised. */
        LATE,
        /** Nobody knows how far it is behind. */
        UNKNOWN,
        WITHIN,
        /** Refreshed on demand, or suspended by a person: nothing is promised. */
        UNPROMISED
    }

    /**
     * The worst first. Among those that are late by how late they are; among all others by what changes slowly, so that
     * rows do not jump about while they are read.
     */
    public static final Comparator<ViewHealth> WORST_FIRST = Comparator.comparing(
                    (ViewHealth health) -> health.standing())
            .thenComparing(health -> health.standing() == Standing.LATE ? -health.lagByTarget() : 0.0)
            .thenComparing(ViewHealth::share)
            .thenComparing(health -> health.view().id());

    public static ViewHealth of(ViewState view) {
        Optional<Duration> target = view.effectiveTarget();
        double ratio = view.lag() instanceof Freshness.Known known && target.isPresent()
                ? (double) known.lag().toMillis() / Math.max(1, target.get().toMillis())
                : 0;
        return new ViewHealth(view, standing(view, target, ratio), ratio);
    }

    private static Standing standing(ViewState view, Optional<Duration> target, double ratio) {
        return switch (view.refresh()) {
            case Refresh.Failed ignored -> Standing.FAILED;
            case Refresh.Suspended suspended -> suspended.why().isPresent() ? Standing.FAILED : Standing.UNPROMISED;
            case Refresh.Initializing ignored -> measured(view, target, ratio);
            case Refresh.Active ignored -> measured(view, target, ratio);
            case Refresh.Switching ignored -> measured(view, target, ratio);
        };
    }

    private static Standing measured(ViewState view, Optional<Duration> target, double ratio) {
        if (target.isEmpty()) {
            return Standing.UNPROMISED;
        }
        if (view.lag() instanceof Freshness.Unknown) {
            return Standing.UNKNOWN;
        }
        return ratio > 1 ? Standing.LATE : Standing.WITHIN;
    }

    /** What is wrong with it: why it failed or was suspended, or what came of its last refresh. */
    public Optional<Problem> problem() {
        return switch (view.refresh()) {
            case Refresh.Failed failed -> Optional.of(failed.why());
            case Refresh.Suspended suspended -> suspended.why().or(view::problem);
            case Refresh.Initializing ignored -> view.problem();
            case Refresh.Active ignored -> view.problem();
            case Refresh.Switching ignored -> view.problem();
        };
    }

    private double share() {
        return view.withinTarget() instanceof WithinTarget.Known known ? known.share() : 2;
    }
}
