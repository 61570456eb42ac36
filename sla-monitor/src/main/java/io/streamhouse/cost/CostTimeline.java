package io.streamhouse.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Metered cost over time.
 *
 * @param step how long a time each point stands for
 * @param series the dearest first, at most twelve and one named {@code others}; overhead and idle come last
 */
public record CostTimeline(String currency, Duration step, List<Series> series) {

    public CostTimeline {
        series = List.copyOf(series);
    }

    /** @param costs one per step from the beginning on; zero where nothing was used */
    public record Series(String key, Instant from, List<Double> costs) {
        public Series {
            costs = List.copyOf(costs);
        }
    }
}
