package io.streamhouse.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.AlertState.Standing;
import io.streamhouse.alert.Reading.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When an alert begins and ends, minute by minute: {@code +} good, {@code ~} near, {@code -} bad, {@code ?} unknown. */
final class EvaluationTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final AlertRule FIVE_MINUTES = lag(Duration.ofMinutes(5), WhenUnknown.KEEP);
    private static final AlertRule AT_ONCE = lag(Duration.ZERO, WhenUnknown.KEEP);

    @Test
    void nothing_fires_before_the_condition_has_lasted_as_long_as_it_must() {
        assertThat(run(FIVE_MINUTES, "++----+++")).isEmpty();
        assertThat(run(FIVE_MINUTES, "++-----")).containsExactly("began at 7");
    }

    @Test
    void a_break_in_the_condition_begins_its_time_anew() {
        assertThat(run(FIVE_MINUTES, "----+----")).isEmpty();
        assertThat(run(FIVE_MINUTES, "----+-----")).containsExactly("began at 10");
    }

    @Test
    void an_alert_ends_only_after_it_has_been_well_for_a_while() {
        assertThat(run(FIVE_MINUTES, "-----++++")).containsExactly("began at 5");
        assertThat(run(FIVE_MINUTES, "-----+++++")).containsExactly("began at 5", "ended at 10");
    }

    @Test
    void a_figure_that_moves_around_its_limit_makes_one_alert() {
        assertThat(run(FIVE_MINUTES, "-----" + "++--".repeat(20))).containsExactly("began at 5");
        assertThat(run(FIVE_MINUTES, "++--".repeat(20))).isEmpty();
    }

    @Test
    void close_to_the_limit_nothing_begins_and_nothing_ends() {
        assertThat(run(AT_ONCE, "~~~~")).isEmpty();
        assertThat(run(AT_ONCE, "-~~~~~~")).containsExactly("began at 0");
        assertThat(run(AT_ONCE, "-~~~+")).containsExactly("began at 0", "ended at 5");
    }

    @Test
    void a_short_gap_in_what_is_known_changes_nothing() {
        assertThat(run(FIVE_MINUTES, "---??--")).containsExactly("began at 5");
        assertThat(run(FIVE_MINUTES, "+++????")).isEmpty();
        assertThat(state(FIVE_MINUTES, "+++????").standing()).isEqualTo(Standing.OK);
    }

    @Test
    void a_long_gap_is_said_to_be_unknown_and_is_no_alert_unless_wished_so() {
        AlertState state = state(FIVE_MINUTES, "+++?????");
        assertThat(state.standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(state.text()).isEqualTo("engine down");
        assertThat(state.unknownSince()).contains(at(3));
        assertThat(state.last()).isEmpty();
        assertThat(run(FIVE_MINUTES, "+++?????")).isEmpty();

        assertThat(run(lag(Duration.ofMinutes(5), WhenUnknown.FIRE), "+++?????+++++"))
                .containsExactly("began at 8", "ended at 13");
    }

    @Test
    void unknown_is_not_well_an_alert_that_fires_goes_on() {
        assertThat(run(FIVE_MINUTES, "-----???????????????")).containsExactly("began at 5");
        AlertState state = state(FIVE_MINUTES, "-----???????????????");
        assertThat(state.standing()).isEqualTo(Standing.FIRING);
        assertThat(state.unknown()).isTrue();
        // What was good before the gap does not count towards its end.
        assertThat(run(FIVE_MINUTES, "-----++++??????++++")).containsExactly("began at 5");
    }

    @Test
    void what_was_bad_before_a_long_gap_does_not_count_after_it() {
        assertThat(run(FIVE_MINUTES, "----??????-")).isEmpty();
        assertThat(run(FIVE_MINUTES, "----??????-----")).containsExactly("began at 15");
    }

    @Test
    void an_alert_that_only_said_that_nothing_is_known_ends_close_to_the_limit_too() {
        assertThat(run(lag(Duration.ZERO, WhenUnknown.FIRE), "??????~~")).containsExactly("began at 5", "ended at 7");
    }

    @Test
    void a_time_without_readings_is_unknown() {
        List<Reading> readings = List.of(known(0, 1, Side.GOOD, 1));
        Evaluation evaluation = Evaluation.of(FIVE_MINUTES, AlertState.begin(BEGIN), readings, at(30));
        assertThat(evaluation.state().standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(evaluation.state().upTo()).isEqualTo(at(30));
    }

    @Test
    void it_fires_at_the_moment_it_has_lasted_long_enough_not_when_it_was_looked_at() {
        List<Reading> oneLong = List.of(known(0, 60, Side.BAD, 99));
        List<Transition> transitions = Evaluation.of(FIVE_MINUTES, AlertState.begin(BEGIN), oneLong, at(60))
                .transitions();
        assertThat(transitions).singleElement().satisfies(began -> {
            assertThat(began.at()).isEqualTo(at(5));
            assertThat(began.value()).hasValue(99);
        });
    }

    @Test
    void the_worst_value_is_the_one_furthest_beyond_the_limit() {
        List<Reading> readings = List.of(known(0, 1, Side.BAD, 7), known(1, 1, Side.BAD, 9), known(2, 1, Side.BAD, 8));
        assertThat(Evaluation.of(AT_ONCE, AlertState.begin(BEGIN), readings, at(3))
                        .state()
                        .worst())
                .hasValue(9);
        AlertRule share = new AlertRule(
                new Condition.Within(0.9, Condition.Window.DAY), new Scope.Everything(), WhenUnknown.KEEP);
        assertThat(Evaluation.of(share, AlertState.begin(BEGIN), readings, at(3))
                        .state()
                        .worst())
                .hasValue(7);
    }

    @Test
    void what_was_taken_into_account_is_not_counted_twice() {
        List<Reading> readings = readings("-----");
        AlertState once = Evaluation.of(FIVE_MINUTES, AlertState.begin(BEGIN), readings, at(5))
                .state();
        assertThat(Evaluation.of(FIVE_MINUTES, once, readings, at(5))).isEqualTo(new Evaluation(once, List.of()));
    }

    @Test
    void an_alert_that_outlived_the_console_ends_when_it_is_well() {
        AlertState resumed = AlertState.resume(at(0), at(-60), OptionalDouble.of(12), "late");
        Evaluation evaluation = Evaluation.of(AT_ONCE, resumed, readings("++"), at(2));
        assertThat(evaluation.transitions()).singleElement().satisfies(ended -> {
            assertThat(ended.firing()).isFalse();
            assertThat(ended.at()).isEqualTo(at(1));
        });
    }

    /** However the past is cut into looks, and whatever it was: the same alerts, each begun before it ends. */
    @Test
    void looking_often_or_once_gives_the_same() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder past = new StringBuilder();
            while (past.length() < 80) {
                past.append(String.valueOf("+-~?".charAt(random.nextInt(4))).repeat(1 + random.nextInt(9)));
            }
            AlertRule rule = lag(
                    Duration.ofMinutes(random.nextInt(8)), random.nextBoolean() ? WhenUnknown.KEEP : WhenUnknown.FIRE);
            List<Reading> readings = readings(past.toString());
            Instant end = at(past.length());
            Evaluation whole = Evaluation.of(rule, AlertState.begin(BEGIN), readings, end);

            List<Transition> pieces = new ArrayList<>();
            AlertState state = AlertState.begin(BEGIN);
            while (state.upTo().isBefore(end)) {
                Instant to = state.upTo().plusSeconds(1 + random.nextInt(200));
                Evaluation piece = Evaluation.of(rule, state, readings, to.isBefore(end) ? to : end);
                pieces.addAll(piece.transitions());
                state = piece.state();
            }
            assertThat(pieces).as("seed %s: %s", seed, past).isEqualTo(whole.transitions());
            assertThat(state).as("seed %s: %s", seed, past).isEqualTo(whole.state());
            for (int i = 0; i < pieces.size(); i++) {
                assertThat(pieces.get(i).firing()).as("seed %s: %s", seed, past).isEqualTo(i % 2 == 0);
            }
        }
    }

    private static AlertRule lag(Duration lasting, WhenUnknown whenUnknown) {
        return new AlertRule(new Condition.Lag(Optional.empty(), lasting), new Scope.Everything(), whenUnknown);
    }

    private static List<String> run(AlertRule rule, String minutes) {
        return Evaluation.of(rule, AlertState.begin(BEGIN), readings(minutes), at(minutes.length()))
                .transitions()
                .stream()
                .map(transition -> (transition.firing() ? "began at " : "ended at ")
                        + Duration.between(BEGIN, transition.at()).toMinutes())
                .toList();
    }

    private static AlertState state(AlertRule rule, String minutes) {
        return Evaluation.of(rule, AlertState.begin(BEGIN), readings(minutes), at(minutes.length()))
                .state();
    }

    private static List<Reading> readings(String minutes) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < minutes.length(); i++) {
            readings.add(
                    switch (minutes.charAt(i)) {
                        case '+' -> known(i, 1, Side.GOOD, 1);
                        case '~' -> known(i, 1, Side.NEAR, 5);
                        case '-' -> known(i, 1, Side.BAD, 9);
                        default -> new Reading.Unknown(at(i), MINUTE, "engine down");
                    });
        }
        return readings;
    }

    private static Reading known(int minute, int minutes, Side side, double value) {
        return new Reading.Known(
                at(minute), Duration.ofMinutes(minutes), value, OptionalDouble.of(5), side, side.name());
    }

    private static Instant at(int minute) {
        return BEGIN.plus(Duration.ofMinutes(minute));
    }
}
