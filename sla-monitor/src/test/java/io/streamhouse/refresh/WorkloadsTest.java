package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How regular commits are told to be. */
final class WorkloadsTest {

    private static double irregularity(double... gaps) {
        return Workloads.irregularity(
                gaps.length,
                Arrays.stream(gaps).sum(),
                Arrays.stream(gaps).map(gap -> gap * gap).sum());
    }

    @Test
    void commits_by_the_clock_are_regular() {
        assertThat(irregularity(5, 5, 5, 5)).isZero();
        assertThat(irregularity(5.1, 4.9, 5.05, 4.95)).isLessThan(0.001);
    }

    @Test
    void commits_at_random_and_in_bursts_are_not() {
        Random random = new Random(7);
        double[] gaps = new double[2_000];
        Arrays.setAll(gaps, at -> -5 * Math.log(1 - random.nextDouble()));

        assertThat(irregularity(gaps)).isCloseTo(1, within(0.1));
        assertThat(irregularity(0.1, 0.1, 0.1, 0.1, 0.1, 60)).isEqualTo(1);
    }

    @Test
    void two_tables_in_turn_are_half_way() {
        assertThat(irregularity(1, 9, 1, 9, 1, 9)).isCloseTo(0.64, within(1e-9));
    }

    @Test
    void of_too_few_nothing_is_told() {
        assertThat(irregularity(5, 5)).isEqualTo(1);
    }
}
