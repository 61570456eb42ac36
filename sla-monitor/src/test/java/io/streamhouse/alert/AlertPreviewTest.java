package io.streamhouse.alert;

import static io.streamhouse.alert.Recorded.ORDERS;
import static io.streamhouse.alert.Recorded.SALES;
import static io.streamhouse.alert.Recorded.STOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.alert.AlertPreview.Interval;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.freshness.LagCause;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.refresh.RefreshRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What rules would have said of a recorded week. */
final class AlertPreviewTest {

    private static final Instant END = Instant.parse("2026-03-08T00:00:00Z");
    private static final Instant BEGIN = END.minus(Duration.ofDays(7));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TARGET = Duration.ofMinutes(2);

    private final Recorded facts = new Recorded();

    @Test
    void a_view_that_was_late_three_times_would_have_fired_three_times() {
        facts.lags.put(ORDERS, week(minute -> {
            int day = minute / 1_440;
            int ofDay = minute % 1_440;
            boolean late = day < 3 && ofDay >= 600 && ofDay < 630 || day == 5 && ofDay < 4;
            return late ? Duration.ofMinutes(9) : Duration.ofSeconds(30);
        }));
        AlertPreview preview = preview(behindFor(5), BEGIN);

        assertThat(preview.intervals()).hasSize(3);
        Interval first = preview.intervals().getLast();
        assertThat(first.began()).isEqualTo(BEGIN.plus(Duration.ofMinutes(605)));
        assertThat(first.ended()).contains(BEGIN.plus(Duration.ofMinutes(635)));
        assertThat(first.worst()).hasValue(540);
        assertThat(first.text()).isEqualTo("9 min behind (allowed: 2 min)");
        assertThat(preview.traces())
                .singleElement()
                .satisfies(trace -> assertThat(trace.subject()).isEqualTo(new Subject.OneView(ORDERS)));
        // A longer time asked for finds fewer.
        assertThat(preview(behindFor(45), BEGIN).intervals()).isEmpty();
    }

    @Test
    void a_limit_of_its_own_stands_instead_of_the_target() {
        facts.lags.put(ORDERS, week(minute -> Duration.ofMinutes(3)));
        assertThat(preview(behindFor(5), BEGIN).intervals()).hasSize(1);
        assertThat(preview(rule(new Condition.Lag(Optional.of(Duration.ofMinutes(4)), Duration.ZERO)), BEGIN)
                        .intervals())
                .isEmpty();
    }

    @Test
    void of_an_hour_of_which_only_the_longest_lag_is_known_no_more_is_said_than_is_sure() {
        // Four minutes beyond the target at its worst: late for four minutes at least, maybe no longer.
        facts.lags.put(
                ORDERS,
                List.of(
                        Recorded.point(BEGIN, Duration.ofHours(1), Duration.ofMinutes(6), TARGET),
                        Recorded.point(BEGIN.plus(Duration.ofHours(1)), Duration.ofDays(6), Duration.ZERO, TARGET)));
        assertThat(preview(behindFor(5), BEGIN).intervals()).isEmpty();
        assertThat(preview(behindFor(4), BEGIN).intervals()).hasSize(1);
        assertThat(preview(rule(new Condition.Within(0.95, Condition.Window.HOUR)), BEGIN)
                        .intervals())
                .singleElement()
                .satisfies(
                        interval -> assertThat(interval.worst().orElseThrow()).isCloseTo(56.0 / 60, within(1e-9)));
    }

    @Test
    void what_was_before_the_record_began_is_no_gap_in_it() {
        facts.lags.put(
                ORDERS,
                week(minute -> Duration.ZERO).stream()
                        .filter(point -> point.at().isAfter(END.minus(Duration.ofHours(2))))
                        .toList());
        AlertRule rule =
                new AlertRule(new Condition.Lag(Optional.empty(), MINUTE), new Scope.Everything(), WhenUnknown.FIRE);
        AlertPreview preview = preview(rule, BEGIN);
        assertThat(preview.intervals()).isEmpty();
        assertThat(preview.known())
                .hasValueSatisfying(known -> assertThat(known)
                        .isCloseTo(END.minus(Duration.ofHours(2)), within(2, java.time.temporal.ChronoUnit.MINUTES)));
    }

