package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.StorageMeter;
import io.streamhouse.cost.Usage;
import io.streamhouse.cost.UsageHistory;
import io.streamhouse.cost.UsageMeter;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.store.UsageBucket;
import io.streamhouse.store.UsageLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Views in every mode on a running engine, and what is booked to them. */
final class MeteringTest {

    private static final Prices PRICES = new Prices("USD", Prices.Basis.USED, 1, 0, 0);
    private static final Duration CPU_AT_LEAST = Duration.ofSeconds(8);

    private int written;

    @Test
    void whatViewsUseIsBookedToThemAndEverythingAddsUpToTheProcess(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        try (Harbour harbour = new Harbour(folder)) {
            harbour.sql(
                    "CREATE TABLE lake.db.orders (id INT PRIMARY KEY NOT ENFORCED, city STRING NOT NULL, amount INT)");
            insert(harbour);
            String query = "SELECT city, SUM(amount) AS total FROM orders GROUP BY city";
            harbour.create("live", query, "PT1S", "CONTINUOUS");
            harbour.create("stepwise", query, "PT5S", "INCREMENTAL");
            harbour.create("whole", query, "PT5S", "FULL");
            harbour.awaitActive("live", RefreshMode.CONTINUOUS);
            harbour.awaitActive("stepwise", RefreshMode.INCREMENTAL);
            harbour.awaitActive("whole", RefreshMode.FULL);
            UsageLedger ledger = new UsageLedger(harbour.ledger());
            UsageMeter meter = new UsageMeter(new MeteredHarbour(harbour), ledger, InstantSource.system());
            Instant from = InstantSource.system().instant().minusSeconds(60);

            meter.look();
            Duration before = process();
            // The first look at the tables only finds where they are.
            harbour.await("some work", Duration.ofSeconds(60), () -> used(before, Duration.ofSeconds(1)));
            meter.look();
            meter.lookAtTables();
            harbour.await("every view is refreshed", Duration.ofSeconds(180), () -> {
                insert(harbour);
                meter.look();
                return used(before, CPU_AT_LEAST)
                        && metered(harbour, "stepwise", RefreshRun.Action.INCREMENTAL) >= 2
                        && metered(harbour, "whole", RefreshRun.Action.FULL) >= 2;
            });
            meter.look();
            Duration counted = process().minus(before);
            meter.lookAtTables();
            meter.write();

            Instant to = InstantSource.system().instant().plusSeconds(60);
            CostReport report = new UsageHistory(ledger, InstantSource.system(), () -> PRICES)
                    .report(from, to, CostReport.GroupBy.RELATION);
            double inHours = counted.toNanos() / 3.6e12;
            double sum = report.lines().stream()
                            .mapToDouble(CostReport.Line::metered)
                            .sum()
                    + report.overhead().stream()
                            .mapToDouble(CostReport.Overhead::metered)
                            .sum()
                    + report.idle();
            report.lines().forEach(line -> System.out.println(line.key() + " " + line.usage()));
            report.overhead()
                    .forEach(line ->
                            System.out.println(line.name() + " " + line.usage().cpu()));
            System.out.printf(
                    "sum %.4f s, total %.4f s, process %.4f s%n", sum * 3600, report.total() * 3600, inHours * 3600);
            assertThat(sum / inHours)
                    .as("booked, against what the system counts")
                    .isBetween(0.95, 1.05);
            assertThat(report.total() / inHours).isBetween(0.95, 1.05);
            for (String view : List.of("live", "stepwise", "whole")) {
                Usage usage = report.lines().stream()
                        .filter(line -> line.key().equals(harbour.id(view).toString()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("Nothing is booked to " + view + ": " + report))
                        .usage();
                assertThat(usage.cpu()).as(view).isPositive();
                assertThat(usage.slotTime()).as(view).isPositive();
                assertThat(usage.rowsRead()).as(view).isPositive();
                assertThat(usage.bytesWritten()).as(view).isPositive();
                assertThat(usage.requests()).as(view).isPositive();
            }
            assertThat(ledger.minutes(harbour.id("live"), RefreshMode.CONTINUOUS, from, to))
                    .extracting(UsageBucket::commits)
                    .anyMatch(commits -> commits > 0);
            storageIsMeasured(harbour, ledger);
        }
    }

    private static void storageIsMeasured(Harbour harbour, UsageLedger ledger) {
        StorageMeter storage = new StorageMeter(new MeteredHarbour(harbour), ledger, InstantSource.system());
        storage.measure();
        RelationId orders = harbour.id("orders");
        StorageMeter.Measured measured = storage.latest().stream()
                .filter(each -> each.storage().relation().equals(orders))
                .findFirst()
                .orElseThrow();
        assertThat(measured.storage().liveBytes()).isPositive();
        assertThat(measured.storage().heldBytes()).isPositive();
        assertThat(measured.holds())
                .extracting(hold -> hold.owner())
                .contains(harbour.id("live").toString());
        assertThat(storage.latest())
                .filteredOn(each -> each.storage().relation().equals(harbour.id("stepwise")))
                .allSatisfy(each -> assertThat(each.storage().stateBytes()).isPositive());
        storage.close();
    }

    private static long metered(Harbour harbour, String view, RefreshRun.Action action) {
        return harbour.views.refreshes(harbour.id(view), Instant.EPOCH, Instant.MAX).stream()
                .filter(run -> run.action().filter(action::equals).isPresent())
                .filter(run -> run.job().isPresent()
                        && run.usage()
                                .filter(usage -> usage.cpu().toMillis() > 0 && usage.bytesRead() > 0)
                                .isPresent())
                .count();
    }

    private void insert(Harbour harbour) {
        written++;
        harbour.write("orders", Row.insert(written, "city " + written % 7, written), Row.insert(-written, "here", 1));
    }

    private static boolean used(Duration before, Duration atLeast) {
        return process().minus(before).compareTo(atLeast) >= 0;
    }

    private static Duration process() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
