package io.streamhouse.console.costs;

import io.streamhouse.cost.CostTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all together cost from step to step. Time before anything was metered is left out, so that a young console does
 * not look cheap.
 *
 * @param step how long a time each point stands for
 * @param points oldest first, overhead and idle among them
 */
public record CostTrend(String currency, Duration step, List<Double> points) {

    /** Metered money of a while, told as money a day. */
    public record PerDay(double amount, Duration over) {}

    public CostTrend {
        points = List.copyOf(points);
    }

    public static CostTrend of(CostTimeline timeline) {
        int length = timeline.series().stream()
                .mapToInt(series -> series.costs().size())
                .max()
                .orElse(0);
        List<Double> sums = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int at = i;
            sums.add(timeline.series().stream()
                    .mapToDouble(series ->
                            at < series.costs().size() ? series.costs().get(at) : 0)
                    .sum());
        }
        int first = 0;
        while (first < length && sums.get(first) == 0) {
            first++;
        }
        return new CostTrend(timeline.currency(), timeline.step(), sums.subList(first, length));
    }

    /** What it costs a day at the rate of the last {@code window}, or of as much of it as was metered. */
    public Optional<PerDay> perDay(Duration window) {
        long wanted = Math.max(1, window.dividedBy(step));
        List<Double> last = points.subList((int) Math.max(0, points.size() - wanted), points.size());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Duration over = step.multipliedBy(last.size());
        double sum = last.stream().mapToDouble(Double::doubleValue).sum();
        return Optional.of(new PerDay(sum * Duration.ofDays(1).toMillis() / over.toMillis(), over));
    }
}
