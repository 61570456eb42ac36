package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
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

    private static void to(String view, RefreshMode mode) {
        harbour.views.setFreshness(
                Harbour.SOMEBODY,
                harbour.id(view),
                FreshnessTarget.parse("PT5S"),
                new RequestedMode.Pinned(mode),
                OptionalLong.empty());
        harbour.awaitActive(view, mode);
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
        harbour.awaitActive("sums", RefreshMode.INCREMENTAL);
        harbour.create("total", "SELECT * FROM (" + ALL + ") WHERE regions > 0", "PT8S", "FULL");
        harbour.awaitActive("total", RefreshMode.FULL);
        isExact("total");
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
        to("sums", RefreshMode.FULL);
        harbour.write("orders", Row.insert(4, "west", 50L), Row.insert(1, "south", 11L));
        isExact("sums");
        isExact("big");
        isExact("total");
        to("sums", RefreshMode.CONTINUOUS);
        harbour.write("orders", Row.insert(5, "west", 50L));
        isExact("sums");
        isExact("big");
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
            to("pages", mode);
            harbour.write("clicks", Row.insert(1, "a"));
            isExact("pages");
        }
        assertThat(harbour.run("SELECT id FROM lake.db.pages")).hasSize(8);
    }

    @Test
    @Order(6)
    void anotherQueryTakesTheOldOnesPlace() {
        harbour.views.changeQuery(
                Harbour.SOMEBODY,
                harbour.id("sums"),
                "SELECT region, COUNT(*) AS orders, MAX(amount) AS amount FROM lake.db.orders GROUP BY region");
        harbour.await(
                "the new content",
                java.time.Duration.ofSeconds(60),
                () -> harbour.views
                        .refreshes(
                                harbour.id("sums"),
                                java.time.Instant.EPOCH,
                                java.time.Instant.parse("9999-01-01T00:00:00Z"))
                        .getFirst()
                        .action()
                        .filter(RefreshRun.Action.REINITIALIZE::equals)
                        .isPresent());
        harbour.write("orders", Row.insert(9, "east", 50L));
        isExact("sums");
        isExact("big");
    }

    @Test
    @Order(7)
    void whatWasDroppedElsewhereIsForgotten() {
        harbour.warehouse("lake").drop(harbour.id("pages"));
        harbour.await(
                "pages is gone",
                java.time.Duration.ofSeconds(30),
                () -> harbour.views.list().stream()
                        .noneMatch(view -> view.id().name().equals("pages")));
        harbour.warehouse("lake").drop(harbour.id("clicks"));
        assertThat(harbour.runningJobs()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @Order(8)
    void aDroppedSourceIsSaid() {
        harbour.warehouse("lake").drop(harbour.id("orders"));
        harbour.await(
                "sums has failed",
                java.time.Duration.ofSeconds(60),
                () -> harbour.views.get(harbour.id("sums")).refresh() instanceof Refresh.Failed);
        assertThat(harbour.views.get(harbour.id("sums")).problem().orElseThrow().what())
                .contains("orders");
    }
}
