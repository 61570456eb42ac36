package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.cost.CostFit;
import io.streamhouse.cost.CostModel;
import io.streamhouse.cost.Forecast;
import io.streamhouse.cost.Observed;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Workload;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.Maintainability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What AUTO takes, and what it leaves alone. */
final class CostChoiceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ModeChoice choice = new CostChoice();

    /** One of which enough runs of every mode were metered. */
    private static CostModel known() {
        List<Observed> runs = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            long changed = 1_000L * run;
            runs.add(run(Observed.Kind.INCREMENTAL, 1.0 + changed * 0.000_030, changed, 1_000_000, 2_000));
            long base = 500_000 + 50_000L * run;
            runs.add(run(Observed.Kind.FULL, 0.5 + base * 0.000_002, 0, base, 3_000));
            long commits = 3L * run;
            runs.add(new Observed(
                    Observed.Kind.CONTINUOUS,
                    Duration.ofMinutes(1),
                    Optional.of(Duration.ofMillis(Math.round(1_000 * (60 * 0.013 + commits * 0.1)))),
                    commits,
                    OptionalLong.of(0),
                    OptionalLong.empty(),
                    OptionalLong.of(0)));
        }
        return CostFit.of(runs, CostModel.USUAL);
    }

    private static Observed run(Observed.Kind kind, double cpu, long changed, long base, long millis) {
        return new Observed(
                kind,
                Duration.ofMillis(millis),
                Optional.of(Duration.ofMillis(Math.round(1_000 * cpu))),
                1,
                OptionalLong.of(changed),
                OptionalLong.of(base),
                OptionalLong.of(0));
    }

    private static Forecast forecast(CostModel model, double changedRows) {
        return new Forecast(model, new Workload(1, 1, changedRows, 0, 1_000_000, HOUR), Prices.DEFAULT, Duration.ZERO);
    }

    private static ModeChoice.Question asked(Forecast forecast, Duration target) {
        return question(forecast, target, Optional.empty(), Optional.empty(), false);
    }

    private static ModeChoice.Question question(
            Forecast forecast,
            Duration target,
            Optional<RefreshMode> held,
            Optional<Instant> switchedAt,
            boolean missed) {
        return new ModeChoice.Question(
                Optional.of(target), new Maintainability.Incremental(), forecast, held, switchedAt, missed, NOW);
    }

    @Test
    void the_cheapest_mode_that_keeps_the_target_with_margin_is_taken() {
        Forecast forecast = forecast(known(), 100);
        for (int seconds : new int[] {1, 2, 3, 5, 10, 30, 60, 300, 900, 3_600, 86_400}) {
            Duration target = Duration.ofSeconds(seconds);
            ModeChoice.Chosen chosen = choice.choose(asked(forecast, target));
            double cost = forecast.wholePerDay(chosen.mode(), target);
            for (RefreshMode mode : RefreshMode.values()) {
                boolean able = mode == RefreshMode.CONTINUOUS
                        || (forecast.keeps(mode, target) && target.compareTo(Possible.floor(mode)) >= 0);
                if (able) {
                    assertThat(cost)
                            .as("%s at %s: %s", mode, target, chosen)
                            .isLessThanOrEqualTo(forecast.wholePerDay(mode, target));
                }
            }
            assertThat(chosen.candidates())
                    .hasSize(3)
                    .allSatisfy(candidate -> assertThat(candidate.why()).isNotBlank());
            assertThat(chosen.candidates().get(0).costPerDay()).isPresent();
        }
    }

    @Test
    void seconds_are_kept_by_a_job_that_stays_and_hours_by_one_that_comes_and_goes() {
        Forecast unmeasured = forecast(CostModel.USUAL, 10);
        assertThat(choice.choose(asked(unmeasured, Duration.ofSeconds(10))).mode())
                .isEqualTo(RefreshMode.CONTINUOUS);
        assertThat(choice.choose(asked(unmeasured, HOUR)).mode()).isEqualTo(RefreshMode.INCREMENTAL);
    }

    @Test
    void a_view_whose_inputs_rest_has_no_job_that_stays() {
        Forecast idle =
                new Forecast(CostModel.USUAL, new Workload(0, 1, 0, 0, 1_000, HOUR), Prices.DEFAULT, Duration.ZERO);
        assertThat(choice.choose(asked(idle, Duration.ofSeconds(10))).mode()).isEqualTo(RefreshMode.INCREMENTAL);
    }

    @Test
    void a_workload_that_hovers_about_the_border_does_not_have_it_switched_back_and_forth() {
        CostModel model = known();
        Duration target = Duration.ofSeconds(border(model));
        Optional<RefreshMode> held =
                Optional.of(choice.choose(asked(forecast(model, 100), target)).mode());
        int switches = 0;
        for (int review = 0; review < 200; review++) {
            Forecast forecast = forecast(model, review % 2 == 0 ? 60 : 140);
            RefreshMode next = choice.choose(question(forecast, target, held, Optional.empty(), false))
                    .mode();
            switches += held.get() == next ? 0 : 1;
            held = Optional.of(next);
        }
        assertThat(switches).isLessThanOrEqualTo(1);
    }

    /** Seconds at which another mode becomes the cheapest. */
    private int border(CostModel model) {
        RefreshMode first = choice.choose(asked(forecast(model, 100), Duration.ofSeconds(10)))
                .mode();
        for (int seconds = 11; seconds < 3_600; seconds++) {
            if (choice.choose(asked(forecast(model, 100), Duration.ofSeconds(seconds)))
                            .mode()
                    != first) {
                return seconds;
            }
        }
        throw new AssertionError("There is none");
    }

    @Test
    void a_clear_gain_is_taken_but_not_soon_after_a_switch() {
        Forecast forecast = forecast(known(), 100);
        Optional<RefreshMode> continuous = Optional.of(RefreshMode.CONTINUOUS);
        Instant justNow = NOW.minusSeconds(60);
        Instant longAgo = NOW.minus(CostChoice.DWELL).minusSeconds(1);

        ModeChoice.Chosen stays = choice.choose(question(forecast, HOUR, continuous, Optional.of(justNow), false));
        assertThat(stays.mode()).isEqualTo(RefreshMode.CONTINUOUS);
        assertThat(stays.why()).contains("10 minutes ago");
        assertThat(choice.choose(question(forecast, HOUR, continuous, Optional.of(longAgo), false))
                        .mode())
                .isNotEqualTo(RefreshMode.CONTINUOUS);
    }

    @Test
    void a_switch_that_takes_more_than_it_saves_in_six_hours_is_not_made() {
        Workload large = new Workload(1, 1, 1, 0, 100_000_000, HOUR);
        Forecast forecast = new Forecast(known(), large, Prices.DEFAULT, Duration.ZERO);
        Duration target = Duration.ofHours(12);
        assertThat(forecast.wholePerDay(RefreshMode.INCREMENTAL, target))
                .isLessThan(forecast.wholePerDay(RefreshMode.FULL, target) / 2);

        ModeChoice.Chosen chosen =
                choice.choose(question(forecast, target, Optional.of(RefreshMode.FULL), Optional.empty(), false));

        assertThat(chosen.mode()).isEqualTo(RefreshMode.FULL);
        assertThat(chosen.why()).contains("not worth the switch");
    }

    @Test
    void a_target_that_is_missed_does_not_wait() {
        Forecast forecast = forecast(known(), 100);
        Duration target = Duration.ofSeconds(10);
        ModeChoice.Chosen chosen = choice.choose(question(
                forecast, target, Optional.of(RefreshMode.INCREMENTAL), Optional.of(NOW.minusSeconds(60)), true));
        assertThat(chosen.mode()).isEqualTo(RefreshMode.CONTINUOUS);
    }

    @Test
    void a_mode_that_has_become_too_slow_is_left_at_once() {
        List<Observed> slow = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            slow.add(run(Observed.Kind.INCREMENTAL, 0.1, 10, 1_000, 40_000));
        }
        Forecast forecast = forecast(CostFit.of(slow, CostModel.USUAL), 1);
        ModeChoice.Chosen chosen = choice.choose(question(
                forecast,
                Duration.ofSeconds(30),
                Optional.of(RefreshMode.INCREMENTAL),
                Optional.of(NOW.minusSeconds(60)),
                false));
        assertThat(chosen.mode()).isEqualTo(RefreshMode.CONTINUOUS);
        assertThat(chosen.candidates().get(1).why()).contains("40 s, too long");
    }

    @Test
    void a_query_that_cannot_be_followed_is_computed_whole_and_says_why() {
        Maintainability limit = new Maintainability.FullOnly("LIMIT", "It has a LIMIT", Optional.empty());
        ModeChoice.Chosen chosen = choice.choose(new ModeChoice.Question(
                Optional.of(HOUR),
                limit,
                forecast(CostModel.USUAL, 1),
                Optional.empty(),
                Optional.empty(),
                false,
                NOW));
        assertThat(chosen.mode()).isEqualTo(RefreshMode.FULL);
        assertThat(chosen.why()).isEqualTo("It has a LIMIT");
        assertThat(chosen.candidates().get(0).possible()).isFalse();
    }

    @Test
    void on_demand_nothing_runs_in_between() {
        ModeChoice.Chosen chosen = choice.choose(new ModeChoice.Question(
                Optional.empty(),
                new Maintainability.Incremental(),
                forecast(CostModel.USUAL, 1),
                Optional.empty(),
                Optional.empty(),
                false,
                NOW));
        assertThat(chosen.mode()).isEqualTo(RefreshMode.INCREMENTAL);
    }
}
