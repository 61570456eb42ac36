package io.streamhouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Alerts and messages in H2. */
final class AlertLedgerTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private final JdbcDataSource database = new JdbcDataSource();
    private final AlertLedger ledger;

    AlertLedgerTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        ledger = new AlertLedger(database, 10, 10);
    }

    @Test
    void an_alert_reads_as_it_was_written_open_and_ended() {
        LedgerAlert open = alert(0, Optional.empty());
        ledger.begin(open);
        assertThat(ledger.open()).containsExactly(open);
        LedgerAlert ended = new LedgerAlert(
                open.id(),
                open.rule(),
                open.ruleName(),
                open.subject(),
                open.measure(),
                open.began(),
                Optional.of(BEGIN.plusSeconds(60)),
                OptionalDouble.of(9.5),
                open.reason(),
                Optional.of("well again"));
        ledger.save(ended);
        assertThat(ledger.open()).isEmpty();
        assertThat(ledger.event(open.id())).contains(ended);
    }

    @Test
    void the_oldest_that_are_over_are_forgotten_and_what_fires_is_not() {
        LedgerAlert fires = alert(-1, Optional.empty());
        ledger.begin(fires);
        for (int i = 0; i < 30; i++) {
            ledger.begin(alert(i, Optional.of(BEGIN.plusSeconds(i + 1))));
        }
        assertThat(ledger.events(100)).hasSize(11).contains(fires);
        assertThat(ledger.events(100).getFirst().began()).isEqualTo(BEGIN.plusSeconds(29));
    }

    @Test
    void messages_wait_in_their_order_and_old_ones_are_forgotten() {
        LedgerDelivery waits = delivery(-1, LedgerDelivery.State.PENDING);
        ledger.add(waits);
        for (int i = 0; i < 30; i++) {
            ledger.add(delivery(i, LedgerDelivery.State.DELIVERED));
        }
        assertThat(ledger.pending()).containsExactly(waits);
        assertThat(ledger.deliveries(100)).hasSize(11);
        ledger.save(new LedgerDelivery(
                waits.id(),
                waits.event(),
                waits.body(),
                LedgerDelivery.State.FAILED,
                5,
                "gone",
                waits.created(),
                BEGIN));
        assertThat(ledger.pending()).isEmpty();
    }

    private static LedgerAlert alert(int second, Optional<Instant> ended) {
        return new LedgerAlert(
                UUID.randomUUID(),
                "rule",
                "Late",
                "lake.shop.orders",
                "SECONDS",
                BEGIN.plusSeconds(second),
                ended,
                OptionalDouble.empty(),
                "1 min behind",
                Optional.empty());
    }

    private static LedgerDelivery delivery(int second, LedgerDelivery.State state) {
        return new LedgerDelivery(
                UUID.randomUUID(),
                Optional.of(UUID.randomUUID()),
                "{}",
                state,
                1,
                "Answered 200",
                BEGIN.plusSeconds(second),
                BEGIN.plusSeconds(second));
    }
}
