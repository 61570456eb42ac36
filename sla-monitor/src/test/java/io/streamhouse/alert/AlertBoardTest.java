package io.streamhouse.alert;

import static io.streamhouse.alert.Recorded.ORDERS;
import static io.streamhouse.alert.Recorded.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.alert.AlertBoard.Change;
import io.streamhouse.alert.AlertBoard.Named;
import io.streamhouse.alert.AlertBoard.Place;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.AlertState.Standing;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.refresh.RefreshRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Rules looked at every fifteen seconds. */
final class AlertBoardTest {

    private static final Duration TARGET = Duration.ofSeconds(30);
    private static final Subject ON_ORDERS = new Subject.OneView(ORDERS);

    private final Recorded facts = new Recorded();
    private final AlertBoard board = new AlertBoard(facts);
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void a_late_view_fires_once_and_ends_once() {
        List<Named> rules = rules(new Condition.Lag(Optional.empty(), Duration.ofMinutes(5)), WhenUnknown.KEEP);
        facts.behind(ORDERS, Duration.ofSeconds(90), TARGET);
        assertThat(look(rules, Duration.ofMinutes(4))).isEmpty();
        assertThat(standing()).isEqualTo(Standing.PENDING);
        assertThat(look(rules, Duration.ofMinutes(10))).singleElement().satisfies(change -> {
            assertThat(change.place()).isEqualTo(new Place("r", ON_ORDERS));
            assertThat(change.transition().firing()).isTrue();
            assertThat(change.transition().text()).isEqualTo("1 min 30 s behind (allowed: 30 s)");
        });
        facts.behind(ORDERS, Duration.ZERO, TARGET);
        assertThat(look(rules, Duration.ofMinutes(10)))
                .singleElement()
                .satisfies(change -> assertThat(change.transition().firing()).isFalse());
        assertThat(standing()).isEqualTo(Standing.OK);
    }

    @Test
    void views_that_can_not_be_listed_are_unknown_after_a_while() {
        List<Named> rules = rules(new Condition.Lag(Optional.empty(), Duration.ZERO), WhenUnknown.FIRE);
        facts.behind(ORDERS, Duration.ZERO, TARGET);
        look(rules, Duration.ofMinutes(1));
        facts.down();
        assertThat(look(rules, Duration.ofMinutes(4))).isEmpty();
        assertThat(look(rules, Duration.ofMinutes(2)))
                .singleElement()
                .satisfies(change -> assertThat(change.transition().text()).isEqualTo("The engine does not answer"));
    }

    @Test
    void a_view_that_is_dropped_ends_its_alert() {
        List<Named> rules = rules(new Condition.Lag(Optional.empty(), Duration.ZERO), WhenUnknown.KEEP);
        facts.behind(ORDERS, Duration.ofHours(1), TARGET);
        assertThat(look(rules, Duration.ofSeconds(15))).hasSize(1);
        facts.views.clear();
        assertThat(look(rules, Duration.ofSeconds(15)))
                .singleElement()
                .satisfies(change -> assertThat(change.transition().text()).isEqualTo("It is not there any more"));
        assertThat(board.states()).isEmpty();
    }

    @Test
    void a_view_that_comes_later_is_looked_at_too() {
        List<Named> rules = rules(new Condition.Lag(Optional.empty(), Duration.ZERO), WhenUnknown.KEEP);
        facts.behind(ORDERS, Duration.ZERO, TARGET);
        look(rules, Duration.ofMinutes(1));
        facts.views.add(SALES);
        facts.behind(SALES, Duration.ofHours(1), TARGET);
        assertThat(look(rules, Duration.ofMinutes(1)))
                .extracting(change -> change.place().subject())
                .containsExactly(new Subject.OneView(SALES));
    }

    @Test
    void a_forgotten_rule_ends_its_alerts_with_the_reason() {
        List<Named> rules = rules(new Condition.Lag(Optional.empty(), Duration.ZERO), WhenUnknown.KEEP);
        facts.behind(ORDERS, Duration.ofHours(1), TARGET);
        look(rules, Duration.ofMinutes(1));
        assertThat(board.forget("r", now, "paused")).singleElement().satisfies(change -> {
            assertThat(change.transition().firing()).isFalse();
            assertThat(change.transition().text()).isEqualTo("paused");
        });
        assertThat(board.forget("r", now, "paused")).isEmpty();
    }

    @Test
    void an_alert_given_back_after_a_restart_does_not_fire_again() {
        List<Named> rules = rules(new Condition.Lag(Optional.empty(), Duration.ofMinutes(5)), WhenUnknown.KEEP);
        board.resume(new Place("r", ON_ORDERS), now, now.minusSeconds(3_600), OptionalDouble.of(90), "late");
        facts.behind(ORDERS, Duration.ofHours(2), TARGET);
        assertThat(look(rules, Duration.ofMinutes(20))).isEmpty();
        assertThat(state().worst()).hasValue(7_200);
    }

    @Test
    void failures_shares_suspensions_and_budgets_are_seen_as_of_now() {
        facts.present.put(
                ORDERS,
                new Present(
                        new io.streamhouse.freshness.Freshness.Unknown("not measured"),
                        Optional.empty(),
                        Optional.of("Its refresh failed"),
                        Optional.of("Suspended by a person")));
        facts.within.put(ORDERS, new WithinTarget.Known(0.5, Duration.ofHours(1)));
        facts.runs.put(
                ORDERS,
                List.of(
                        Recorded.run(now.minusSeconds(60), RefreshRun.State.FAILED),
                        Recorded.run(now.minusSeconds(30), RefreshRun.State.FAILED)));
        facts.spent.put(
                Scope.EVERYTHING, List.of(new AlertFacts.Spent(now.minusSeconds(60), Duration.ofMinutes(1), 3)));
        for (Condition when : List.of(
                new Condition.Failing(),
                new Condition.Suspended(),
                new Condition.Within(0.9, Condition.Window.HOUR),
                new Condition.FailedRefreshes(2, Duration.ofHours(1)),
                new Condition.CostPerDay(2.5))) {
            assertThat(look(rules(when, WhenUnknown.KEEP), Duration.ofSeconds(15)))
                    .as("%s", when)
                    .hasSize(1);
            board.forget("r", now, "next");
        }
    }

    @Test
    void a_clock_that_is_set_back_neither_fires_nor_stops_the_looks() {
        List<Named> rules = rules(new Condition.Lag(Optional.empty(), Duration.ofMinutes(5)), WhenUnknown.KEEP);
        facts.behind(ORDERS, Duration.ofHours(1), TARGET);
        look(rules, Duration.ofMinutes(2));
        now = now.minus(Duration.ofDays(1));
        assertThat(look(rules, Duration.ofMinutes(4))).isEmpty();
        assertThat(look(rules, Duration.ofMinutes(2))).hasSize(1);
    }

    private List<Change> look(List<Named> rules, Duration time) {
        List<Change> changes = new ArrayList<>();
        for (Instant end = now.plus(time); now.isBefore(end); ) {
            now = now.plusSeconds(15);
            changes.addAll(board.look(rules, now));
        }
        return changes;
    }

    private Standing standing() {
        return state().standing();
    }

    private AlertState state() {
        return Objects.requireNonNull(board.states().get(new Place("r", ON_ORDERS)));
    }

    private static List<Named> rules(Condition when, WhenUnknown whenUnknown) {
        return List.of(new Named("r", new AlertRule(when, new Scope.Everything(), whenUnknown)));
    }
}
