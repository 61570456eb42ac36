package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Views over a table with a key, through every mode. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RefreshTest {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshTest.class);

    @SuppressWarnings("NullAway.Init")
    private static Harbour harbour;

    @BeforeAll
    static void open(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER) Path folder) {
        harbour = new Harbour(folder);
        harbour.sql("CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING, amount BIGINT, PRIMARY KEY (id) NOT"
                + " ENFORCED) WITH ('bucket' = '1')");
        harbour.write("orders", Row.insert(1, "north", 10L), Row.insert(2, "south", 20L), Row.insert(3, "north", 30L));
    }

    @AfterAll
    static void close() {
        harbour.close();
    }

    private static final String SUMS =
            "SELECT COALESCE(region, '') AS region, COUNT(*) AS orders, SUM(amount) AS amount FROM lake.db.orders"
                    + " GROUP BY COALESCE(region, '')";

    private static List<String> content(String view) {
        return harbour.run("SELECT * FROM lake.db." + view).stream()
                .map(row -> row.values().toString())
                .sorted()
                .toList();
    }

    private static void isExact(String view) {
        Verification verification = harbour.views.verify(harbour.id(view));
        assertThat(verification.equal()).as("%s: %s", view, verification).isTrue();
    }

    @Test
    @Order(1)
    void incrementalTakesUpWhatChanged() {
        harbour.create("sums", SUMS, "PT5S", "INCREMENTAL");
        harbour.awaitActive("sums", RefreshMode.INCREMENTAL);
        assertThat(content("sums")).containsExactly("[north, 2, 40]", "[south, 1, 20]");
        isExact("sums");

        harbour.write("orders", Row.insert(4, "west", 5L), Row.of(RowKind.DELETE, 2, "south", 20L));
        harbour.awaitFresh("sums");
        assertThat(content("sums")).containsExactly("[north, 2, 40]", "[west, 1, 5]");
        isExact("sums");
        assertThat(harbour.runningJobs()).isEmpty();
    }

    @Test
    @Order(2)
    void allSwitchesKeepItExact() {
        List<RefreshMode> way = List.of(
                RefreshMode.CONTINUOUS,
                RefreshMode.INCREMENTAL,
                RefreshMode.FULL,
                RefreshMode.CONTINUOUS,
                RefreshMode.FULL,
                RefreshMode.INCREMENTAL,
                RefreshMode.CONTINUOUS);
        int id = 100;
        for (RefreshMode mode : way) {
            harbour.write("orders", Row.insert(id++, "east", 1L), Row.insert(3, "east", (long) id));
            long begun = System.nanoTime();
            UUID change = harbour.views
                    .setFreshness(
                            Harbour.SOMEBODY,
                            harbour.id("sums"),
                            FreshnessTarget.parse("PT5S"),
                            new RequestedMode.Pinned(mode),
                            OptionalLong.empty())
                    .orElseThrow();
            harbour.awaitActive("sums", mode);
            LOG.info(
                    "switched to {} in {} ms",
                    mode,
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            Switch done = harbour.views.switches(harbour.id("sums")).getFirst();
            assertThat(done.id()).isEqualTo(change);
            done.steps()
                    .forEach(step -> LOG.info(
                            "  {}: {} ms after {} ms",
                            step.name(),
                            Duration.between(step.startedAt(), step.finishedAt().orElseThrow())
                                    .toMillis(),
                            Duration.between(done.startedAt(), step.startedAt()).toMillis()));
            assertThat(done.state()).as("%s", done).isEqualTo(SwitchStep.State.SUCCEEDED);
            harbour.write("orders", Row.insert(id++, "east", 1L));
            harbour.awaitFresh("sums");
            assertThat(content("sums"))
                    .isEqualTo(harbour.run(SUMS).stream()
                            .map(row -> row.values().toString())
                            .sorted()
                            .toList());
            isExact("sums");
        }
    }

    @Test
    @Order(3)
    void restsWhileSuspendedAndGoesOn() {
        harbour.views.suspend(Harbour.SOMEBODY, harbour.id("sums"));
        harbour.await(
                "no job", Duration.ofSeconds(30), () -> harbour.runningJobs().isEmpty());
        assertThat(harbour.views.get(harbour.id("sums")).refresh().status()).isEqualTo("SUSPENDED");
        harbour.write("orders", Row.insert(200, "west", 7L));
        harbour.views.resume(Harbour.SOMEBODY, harbour.id("sums"));
        harbour.awaitActive("sums", RefreshMode.CONTINUOUS);
        harbour.awaitFresh("sums");
        isExact("sums");
    }

    @Test
    @Order(4)
    void aJobCancelledByHandIsPutRight() {
        harbour.runningJobs().forEach(job -> harbour.jobs().cancel(job.id()));
        harbour.write("orders", Row.insert(201, "west", 7L));
        harbour.await(
                "a job runs",
                Duration.ofSeconds(30),
                () -> harbour.runningJobs().size() == 1);
        harbour.awaitFresh("sums");
        isExact("sums");
    }

    @Test
    @Order(5)
    void theLedgerIsFoundAgain() {
        harbour.restart(true);
        harbour.write("orders", Row.insert(202, "west", 7L));
        harbour.awaitActive("sums", RefreshMode.CONTINUOUS);
        harbour.awaitFresh("sums");
        isExact("sums");
        assertThat(harbour.runningJobs()).hasSize(1);
    }

    @Test
    @Order(6)
    void noDataRunsNoJob() {
        UUID id = harbour.views.refresh(Harbour.SOMEBODY, harbour.id("sums"));
        harbour.await(
                "it is done", Duration.ofSeconds(20), () -> run(id).finishedAt().isPresent());
        assertThat(run(id).action()).contains(RefreshRun.Action.NO_DATA);
    }

    @Test
    @Order(7)
    void whoAsksFindsWhatWasThereThen() {
        for (int id = 300; id < 306; id++) {
            harbour.write("orders", Row.insert(id, "west", 7L));
            UUID asked = harbour.views.refresh(Harbour.SOMEBODY, harbour.id("sums"));
            harbour.await(
                    "it is done",
                    Duration.ofSeconds(20),
                    () -> run(asked).finishedAt().isPresent());
            assertThat(content("sums"))
                    .isEqualTo(harbour.run(SUMS).stream()
                            .map(row -> row.values().toString())
                            .sorted()
                            .toList());
        }
    }

    /** A stream reads its inputs in an order of its own, and never says what it met the end of before the beginning. */
    @Test
    @Order(8)
    void whatCameAndWentBesideAFullRefreshIsGone() {
        harbour.sql("CREATE TABLE lake.db.stock (region STRING NOT NULL, item INT NOT NULL, n INT, PRIMARY KEY (region,"
                + " item) NOT ENFORCED) WITH ('bucket' = '1')");
        harbour.write("stock", Row.insert("north", 1, 1), Row.insert("west", 1, 1));
        String joined = "SELECT o.id AS id, s.region AS region, s.item AS item, s.n AS n FROM lake.db.orders AS o"
                + " JOIN lake.db.stock AS s ON o.region = s.region";
        harbour.create("pieces", joined, "PT5S", "INCREMENTAL");
        harbour.awaitActive("pieces", RefreshMode.INCREMENTAL);
        for (int id = 400; id < 404; id++) {
            harbour.pin("pieces", RefreshMode.FULL);
            harbour.write("stock", Row.insert("moon", 1, 1));
            for (int order = 0; order < 5; order++) {
                harbour.write("orders", Row.insert(id + 10 * order, "moon", 7L));
            }
            harbour.awaitFresh("pieces");
            harbour.sql("DELETE FROM lake.db.stock WHERE region = 'moon'");
            harbour.pin("pieces", RefreshMode.INCREMENTAL);
            harbour.awaitFresh("pieces");
            isExact("pieces");
        }
        harbour.views.drop(Harbour.SOMEBODY, harbour.id("pieces"));
    }

    private static RefreshRun run(UUID id) {
        return harbour
                .views
                .refreshes(harbour.id("sums"), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"))
                .stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(9)
    void dropLeavesNothing() {
        harbour.views.drop(Harbour.SOMEBODY, harbour.id("sums"));
        assertThat(harbour.runningJobs()).isEmpty();
        assertThat(harbour.views.list()).isEmpty();
        assertThat(harbour.warehouse("lake").consumers(harbour.id("orders"))).isEmpty();
    }
}
