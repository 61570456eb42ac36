package io.streamhouse.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.alert.AlertFacts;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Present;
import io.streamhouse.alert.Scope;
import io.streamhouse.alert.Subject;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.Actor;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.store.AlertLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What is written and told of alerts, over looks and restarts. */
final class AlertWatchTest {

    private static final RelationId ORDERS = RelationId.parse("lake.shop.orders");

    private final JdbcDataSource database = new JdbcDataSource();
    private final List<String> told = new ArrayList<>();
    private final OneView facts = new OneView();
    private final AlertLedger ledger;
    private AlertWatch watch;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    AlertWatchTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        ledger = new AlertLedger(database);
        watch = begin();
    }

    private AlertWatch begin() {
        return new AlertWatch(
                facts,
                ledger,
                (event, transition) -> told.add((transition.firing() ? "FIRING " : "RESOLVED ") + event.subject()));
    }

    @Test
    void each_transition_is_written_and_told_once_with_the_worst_value() {
        facts.lag = Duration.ofMinutes(2);
        look(Duration.ofMinutes(1));
        facts.lag = Duration.ofMinutes(9);
        look(Duration.ofMinutes(1));
        facts.lag = Duration.ZERO;
        look(Duration.ofMinutes(5));

        assertThat(told).containsExactly("FIRING lake.shop.orders", "RESOLVED lake.shop.orders");
        assertThat(ledger.open()).isEmpty();
        assertThat(ledger.events(10)).singleElement().satisfies(event -> {
            assertThat(event.peak()).hasValue(540);
            assertThat(event.ruleName()).isEqualTo("Late");
            assertThat(event.endReason()).isPresent();
        });
    }

    @Test
    void an_alert_goes_on_over_a_restart_without_being_told_again() {
        facts.lag = Duration.ofMinutes(2);
        look(Duration.ofMinutes(1));
        watch = begin();
        watch.resume(List.of(rule(false)), now);
        look(Duration.ofMinutes(3));
        assertThat(told).containsExactly("FIRING lake.shop.orders");
        facts.lag = Duration.ZERO;
        look(Duration.ofMinutes(5));
        assertThat(told).containsExactly("FIRING lake.shop.orders", "RESOLVED lake.shop.orders");
        assertThat(ledger.events(10)).hasSize(1);
    }

    @Test
    void what_fires_for_a_rule_that_is_gone_ends_at_the_start() {
        facts.lag = Duration.ofMinutes(2);
        look(Duration.ofMinutes(1));
        watch = begin();
        watch.resume(List.of(), now);
        assertThat(ledger.open()).isEmpty();
        assertThat(told).endsWith("RESOLVED lake.shop.orders");
    }

    @Test
    void a_paused_rule_is_not_looked_at() {
        facts.lag = Duration.ofMinutes(2);
        watch.look(() -> List.of(rule(true)), now);
        assertThat(watch.states()).isEmpty();
        assertThat(told).isEmpty();
    }

    private void look(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); ) {
            now = now.plusSeconds(15);
            watch.look(() -> List.of(rule(false)), now);
        }
    }

    private static SavedRule rule(boolean paused) {
        AlertRule rule = new AlertRule(
                new Condition.Lag(Optional.of(Duration.ofMinutes(1)), Duration.ZERO),
                new Scope.Everything(),
                WhenUnknown.KEEP);
        return new SavedRule("r", "Late", rule, paused, 1, new Actor("ada"), Instant.EPOCH);
    }

    /** One view whose lag is as the test says. */
    private static final class OneView implements AlertFacts {
        private Duration lag = Duration.ZERO;

        @Override
        public List<RelationId> views() {
            return List.of(ORDERS);
        }

        @Override
        public List<LagReport.Point> lag(RelationId view, Instant from, Instant to) {
            return List.of();
        }

        @Override
        public List<RefreshRun> refreshes(RelationId view, Instant from, Instant to) {
            return List.of();
        }

        @Override
        public List<Spent> spent(Subject on, Instant from, Instant to) {
            return List.of();
        }

        @Override
        public String currency() {
            return "USD";
        }

        @Override
        public Present present(RelationId view) {
            return new Present(
                    new Freshness.Known(Instant.EPOCH, lag, Instant.EPOCH),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public WithinTarget within(RelationId view, Condition.Window window) {
            return new WithinTarget.Unknown("Nothing was measured yet");
        }
    }
}
