package io.streamhouse.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.LedgerStorage;
import io.streamhouse.store.LedgerUsage;
import io.streamhouse.store.UsageAccount;
import io.streamhouse.store.UsageBucket;
import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Booked usage, through the database, into reports. */
final class CostReportsTest {

    private static final Instant HOUR = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant NOW = HOUR.plus(Duration.ofMinutes(50));
    private static final RelationId REVENUE = new RelationId("lake", "shop", "revenue");
    private static final Prices USED = new Prices("EUR", Prices.Basis.USED, 1, 730, 1);
    private static final Prices RESERVED = new Prices("EUR", Prices.Basis.RESERVED, 1, 730, 1);

    private final UsageLedger ledger = new UsageLedger(emptyStore());

    private static JdbcDataSource emptyStore() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }

    private UsageHistory at(Prices prices) {
        return new UsageHistory(ledger, () -> NOW, () -> prices);
    }

    private void bookAnHour() {
        UsageAccount continuous = UsageAccount.of(REVENUE, Optional.of(RefreshMode.CONTINUOUS));
        UsageAccount full = UsageAccount.of(REVENUE, Optional.of(RefreshMode.FULL));
        ledger.add(List.of(
                bucket(continuous, 1, Duration.ofMinutes(6), 0),
                bucket(full, 2, Duration.ofMinutes(3), 1_000),
                bucket(Accounts.STATEMENTS, 2, Duration.ofMinutes(1), 0),
                bucket(Accounts.ENGINE, 2, Duration.ofMinutes(12), 0),
                bucket(Accounts.IDLE, 3, Duration.ofMinutes(8), 0),
                bucket(Accounts.TOTAL, 3, Duration.ofMinutes(30), 0),
                bucket(Accounts.CAPACITY, 3, Duration.ofMinutes(120), 0)));
        ledger.record(List.of(new LedgerStorage(REVENUE, HOUR.plusSeconds(60), 600_000_000, 300_000_000, 100_000_000)));
    }

    private static UsageBucket bucket(UsageAccount account, int minute, Duration cpu, long requests) {
        return new UsageBucket(
                account,
                HOUR.plus(Duration.ofMinutes(minute)),
                UsageLedger.MINUTE,
                new LedgerUsage(cpu, Duration.ZERO, Duration.ZERO, 0, 0, requests, 0),
                Duration.ofMinutes(1),
                0,
                0,
                0);
    }

    @Test
    void linesOverheadAndIdleAddUpToTheTotal() {
        bookAnHour();

        for (Prices prices : List.of(USED, RESERVED)) {
            for (CostReport.GroupBy by : CostReport.GroupBy.values()) {
                CostReport report = at(prices).report(HOUR, NOW, by);
                double sum = report.lines().stream()
                                .mapToDouble(CostReport.Line::metered)
                                .sum()
                        + report.overhead().stream()
                                .mapToDouble(CostReport.Overhead::metered)
                                .sum()
                        + report.idle();
                assertThat(sum).as("%s %s", prices.basis(), by).isCloseTo(report.total(), within(1e-9));
            }
        }
    }

    @Test
    void aLineIsProcessingStorageAndRequestsAtTheirPrices() {
        bookAnHour();

        CostReport report = at(USED).report(HOUR, NOW, CostReport.GroupBy.RELATION);

        CostReport.Line line = report.lines().getFirst();
        assertThat(line.key()).isEqualTo("lake.shop.revenue");
        assertThat(line.parts().processing()).isCloseTo(0.15, within(1e-9));
        assertThat(line.parts().requests()).isCloseTo(1, within(1e-9));
        assertThat(line.parts().storage()).isCloseTo(50 / 60.0, within(1e-9));
        assertThat(line.estimated()).isEmpty();
        assertThat(report.idle()).isCloseTo(8 / 60.0, within(1e-9));
    }

    @Test
    void reservedCapacityMakesIdleWhatNobodyUsed() {
        bookAnHour();

        CostReport report = at(RESERVED).report(HOUR, NOW, CostReport.GroupBy.MODE);

        assertThat(report.idle()).isCloseTo((120 - 22) / 60.0, within(1e-9));
        assertThat(report.lines()).extracting(CostReport.Line::key).contains("CONTINUOUS", "FULL", "Interactive SQL");
    }

    @Test
    void theTimelineTellsWhenItWasUsed() {
        bookAnHour();

        CostTimeline timeline = at(USED).timeline(HOUR, NOW, CostReport.GroupBy.MODE);

        assertThat(timeline.step()).isEqualTo(Duration.ofMinutes(1));
        CostTimeline.Series continuous = timeline.series().stream()
                .filter(series -> series.key().equals("CONTINUOUS"))
                .findFirst()
                .orElseThrow();
        assertThat(continuous.costs()).hasSize(50);
        assertThat(continuous.costs().get(1)).isCloseTo(0.1, within(1e-9));
        assertThat(continuous.costs().get(2)).isZero();
    }

    @Test
    void minutesOfAContinuousViewAreThereForWhoeverFitsThem() {
        bookAnHour();

        assertThat(ledger.minutes(REVENUE, RefreshMode.CONTINUOUS, HOUR, NOW))
                .singleElement()
                .satisfies(minute -> assertThat(minute.usage().cpu()).isEqualTo(Duration.ofMinutes(6)));
    }

    @Test
    void minutesAreForgottenBeforeHours() {
        bookAnHour();

        ledger.forget(HOUR.plus(Duration.ofDays(3)));
        assertThat(ledger.buckets(UsageLedger.MINUTE, HOUR, NOW)).isEmpty();
        assertThat(ledger.buckets(UsageLedger.HOUR, HOUR, NOW)).hasSize(7);

        ledger.forget(HOUR.plus(Duration.ofDays(91)));
        assertThat(ledger.buckets(UsageLedger.HOUR, HOUR, NOW)).isEmpty();
    }
}
