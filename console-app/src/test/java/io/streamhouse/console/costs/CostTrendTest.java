package io.streamhouse.console.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.cost.CostTimeline;
import io.streamhouse.cost.CostTimeline.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CostTrendTest {

    private static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void all_series_are_added_up_step_by_step() {
        CostTrend trend = CostTrend.of(timeline(List.of(1.0, 2.0, 3.0), List.of(0.5, 0.5, 0.5)));

        assertThat(trend.points()).containsExactly(1.5, 2.5, 3.5);
    }

    @Test
    void a_young_console_does_not_look_cheap() {
        CostTrend trend = CostTrend.of(timeline(List.of(0.0, 0.0, 0.0, 0.0, 2.0, 4.0)));

        assertThat(trend.points()).containsExactly(2.0, 4.0);
        assertThat(trend.perDay(Duration.ofDays(1))).hasValueSatisfying(rate -> {
            assertThat(rate.amount()).isCloseTo(72, within(1e-9));
            assertThat(rate.over()).isEqualTo(Duration.ofHours(2));
        });
    }

    @Test
    void only_the_last_while_tells_what_it_costs_now() {
        CostTrend trend = CostTrend.of(timeline(List.of(100.0, 100.0, 1.0, 1.0)));

        assertThat(trend.perDay(Duration.ofHours(2)))
                .hasValueSatisfying(rate -> assertThat(rate.amount()).isCloseTo(24, within(1e-9)));
    }

    @Test
    void nothing_metered_is_unknown_and_not_free() {
        assertThat(CostTrend.of(timeline(List.of(0.0, 0.0))).perDay(HOUR)).isEmpty();
        assertThat(CostTrend.of(timeline()).perDay(HOUR)).isEmpty();
    }

    @SafeVarargs
    private static CostTimeline timeline(List<Double>... costs) {
        return new CostTimeline(
                "USD",
                HOUR,
                List.of(costs).stream()
                        .map(each -> new Series("key", FROM, each))
                        .toList());
    }
}
