package io.streamhouse.cost;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a view would cost a day and how far it would lag, in every mode at any target: for the slider. All figures are
 * estimated, by {@code basis}.
 *
 * @param currency as ISO 4217 names it
 * @param lines one per mode, in the order of {@link RefreshMode}
 * @param bands which mode AUTO takes for which targets, shortest first, without gaps
 * @param confidence how well the figures are known
 * @param basis what the estimate rests on, in words: priors, or how many of the view's own runs
 * @param floor the shortest target that is accepted
 * @param chainFloor the shortest target that its chain can keep; empty if it is no longer than {@code floor}
 * @param slowHop which hop of the chain makes {@code chainFloor} what it is
 */
public record CostCurve(
        String currency,
        List<Line> lines,
        List<Band> bands,
        Confidence confidence,
        String basis,
        Duration floor,
        Optional<Duration> chainFloor,
        Optional<String> slowHop) {

    public CostCurve {
        lines = List.copyOf(lines);
        bands = List.copyOf(bands);
    }

    /** How well figures are known. */
    public enum Confidence {
        /** Nothing was measured of this view yet. */
        PRIOR,
        /** From a few runs; may be far off. */
        LOW,
        /** From enough runs, which agree. */
        HIGH
    }

    /**
     * One mode.
     *
     * @param floor the shortest target it can keep
     * @param against why the view can't be in this mode; empty if it can
     * @param points from its floor up, targets ascending; between two points cost is read off by a straight line over the
     *     logarithm of the target; empty if the mode can't be had
     */
    public record Line(RefreshMode mode, Duration floor, Optional<String> against, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** @param lag the lag to be expected at the 95th percentile */
    public record Point(Duration target, double costPerDay, Duration lag) {}

    /** From {@code from} until before {@code to}. */
    public record Band(Duration from, Duration to, RefreshMode mode) {}
}
