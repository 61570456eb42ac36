package io.streamhouse.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is drawn under the slider. */
final class CurvesTest {

    private static final Workload BUSY = new Workload(1, 1, 170, 0, 1_000_000, Duration.ofHours(1));
    private static final List<Curves.Ability> ALL = Arrays.stream(RefreshMode.values())
            .map(mode -> new Curves.Ability(mode, Duration.ofSeconds(1), Optional.empty()))
            .toList();

    private static Forecast forecast(Workload workload) {
        return new Forecast(CostModel.USUAL, workload, Prices.DEFAULT, Duration.ZERO);
    }

    private static RefreshMode cheapest(Forecast forecast, Duration target) {
        return Arrays.stream(RefreshMode.values())
                .filter(mode -> mode == RefreshMode.CONTINUOUS || forecast.keeps(mode, target))
                .min(Comparator.comparingDouble(mode -> forecast.costPerDay(mode, target)))
                .orElseThrow();
    }

    private static CostCurve curve(Forecast forecast, Duration chainFloor) {
        return Curves.of(
                forecast,
                ALL,
                target -> cheapest(forecast, target),
                CostCurve.Confidence.PRIOR,
                chainFloor,
                Optional.of("the slow one"));
    }

    @Test
    void a_looser_target_never_costs_more_and_lags_no_less() {
        assertLooserIsNeverDearer(forecast(BUSY));
        assertLooserIsNeverDearer(forecast(new Workload(0.2, 0.3, 170, 0, 1_000_000, Duration.ofHours(1))));
    }

    private static void assertLooserIsNeverDearer(Forecast forecast) {
        for (CostCurve.Line line : curve(forecast, Duration.ZERO).lines()) {
            assertThat(line.points()).hasSize(50);
            for (int at = 1; at < line.points().size(); at++) {
                CostCurve.Point before = line.points().get(at - 1);
                CostCurve.Point here = line.points().get(at);
                assertThat(here.target()).isGreaterThan(before.target());
                assertThat(here.costPerDay())
                        .as("%s at %s", line.mode(), here.target())
                        .isLessThanOrEqualTo(before.costPerDay());
                assertThat(here.lag())
                        .as("%s at %s", line.mode(), here.target())
                        .isGreaterThanOrEqualTo(before.lag());
            }
            assertThat(line.points().getFirst().target()).isEqualTo(line.floor());
            assertThat(line.points().getLast().target()).isEqualTo(Duration.ofDays(1));
        }
    }

    @Test
    void bands_follow_each_other_without_a_gap_and_change_where_the_cheapest_does() {
        Forecast forecast = forecast(BUSY);
        CostCurve curve = curve(forecast, Duration.ZERO);

        assertThat(curve.bands()).extracting(CostCurve.Band::mode).startsWith(RefreshMode.CONTINUOUS);
        assertThat(curve.bands()).hasSizeGreaterThan(1);
        assertThat(curve.bands().getFirst().from()).isEqualTo(curve.floor());
        assertThat(curve.bands().getLast().to()).isEqualTo(Duration.ofDays(1));
        for (int at = 1; at < curve.bands().size(); at++) {
            CostCurve.Band before = curve.bands().get(at - 1);
            CostCurve.Band here = curve.bands().get(at);
            assertThat(here.from()).isEqualTo(before.to());
            assertThat(cheapest(forecast, here.from().multipliedBy(98).dividedBy(100)))
                    .isEqualTo(before.mode());
            assertThat(cheapest(forecast, here.from().multipliedBy(102).dividedBy(100)))
                    .isEqualTo(here.mode());
        }
    }

    @Test
    void a_view_whose_inputs_rest_costs_nothing_but_a_job_that_stays() {
        Forecast idle = forecast(new Workload(0, 1, 0, 0, 1_000_000, Duration.ofHours(1)));
        Duration target = Duration.ofMinutes(1);

        assertThat(idle.costPerDay(RefreshMode.INCREMENTAL, target)).isZero();
        assertThat(idle.costPerDay(RefreshMode.FULL, target)).isZero();
        double standing = 24 * CostModel.USUAL.continuous().cores() * Prices.DEFAULT.cpuHour();
        assertThat(idle.costPerDay(RefreshMode.CONTINUOUS, target)).isCloseTo(standing, within(1e-9));
        assertThat(idle.lag(RefreshMode.INCREMENTAL, target)).isZero();
    }

    @Test
    void commits_that_come_by_the_clock_are_waited_for_no_longer_than_to_the_next() {
        Duration target = Duration.ofSeconds(5);
        Forecast byTheClock = forecast(new Workload(0.2, 0, 10, 0, 1_000, Duration.ofHours(1)));
        Forecast atRandom = forecast(new Workload(0.2, 1, 10, 0, 1_000, Duration.ofHours(1)));

        // A change each 5 s, taken up 4.1 s later: one refresh for each, though it waits.
        assertThat(byTheClock.period(RefreshMode.CONTINUOUS, target)).isCloseTo(5, within(1e-9));
        assertThat(atRandom.period(RefreshMode.CONTINUOUS, target)).isCloseTo(9.1, within(1e-9));
    }

    @Test
    void the_floor_of_the_chain_is_told_only_where_it_is_above_the_views_own() {
        assertThat(curve(forecast(BUSY), Duration.ofMillis(900)).chainFloor()).isEmpty();
        CostCurve chained = curve(forecast(BUSY), Duration.ofSeconds(14));
        assertThat(chained.chainFloor()).contains(Duration.ofSeconds(14));
        assertThat(chained.slowHop()).contains("the slow one");
    }

    @Test
    void a_mode_that_cannot_be_had_has_no_line() {
        Forecast forecast = forecast(BUSY);
        CostCurve curve = Curves.of(
                forecast,
                List.of(
                        new Curves.Ability(
                                RefreshMode.CONTINUOUS, Duration.ofSeconds(1), Optional.of("It has a LIMIT")),
                        new Curves.Ability(RefreshMode.FULL, Duration.ofSeconds(5), Optional.empty())),
                target -> RefreshMode.FULL,
                CostCurve.Confidence.PRIOR,
                Duration.ZERO,
                Optional.empty());

        assertThat(curve.lines().getFirst().points()).isEmpty();
        assertThat(curve.floor()).isEqualTo(Duration.ofSeconds(5));
        assertThat(curve.bands())
                .containsExactly(new CostCurve.Band(Duration.ofSeconds(5), Duration.ofDays(1), RefreshMode.FULL));
    }

    @Test
    void sources_that_are_overwritten_make_following_their_changes_dear() {
        Duration target = Duration.ofMinutes(10);
        Workload calm = new Workload(0.01, 1, 100, 0, 10_000_000, Duration.ofHours(1));
        Workload overwritten = new Workload(0.01, 1, 100, 0.01, 10_000_000, Duration.ofHours(1));

        assertThat(forecast(calm).costPerDay(RefreshMode.INCREMENTAL, target))
                .isLessThan(forecast(calm).costPerDay(RefreshMode.FULL, target));
        assertThat(forecast(overwritten).costPerDay(RefreshMode.INCREMENTAL, target))
                .isGreaterThan(forecast(overwritten).costPerDay(RefreshMode.FULL, target));
    }
}
