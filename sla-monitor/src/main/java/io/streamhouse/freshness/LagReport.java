package io.streamhouse.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a view was behind in a time.
 *
 * @param points oldest first, as finely as they are still known and a chart can show
 * @param summaries of the last hour, day and week
 */
public record LagReport(Instant from, Instant to, List<Point> points, List<Summary> summaries) {

    public LagReport {
        points = List.copyOf(points);
        summaries = List.copyOf(summaries);
    }

    /**
     * @param at when the time it stands for begins
     * @param width how long that time is
     * @param lag the longest in it; empty if it was not known
     * @param target the one that held; empty if there was none
     * @param cause why it was behind or unknown; empty if it was neither
     */
    public record Point(
            Instant at, Duration width, Optional<Duration> lag, Optional<Duration> target, Optional<LagCause> cause) {}

    /**
     * @param window asked for, ending now
     * @param p50 half of the time the lag was at most this; empty if nothing was measured
     * @param aboveTarget for how long in all it was further behind than promised
     * @param causes of {@code aboveTarget} and of the time in which nothing was known
     */
    public record Summary(
            Duration window,
            WithinTarget within,
            Optional<Duration> p50,
            Optional<Duration> p95,
            Optional<Duration> max,
            Duration aboveTarget,
            Map<LagCause, Duration> causes) {
        public Summary {
            causes = Map.copyOf(causes);
        }
    }
}
