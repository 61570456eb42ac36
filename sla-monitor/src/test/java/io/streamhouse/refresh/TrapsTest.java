package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.model.Row;
import io.streamhouse.model.ViewDefinition;
import io.streamhouse.plan.QueryPlanner;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerView;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong silently if nobody looks: overwritten sources, views over views, empty tables, tables without a key. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TrapsTest {

    private static final String SUMS =
            "SELECT region, COUNT(*) AS orders, SUM(amount) AS amount FROM lake.db.orders" + " GROUP BY region";

    private static final String ALL =
            "SELECT 'all' AS name, COUNT(*) AS regions, SUM(amount) AS amount FROM lake.db.sums";

    @SuppressWarnings("NullAway.Init")
    private static Harbour harbour;

    @BeforeAll
    static void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        harbour = new Harbour(folder);
        harbour.sql(
                "CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING NOT NULL, amount BIGINT, PRIMARY KEY (id)"
                        + " NOT ENFORCED) WITH ('bucket' = '1')");
        harbour.sql("CREATE TABLE lake.db.clicks (id INT, page STRING)");
        harbour.write("orders", Row.insert(1, "north", 10L), Row.insert(2, "south", 20L), Row.insert(3, "north", 30L));
    }

    @AfterAll
    static void close() {
        harbour.close();
    }

    private static void isExact(String view) {
        harbour.awaitFresh(view);
        Verification verification = harbour.views.verify(harbour.id(view));
        assertThat(verification.equal()).as("%s: %s", view, verification).isTrue();
    }

    @Test
    @Order(1)
    void whatCannotBeIsRefusedAndLeavesNothing() {
        refused(ErrorCode.INVALID_REQUEST, () -> harbour.create("v", SUMS, "PT0.2S", "AUTO"));
        refused(ErrorCode.INVALID_REQUEST, () -> harbour.create("v", SUMS, "P366D", "AUTO"));
        refused(ErrorCode.INVALID_REQUEST, () -> harbour.create("v", SUMS, "PT2S", "FULL"));
        refused(ErrorCode.ALREADY_EXISTS, () -> harbour.create("orders", SUMS, "PT5S", "AUTO"));
        assertThatThrownBy(() -> harbour.create("v", "SELECT nope FROM lake.db.orders", "PT5S", "AUTO"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> harbour.create("v", "INSERT INTO lake.db.clicks SELECT 1, 'a'", "PT5S", "AUTO"))
                .isInstanceOf(ProblemException.class);
        assertThat(harbour.views.list()).isEmpty();
        assertThat(harbour.warehouse("lake").views()).isEmpty();
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    @Order(2)
    void aViewOverAViewFollowsItThroughEveryMode() {
        harbour.create("sums", SUMS, "PT5S", "INCREMENTAL");
        // What it reads has no version yet: it waits for one.
        harbour.create("total", "SELECT * FROM (" + ALL + ") WHERE regions > 0", "PT8S", "FULL");
        harbour.awaitActive("sums", RefreshMode.INCREMENTAL);
        harbour.awaitActive("total", RefreshMode.FULL);
        isExact("total");
        assertThat(refreshes("total"))
                .as("no refresh failed")
                .allSatisfy(run -> assertThat(run.problem()).isEmpty());
        assertThatThrownBy(() -> harbour.views.drop(Harbour.SOMEBODY, harbour.id("sums")))
                .hasMessageContaining("total");
        assertThatThrownBy(() -> harbour.views.checkDrop(harbour.id("orders"))).hasMessageContaining("sums");
    }

    @Test
    @Order(3)
    void aFullRefreshUnderAStreamingReaderKeepsTheReaderExact() {
        harbour.create("big", "SELECT region, amount FROM lake.db.sums WHERE amount > 15", "PT5S", "INCREMENTAL");
        harbour.awaitActive("big", RefreshMode.INCREMENTAL);
        isExact("big");
        harbour.pin("sums", RefreshMode.FULL);
        harbour.write("orders", Row.insert(4, "west", 50L), Row.insert(1, "south", 11L));
        isExact("sums");
        isExact("big");
        isExact("total");
        harbour.pin("sums", RefreshMode.CONTINUOUS);
        harbour.write("orders", Row.insert(5, "west", 50L));
        isExact("sums");
        isExact("big");
        assertThat(refreshes("big"))
                .as("the reader carried on")
                .filteredOn(run -> run.trigger() == RefreshRun.Trigger.SCHEDULED)
                .filteredOn(run -> run.finishedAt().isPresent())
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.action()).contains(RefreshRun.Action.INCREMENTAL));
    }

    private static long begunAnew(String view) {
        return refreshes(view).stream()
                .filter(run -> run.action().equals(Optional.of(RefreshRun.Action.REINITIALIZE))
                        && run.finishedAt().isPresent())
                .count();
    }

    private static List<RefreshRun> refreshes(String view) {
        return harbour.views.refreshes(harbour.id(view), Instant.EPOCH, Instant.MAX);
    }

    @Test
    @Order(4)
    void anOverwrittenSourceIsReadAnew() {
        harbour.sql("INSERT OVERWRITE lake.db.orders VALUES (7, 'east', CAST(100 AS BIGINT)), (8, 'west', CAST(1 AS"
                + " BIGINT))");
        isExact("sums");
        isExact("big");
        assertThat(harbour.run("SELECT region FROM lake.db.sums")).hasSize(2);
    }

    @Test
    @Order(5)
    void aTableWithoutAKeyIsNeitherDoubledNorSkipped() {
        harbour.create("pages", "SELECT id, UPPER(page) AS page FROM lake.db.clicks", "PT5S", "INCREMENTAL");
        harbour.awaitActive("pages", RefreshMode.INCREMENTAL);
        harbour.write("clicks", Row.insert(1, "a"), Row.insert(1, "a"), Row.insert(2, null));
        isExact("pages");
        for (RefreshMode mode : List.of(
                RefreshMode.CONTINUOUS,
                RefreshMode.FULL,
                RefreshMode.INCREMENTAL,
                RefreshMode.FULL,
                RefreshMode.CONTINUOUS)) {
            harbour.pin("pages", mode);
            harbour.write("clicks", Row.insert(1, "a"));
            isExact("pages");
        }
        assertThat(harbour.run("SELECT id FROM lake.db.pages")).hasSize(8);
    }

    /** While they stand in its place for a moment readers may see what was there before or what comes after. */
    @Test
    @Order(6)
    void anotherQueryTakesTheOldOnesPlaceAtOnce() throws Exception {
        harbour.write("orders", Row.insert(10, "east", 3L));
        isExact("sums");
        long anew = begunAnew("sums");
        Set<Object> before = content("sums");
        Set<Set<Object>> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            while (!done.get()) {
                seen.add(content("sums"));
            }
        });
        harbour.views.changeQuery(
                Harbour.SOMEBODY,
                harbour.id("sums"),
                "SELECT region, COUNT(*) AS orders, MAX(amount) AS amount FROM lake.db.orders GROUP BY region");
        harbour.await("the new content", Duration.ofSeconds(60), () -> begunAnew("sums") > anew);
        done.set(true);
        reader.join();
        seen.add(content("sums"));
        assertThat(seen).hasSize(2).contains(before);
        harbour.write("orders", Row.insert(9, "east", 50L));
        isExact("sums");
        isExact("big");
    }

    private static Set<Object> content(String view) {
        Set<Object> rows = new HashSet<>();
        harbour.warehouse("lake").scan(harbour.id(view), OptionalLong.empty(), row -> rows.add(row.values()));
        return rows;
    }

    @Test
    @Order(7)
    void sessionsAreComputedWholeByAStreamThatEnds() {
        harbour.sql(
                "CREATE TABLE lake.db.visits (who STRING NOT NULL, ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts)");
        refused(ErrorCode.NOT_SUPPORTED, () -> harbour.create("stays", STAYS, "PT5S", "INCREMENTAL"));
        harbour.create("stays", STAYS, "PT5S", "AUTO");
        harbour.awaitActive("stays", RefreshMode.FULL);
        assertThat(content("stays")).isEmpty();
        harbour.write("visits", visit("ann", 100), visit("bob", 30), visit("ann", 9), visit("ann", 0));
        isExact("stays");
        assertThat(content("stays"))
                .containsExactlyInAnyOrder(stay("ann", 0, 19, 2), stay("ann", 100, 110, 1), stay("bob", 30, 40, 1));
        harbour.write("visits", visit("ann", 15));
        isExact("stays");
        assertThat(content("stays"))
                .containsExactlyInAnyOrder(stay("ann", 0, 25, 3), stay("ann", 100, 110, 1), stay("bob", 30, 40, 1));
        harbour.views.drop(Harbour.SOMEBODY, harbour.id("stays"));
    }

    private static final String STAYS =
            "SELECT who, window_start, window_end, COUNT(*) AS n FROM TABLE(SESSION(TABLE lake.db.visits PARTITION BY who,"
                    + " DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY who, window_start, window_end";

    private static final LocalDateTime NEW_YEAR = LocalDateTime.of(2026, 1, 1, 0, 0);

    private static Row visit(String who, int second) {
        return Row.insert(who, NEW_YEAR.plusSeconds(second));
    }

    private static Object stay(String who, int from, int to, long visits) {
        return List.of(who, NEW_YEAR.plusSeconds(from), NEW_YEAR.plusSeconds(to), visits);
    }

    @Test
    @Order(8)
    void itGoesOnWhenItsSourceGetsAColumnAndFailsWhenItLosesOneItNeeds() {
        long anew = begunAnew("sums");
        harbour.sql("ALTER TABLE lake.db.orders ADD note STRING");
        awaitColumn("note");
        harbour.write("orders", Row.insert(20, "east", 5L, "a note"));
        isExact("sums");
        assertThat(begunAnew("sums")).isEqualTo(anew);

        harbour.sql("ALTER TABLE lake.db.orders RENAME amount TO price");
        harbour.await(
                "sums has failed",
                Duration.ofSeconds(60),
                () -> harbour.views.get(harbour.id("sums")).refresh() instanceof Refresh.Failed);
        assertThat(harbour.views.get(harbour.id("sums")).problem().orElseThrow().what())
                .contains("amount");

        harbour.sql("ALTER TABLE lake.db.orders RENAME price TO amount");
        awaitColumn("amount");
        harbour.await(
                "sums goes on",
                Duration.ofSeconds(60),
                () -> harbour.views.get(harbour.id("sums")).refresh() instanceof Refresh.Active);
        harbour.write("orders", Row.insert(21, "east", 5L, "another"));
        isExact("sums");
        isExact("big");
    }

    private static void awaitColumn(String name) {
        harbour.await(
                "the column " + name,
                Duration.ofSeconds(10),
                () -> harbour.warehouse("lake")
                        .relation(harbour.id("orders"))
                        .schema()
                        .column(name)
                        .isPresent());
    }

    @Test
    @Order(9)
    void whatIsHeldNoLongerIsReadAnewAndThatIsSaid() {
        harbour.views.suspend(Harbour.SOMEBODY, harbour.id("big"));
        String uid = harbour.views.get(harbour.id("big")).definition().uid();
        harbour.await(
                "big has no job",
                Duration.ofSeconds(30),
                () -> harbour.views.get(harbour.id("big")).job().isEmpty());
        harbour.warehouse("lake").consumers(harbour.id("sums")).stream()
                .map(Consumer::id)
                .filter(id -> id.contains(uid) && !id.contains(ManagedView.HOLD))
                .forEach(id -> harbour.warehouse("lake").removeConsumer(harbour.id("sums"), id));
        harbour.write("orders", Row.insert(22, "east", 5L, "more"));
        harbour.views.resume(Harbour.SOMEBODY, harbour.id("big"));
        isExact("sums");
        isExact("big");
        assertThat(refreshes("big"))
                .anySatisfy(run -> assertThat(run.reason())
                        .hasValueSatisfying(reason -> assertThat(reason).contains("held no longer")));
    }

    @Test
    @Order(9)
    void whatAViewAtRestHoldsIsKeptFromExpiringForAWhile() {
        Warehouse warehouse = harbour.warehouse("lake");
        RelationId orders = harbour.id("orders");
        Ledger ledger = new Ledger(harbour.ledger());
        ManagedView view = resting(ledger);
        warehouse.setConsumer(orders, view.consumer(0), 1);
        Instant written = warehouse.consumerChangedAt(orders, view.consumer(0)).orElseThrow();
        harbour.await(
                "time passes",
                Duration.ofSeconds(5),
                () -> InstantSource.system().instant().isAfter(written.plusMillis(20)));
        Holds holds = new Holds(harbour);

        holds.keep(view, written.plus(Duration.ofDays(1)));
        assertThat(warehouse.consumerChangedAt(orders, view.consumer(0))).contains(written);

        holds.keep(view, written.plus(Duration.ofDays(20)));
        assertThat(warehouse.consumerChangedAt(orders, view.consumer(0)))
                .hasValueSatisfying(later -> assertThat(later).isAfter(written));

        holds.keep(view, written.plus(Duration.ofDays(32)));
        assertThat(warehouse.consumer(orders, view.consumer(0))).isEmpty();
        assertThat(view.ledger().resume()).isEmpty();
        ledger.forget(view.uid());
    }

    @Test
    @Order(9)
    void whatAViewAtRestHoldsIsGivenUpWhereItsStateIsTooLarge() throws Exception {
        Warehouse warehouse = harbour.warehouse("lake");
        RelationId orders = harbour.id("orders");
        Ledger ledger = new Ledger(harbour.ledger());
        ManagedView view = resting(ledger);
        warehouse.setConsumer(orders, view.consumer(0), 1);
        Path state = Path.of(URI.create(view.ledger().resume().orElseThrow().path()));
        Files.createDirectories(state.resolve("shared"));
        Files.write(state.resolve("shared").resolve("file"), new byte[1_000]);
        Instant now = InstantSource.system().instant();

        harbour.kept(new KeptLimits(1_000, Duration.ofDays(30)));
        new Holds(harbour).keep(view, now);
        assertThat(view.ledger().resume()).isPresent();
        assertThat(warehouse.consumer(orders, view.consumer(0))).isPresent();

        harbour.kept(new KeptLimits(999, Duration.ofDays(30)));
        new Holds(harbour).keep(view, now);
        harbour.kept(KeptLimits.DEFAULT);
        assertThat(view.ledger().resume()).isEmpty();
        assertThat(warehouse.consumer(orders, view.consumer(0))).isEmpty();
        assertThat(state).doesNotExist();
        ledger.forget(view.uid());
    }

    /** A view that was suspended, with a state to resume from. */
    private static ManagedView resting(Ledger ledger) {
        ViewDefinition sums = harbour.views.get(harbour.id("sums")).definition();
        ViewDefinition definition = new ViewDefinition(
                sums.id(),
                sums.query(),
                sums.schema(),
                sums.freshness(),
                sums.mode(),
                "resting",
                Optional.empty(),
                Map.of());
        String state = harbour.stateFiles().savepointFolder("resting") + "/e0/savepoint-1";
        ManagedView view = new ManagedView(
                ledger,
                definition,
                LedgerView.fresh("resting", sums.id(), Instant.EPOCH)
                        .change()
                        .suspended(true)
                        .resume(Optional.of(new ResumePoint(state, 1, true)))
                        .result());
        view.plan = Optional.of(QueryPlanner.plan(
                sums.query(),
                sums.id().databaseId(),
                id -> id.equals(harbour.id("orders"))
                        ? Optional.of(harbour.warehouse("lake").relation(id))
                        : Optional.empty()));
        return view;
    }

    /** A writer of such a table is to say what a row was before; Flink's UPDATE says only what it is now. */
    @Test
    @Order(10)
    void whatAnUpdateLeavesOutOfAChangelogIsFoundOut() {
        harbour.sql(
                "CREATE TABLE lake.db.told (id INT NOT NULL, region STRING NOT NULL, amount BIGINT, PRIMARY KEY (id)"
                        + " NOT ENFORCED) WITH ('bucket' = '1', 'changelog-producer' = 'input')");
        harbour.write("told", Row.insert(1, "north", 10L), Row.insert(2, "south", 20L));
        String query = "SELECT region, COUNT(*) AS n, SUM(amount) AS amount FROM lake.db.told GROUP BY region";
        harbour.create("told_sums", query, "PT5S", "INCREMENTAL");
        harbour.awaitActive("told_sums", RefreshMode.INCREMENTAL);
        isExact("told_sums");

        harbour.sql("UPDATE lake.db.told SET region = 'south', amount = 11 WHERE id = 1");
        isExact("told_sums");
        harbour.sql("DELETE FROM lake.db.told WHERE id = 2");
        isExact("told_sums");
        harbour.views.drop(Harbour.SOMEBODY, harbour.id("told_sums"));
    }

    /**
     * Flink reads a table's columns in another order once there is one that the query does not need. As all are of one type,
     * it would take each for another in the state that it has.
     */
    @Test
    @Order(10)
    void aStateThatAnotherColumnHasMadeUselessIsBuiltAnewAtOnce() {
        harbour.sql(
                "CREATE TABLE lake.db.trades (id INT NOT NULL, region INT NOT NULL, amount INT NOT NULL, PRIMARY KEY"
                        + " (id) NOT ENFORCED) WITH ('bucket' = '1')");
        harbour.write("trades", Row.insert(1, 7, 10), Row.insert(2, 8, 20));
        String query = "SELECT region, COUNT(*) AS n, MAX(amount) AS amount FROM lake.db.trades GROUP BY region";
        harbour.create("resting", query, "PT5S", "INCREMENTAL");
        harbour.create("moving", query, "PT5S", "CONTINUOUS");
        harbour.awaitActive("resting", RefreshMode.INCREMENTAL);
        harbour.awaitActive("moving", RefreshMode.CONTINUOUS);

        harbour.sql("ALTER TABLE lake.db.trades ADD note STRING");
        harbour.write("trades", Row.insert(1, 8, 30, "a note"));
        harbour.pin("moving", RefreshMode.INCREMENTAL);
        harbour.pin("moving", RefreshMode.CONTINUOUS);
        isExact("resting");
        isExact("moving");

        assertThat(refreshes("resting"))
                .noneMatch(run -> run.state() == RefreshRun.State.FAILED)
                .filteredOn(run -> run.trigger() == RefreshRun.Trigger.SCHEDULED)
                .extracting(RefreshRun::action)
                .containsOnlyOnce(Optional.of(RefreshRun.Action.REINITIALIZE));
        Switch back = harbour.views.switches(harbour.id("moving")).getFirst();
        assertThat(back.state()).isEqualTo(SwitchStep.State.SUCCEEDED);
        assertThat(back.steps())
                .anySatisfy(step -> assertThat(step.detail())
                        .hasValueSatisfying(why -> assertThat(why).contains("another column")));
        harbour.views.drop(Harbour.SOMEBODY, harbour.id("resting"));
        harbour.views.drop(Harbour.SOMEBODY, harbour.id("moving"));
    }

    @Test
    @Order(11)
    void whatWasDroppedElsewhereIsForgotten() {
        harbour.warehouse("lake").drop(harbour.id("pages"));
        harbour.await(
                "pages is gone",
                Duration.ofSeconds(30),
                () -> harbour.views.list().stream()
                        .noneMatch(view -> view.id().name().equals("pages")));
        harbour.warehouse("lake").drop(harbour.id("clicks"));
        assertThat(harbour.runningJobs()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @Order(12)
    void aDroppedSourceIsSaid() {
        harbour.warehouse("lake").drop(harbour.id("orders"));
        harbour.await(
                "sums has failed",
                Duration.ofSeconds(60),
                () -> harbour.views.get(harbour.id("sums")).refresh() instanceof Refresh.Failed);
        assertThat(harbour.views.get(harbour.id("sums")).problem().orElseThrow().what())
                .contains("orders");
    }
}
