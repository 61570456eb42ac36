package io.streamhouse.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stretch of time tells of the lag in it. */
final class LagStretchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private record Weighted(long lag, long millis) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void percentiles_are_those_of_all_samples_to_within_a_tenth(long seed) {
        Random random = new Random(seed);
        double spread = 1 + random.nextInt(5);
        LagStretch whole = new LagStretch();
        List<Weighted> all = new ArrayList<>();
        // Many stretches, stored and read again, and then added up.
        for (int part = 0; part < 40; part++) {
            LagStretch stretch = new LagStretch();
            for (int i = 0; i < 50; i++) {
                long lag = random.nextInt(5) == 0 ? 0 : Math.round(Math.exp(6 + random.nextGaussian() * spread));
                long millis = 100L * (1 + random.nextInt(100));
                all.add(new Weighted(lag, millis));
                stretch.add(sample(lag, 10_000), millis);
            }
            whole.add(again(stretch));
        }
        all.sort(Comparator.comparingLong(Weighted::lag));
        for (double share : new double[] {0.05, 0.5, 0.95, 0.99}) {
            long exact = exact(all, share);
            assertThat(whole.percentile(share).orElseThrow().toMillis())
                    .as("p%s with seed %s", 100 * share, seed)
                    .isCloseTo(exact, within(Math.max(10, exact / 10)));
        }
        assertThat(whole.longest()).contains(Duration.ofMillis(all.getLast().lag()));
    }

    private static long exact(List<Weighted> sorted, double share) {
        double wanted = share * sorted.stream().mapToLong(Weighted::millis).sum();
        long passed = 0;
        for (Weighted one : sorted) {
            passed += one.millis();
            if (passed >= wanted) {
                return one.lag();
            }
        }
        return sorted.getLast().lag();
    }

    @Test
    void time_is_what_counts_and_not_samples() {
        LagStretch stretch = new LagStretch();
        for (int i = 0; i < 9; i++) {
            stretch.add(sample(20_000, 10_000), 1_000);
        }
        stretch.add(sample(0, 10_000), 91_000);
        assertThat(stretch.judged()).isEqualTo(Duration.ofSeconds(100));
        assertThat(stretch.late()).isEqualTo(Duration.ofSeconds(9));
        assertThat(stretch.percentile(0.5)).contains(Duration.ZERO);
        assertThat(stretch.causes()).isEqualTo(Map.of(LagCause.SLOW_REFRESH, Duration.ofSeconds(9)));
    }

    @Test
    void everything_survives_being_stored() {
        LagStretch stretch = new LagStretch();
        stretch.add(sample(123, 10_000), 4_000);
        stretch.add(sample(45_000, 10_000), 1_500);
        stretch.add(unknown(LagCause.ENGINE_DOWN), 2_000);
        LagStretch again = again(stretch);
        assertThat(again.judged()).isEqualTo(Duration.ofMillis(5_500));
        assertThat(again.late()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(again.longest()).contains(Duration.ofSeconds(45));
        assertThat(again.target()).contains(Duration.ofSeconds(10));
        assertThat(again.percentile(0.5)).isEqualTo(stretch.percentile(0.5));
        assertThat(again.causes())
                .isEqualTo(Map.of(
                        LagCause.SLOW_REFRESH, Duration.ofMillis(1_500), LagCause.ENGINE_DOWN, Duration.ofSeconds(2)));
    }

    @Test
    void an_idle_source_is_no_lag() {
        LagStretch stretch = new LagStretch();
        stretch.add(sample(0, 10_000), 60_000);
        assertThat(stretch.percentile(0.95)).contains(Duration.ZERO);
        assertThat(stretch.longest()).contains(Duration.ZERO);
        assertThat(stretch.late()).isZero();
    }

    @Test
    void what_is_not_known_is_neither_within_the_target_nor_above() {
        LagStretch stretch = new LagStretch();
        stretch.add(unknown(LagCause.ENGINE_DOWN), 60_000);
        assertThat(stretch.judged()).isZero();
        assertThat(stretch.aboveTarget()).isZero();
        assertThat(stretch.longest()).isEmpty();
        assertThat(stretch.percentile(0.5)).isEmpty();
        assertThat(stretch.cause()).contains(LagCause.ENGINE_DOWN);
    }

    @Test
    void time_suspended_is_above_the_target_but_not_judged() {
        LagStretch stretch = new LagStretch();
        stretch.add(
                new LagSample(
                        NOW,
                        Optional.of(Duration.ofHours(2)),
                        Optional.of(Duration.ofSeconds(10)),
                        true,
                        Optional.of(LagCause.SUSPENDED)),
                60_000);
        assertThat(stretch.judged()).isZero();
        assertThat(stretch.late()).isZero();
        assertThat(stretch.aboveTarget()).isEqualTo(Duration.ofMinutes(1));
    }

    private static LagStretch again(LagStretch stretch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stretch.write(out, true);
        return LagStretch.read(ByteBuffer.wrap(out.toByteArray()));
    }

    private static LagSample sample(long lag, long target) {
        return new LagSample(
                NOW,
                Optional.of(Duration.ofMillis(lag)),
                Optional.of(Duration.ofMillis(target)),
                false,
                lag > target ? Optional.of(LagCause.SLOW_REFRESH) : Optional.empty());
    }

    private static LagSample unknown(LagCause cause) {
        return new LagSample(NOW, Optional.empty(), Optional.of(Duration.ofSeconds(10)), false, Optional.of(cause));
    }
}
