package io.streamhouse.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to blame for a lag. */
final class CircumstancesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Optional<Duration> TARGET = Optional.of(Duration.ofSeconds(10));

    /** Whatever else is going on, the first of these that is true is to blame. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void the_first_that_would_be_enough_by_itself_is_to_blame(int first) {
        LagCause[] inOrder = {
            LagCause.SUSPENDED,
            LagCause.ENGINE_DOWN,
            LagCause.UPSTREAM_LATE,
            LagCause.QUEUEING,
            LagCause.CHANGING,
            LagCause.SLOW_REFRESH
        };
        int later = 5 - first;
        for (int others = 0; others < 1 << Math.max(0, later - 1); others++) {
            boolean[] is = new boolean[6];
            is[first] = true;
            for (int other = first + 1; other < 5; other++) {
                is[other] = (others & 1 << (other - first - 1)) != 0;
            }
            Circumstances circumstances = new Circumstances(is[0], is[1], is[2], is[3], is[4]);
            assertThat(circumstances.cause()).as("%s", circumstances).isEqualTo(inOrder[first]);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0S, false", "PT10S, false", "PT10.001S, true"})
    void there_is_a_cause_only_above_the_target(Duration lag, boolean above) {
        LagSample sample = sample(new Freshness.Known(NOW.minus(lag), lag, NOW), TARGET);
        assertThat(sample.cause()).isEqualTo(above ? Optional.of(LagCause.QUEUEING) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_not_known_has_a_cause_with_and_without_a_target(boolean promised) {
        LagSample sample = sample(new Freshness.Unknown("Storage does not answer"), TARGET.filter(it -> promised));
        assertThat(sample.lag()).isEmpty();
        assertThat(sample.cause()).contains(LagCause.QUEUEING);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, false, PT1S",
        "PT10S, false, PT1S",
        "PT1M, false, PT6S",
        "PT10M, false, PT1M",
        "PT1H, false, PT1M",
        "PT10S, true, PT1M"
    })
    void the_stricter_the_target_the_more_often_it_is_looked_at(Duration target, boolean suspended, Duration pace) {
        assertThat(LagSample.pace(Optional.of(target), suspended)).isEqualTo(pace);
        assertThat(LagSample.pace(Optional.empty(), suspended)).isEqualTo(Duration.ofMinutes(1));
    }

    private static LagSample sample(Freshness found, Optional<Duration> target) {
        return LagSample.of(NOW, found, target, false, () -> new Circumstances(false, false, false, true, false));
    }
}