    @Test
    void an_engine_that_was_down_fires_only_where_not_knowing_is_to() {
        facts.lags.put(ORDERS, engineDownForAnHour());
        assertThat(preview(behindFor(5), BEGIN).intervals()).isEmpty();
        Condition behind = new Condition.Lag(Optional.empty(), Duration.ofMinutes(5));
        AlertRule told = new AlertRule(behind, new Scope.Everything(), WhenUnknown.FIRE);
        assertThat(preview(told, BEGIN).intervals()).singleElement().satisfies(interval -> {
            assertThat(interval.began()).isEqualTo(BEGIN.plus(Duration.ofMinutes(1_005)));
            assertThat(interval.worst()).isEmpty();
            assertThat(interval.text()).isEqualTo("How far it is behind is not known: the engine does not answer");
        });
    }

    private static List<LagReport.Point> engineDownForAnHour() {
        List<LagReport.Point> points = new ArrayList<>(week(minute -> Duration.ZERO));
        points.replaceAll(point -> {
            long minute = Duration.between(BEGIN, point.at()).toMinutes();
            return minute >= 1_000 && minute < 1_060
                    ? Recorded.unknown(point.at(), MINUTE, LagCause.ENGINE_DOWN)
                    : point;
        });
        return points;
    }

    @Test
    void the_share_within_the_target_is_that_of_the_window_before_each_moment() {
        // Six minutes late in one hour: 90 % of it within the target.
        facts.lags.put(ORDERS, week(minute -> minute >= 3_000 && minute < 3_006 ? Duration.ofHours(1) : Duration.ZERO));
        assertThat(preview(rule(new Condition.Within(0.95, Condition.Window.HOUR)), BEGIN)
                        .intervals())
                .singleElement()
                .satisfies(interval -> {
                    assertThat(interval.began()).isEqualTo(BEGIN.plus(Duration.ofMinutes(3_003)));
                    assertThat(interval.worst().orElseThrow()).isCloseTo(0.9, within(1e-9));
                    assertThat(Duration.between(
                                    interval.began(), interval.ended().orElseThrow()))
                            .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(63));
                });
        assertThat(preview(rule(new Condition.Within(0.9, Condition.Window.HOUR)), BEGIN)
                        .intervals())
                .isEmpty();
        assertThat(preview(rule(new Condition.Within(0.95, Condition.Window.DAY)), BEGIN)
                        .intervals())
                .isEmpty();
    }

    @Test
    void a_view_fails_from_a_failed_refresh_until_one_that_succeeds() {
        Instant noon = BEGIN.plus(Duration.ofHours(12));
        facts.runs.put(
                ORDERS,
                List.of(
                        Recorded.run(noon, RefreshRun.State.SUCCEEDED),
                        Recorded.run(noon.plusSeconds(600), RefreshRun.State.FAILED),
                        Recorded.run(noon.plusSeconds(900), RefreshRun.State.SKIPPED),
                        Recorded.run(noon.plusSeconds(1_200), RefreshRun.State.FAILED),
                        Recorded.run(noon.plusSeconds(1_800), RefreshRun.State.SUCCEEDED)));
        assertThat(preview(rule(new Condition.Failing()), BEGIN).intervals())
                .singleElement()
                .satisfies(interval -> {
                    assertThat(interval.began()).isEqualTo(noon.plusSeconds(600));
                    assertThat(interval.ended()).contains(noon.plusSeconds(1_860));
                    assertThat(interval.text()).isEqualTo("Its refresh failed: Division by zero");
                });
        assertThat(preview(rule(new Condition.FailedRefreshes(2, Duration.ofHours(1))), BEGIN)
                        .intervals())
                .singleElement()
                .satisfies(interval -> {
                    assertThat(interval.began()).isEqualTo(noon.plusSeconds(1_200));
                    assertThat(interval.ended()).contains(noon.plusSeconds(600 + 3_600 + 60));
                });
        assertThat(preview(rule(new Condition.FailedRefreshes(3, Duration.ofHours(1))), BEGIN)
                        .intervals())
                .isEmpty();
        assertThat(preview(rule(new Condition.FailedRefreshes(2, Duration.ofMinutes(5))), BEGIN)
                        .intervals())
                .isEmpty();
    }

    @Test
    void a_suspended_view_is_told_from_the_record_of_its_lag() {
        facts.lags.put(
                ORDERS,
                List.of(
                        Recorded.point(BEGIN, Duration.ofDays(3), Duration.ZERO, TARGET),
                        Recorded.unknown(BEGIN.plus(Duration.ofDays(3)), Duration.ofDays(4), LagCause.SUSPENDED)));
        assertThat(preview(rule(new Condition.Suspended()), BEGIN).intervals())
                .singleElement()
                .satisfies(interval -> {
                    assertThat(interval.began()).isEqualTo(BEGIN.plus(Duration.ofDays(3)));
                    assertThat(interval.ended()).isEmpty();
                });
    }

    @Test
    void a_budget_is_held_against_the_last_24_hours_of_what_is_watched() {
        List<AlertFacts.Spent> hours = new ArrayList<>();
        for (int hour = 0; hour < 168; hour++) {
            hours.add(new AlertFacts.Spent(
                    BEGIN.plus(Duration.ofHours(hour)), Duration.ofHours(1), hour >= 72 && hour < 96 ? 0.2 : 0.01));
        }
        facts.spent.put(Scope.EVERYTHING, hours);
        AlertPreview preview = preview(rule(new Condition.CostPerDay(2.4)), BEGIN);
        assertThat(preview.intervals()).singleElement().satisfies(interval -> {
            // 0.24 + 12 hours of 0.19 more: reached in the twelfth hour.
            assertThat(interval.began()).isEqualTo(BEGIN.plus(Duration.ofHours(83)));
            assertThat(interval.worst().orElseThrow()).isCloseTo(4.8, within(1e-9));
            assertThat(interval.text()).endsWith("EUR in the last 24 h (budget: 2.40 EUR)");
        });
        assertThat(preview.traces().getFirst().subject()).isEqualTo(new Subject.Everything());
    }

    @Test
    void a_rule_looks_only_at_what_it_is_for() {
        facts.views.addAll(List.of(SALES, STOCK));
        for (var view : facts.views) {
            facts.lags.put(view, week(minute -> Duration.ofHours(1)));
        }
        assertThat(preview(behindFor(5), BEGIN).intervals()).hasSize(3);
        Condition behind = new Condition.Lag(Optional.empty(), MINUTE);
        assertThat(preview(new AlertRule(behind, Scope.parse("lake.shop"), WhenUnknown.KEEP), BEGIN)
                        .intervals())
                .extracting(Interval::subject)
                .containsExactlyInAnyOrder(new Subject.OneView(ORDERS), new Subject.OneView(SALES));
        assertThat(preview(new AlertRule(behind, Scope.parse("lake.store.stock"), WhenUnknown.KEEP), BEGIN)
                        .subjects())
                .isEqualTo(1);
    }

    @Test
    void without_a_record_it_says_that_nothing_is_known() {
        AlertPreview preview = preview(behindFor(5), BEGIN);
        assertThat(preview.known()).isEmpty();
        assertThat(preview.intervals()).isEmpty();
        assertThat(preview.subjects()).isEqualTo(1);
    }

    private AlertPreview preview(AlertRule rule, Instant from) {
        return AlertPreview.of(rule, facts, from, END);
    }

    private static AlertRule behindFor(int minutes) {
        return rule(new Condition.Lag(Optional.empty(), Duration.ofMinutes(minutes)));
    }

    private static AlertRule rule(Condition when) {
        return new AlertRule(when, new Scope.Everything(), WhenUnknown.KEEP);
    }

    private static List<LagReport.Point> week(java.util.function.IntFunction<Duration> lag) {
        List<LagReport.Point> points = new ArrayList<>();
        for (int minute = 0; minute < 7 * 1_440; minute++) {
            points.add(Recorded.point(BEGIN.plus(Duration.ofMinutes(minute)), MINUTE, lag.apply(minute), TARGET));
        }
        return points;
    }
}
