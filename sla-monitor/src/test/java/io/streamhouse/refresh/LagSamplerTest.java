package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.freshness.LagCause;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.QueryPlanner;
import io.streamhouse.store.LedgerSwitch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** How far views are behind is looked at and recorded with what was to blame, over real tables. */
final class LagSamplerTest {

    private static final Duration TARGET = Duration.ofSeconds(10);
    private static final Duration PACE = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init")
    private Backwater water;

    @SuppressWarnings("NullAway.Init")
    private ManagedView view;

    @BeforeEach
    void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        water = new Backwater(folder);
        water.table("orders");
        view = water.view("sums", TARGET, "orders");
    }

    @AfterEach
    void close() {
        water.close();
    }

    private void watch(int seconds) {
        for (int second = 0; second < seconds; second++) {
            water.after(PACE);
        }
    }

    private LagReport.Summary hour() {
        return water.report(view).summaries().getFirst();
    }

    @Test
    void an_idle_source_is_no_lag_however_long_ago_its_last_change_was() {
        water.after(Duration.ofHours(5));
        watch(30);
        assertThat(hour().max()).contains(Duration.ZERO);
        assertThat(hour().within()).isEqualTo(new WithinTarget.Known(1, Duration.ofSeconds(30)));
        assertThat(hour().causes()).isEmpty();
    }

    @Test
    void an_unseen_change_grows_older_until_it_is_seen() {
        water.after(Duration.ZERO);
        water.write("orders");
        watch(15);
        assertThat(hour().max().orElseThrow()).isBetween(Duration.ofMillis(14_900), Duration.ofSeconds(17));
        assertThat(hour().aboveTarget()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
        assertThat(hour().causes()).containsOnlyKeys(LagCause.SLOW_REFRESH);
        Duration above = hour().aboveTarget();
        water.refreshed(view, "orders");
        watch(15);
        assertThat(hour().aboveTarget()).isEqualTo(above);
    }

    @Test
    void while_the_engine_is_down_storage_still_tells_and_the_engine_is_to_blame() {
        water.after(Duration.ZERO);
        water.engineDown = true;
        water.write("orders");
        watch(20);
        assertThat(hour().max().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(19));
        assertThat(hour().causes()).containsOnlyKeys(LagCause.ENGINE_DOWN);
        assertThat(hour().within())
                .isInstanceOfSatisfying(
                        WithinTarget.Known.class,
                        known -> assertThat(known.share()).isBetween(0.4, 0.6));
    }

    @Test
    void what_storage_does_not_tell_is_unknown_and_not_within_target() {
        water.after(Duration.ZERO);
        water.engineDown = true;
        water.storageDown = true;
        watch(20);
        assertThat(hour().max()).isEmpty();
        assertThat(hour().within()).isInstanceOf(WithinTarget.Unknown.class);
        assertThat(hour().causes().keySet()).containsExactly(LagCause.ENGINE_DOWN);
        assertThat(water.history.within("sums")).isInstanceOf(WithinTarget.Unknown.class);
    }

    @Test
    void a_table_that_was_made_anew_is_unknown_and_not_fresh() {
        water.write("orders");
        water.refreshed(view, "orders");
        water.drop("orders");
        water.table("orders");
        water.after(Duration.ZERO);
        watch(5);
        assertThat(hour().max()).isEmpty();
    }

    @Test
    void a_clock_that_was_put_back_makes_no_lag_negative() {
        water.after(Duration.ZERO);
        water.write("orders");
        watch(5);
        water.after(Duration.ofHours(-3));
        watch(20);
        LagReport report = water.report(view);
        assertThat(report.points()).isNotEmpty();
        assertThat(report.points())
                .allSatisfy(point -> assertThat(point.lag().orElseThrow()).isGreaterThanOrEqualTo(Duration.ZERO));
        assertThat(report.points())
                .allSatisfy(point -> assertThat(point.width()).isPositive());
        assertThat(hour().max()).contains(Duration.ZERO);
    }

    @Test
    void each_table_is_looked_at_once_a_round_however_many_views_read_it() {
        for (int more = 0; more < 20; more++) {
            water.view("more" + more, TARGET, "orders");
        }
        water.after(Duration.ZERO);
        water.forgetReads();
        watch(10);
        assertThat(water.reads).isEqualTo(Map.of("latest", 10));
        water.write("orders");
        water.forgetReads();
        watch(1);
        // One place, read by all of them.
        assertThat(water.reads.get("snapshotsFrom")).isEqualTo(1);
        water.write("orders");
        water.forgetReads();
        watch(10);
        assertThat(water.reads).isEqualTo(Map.of("latest", 10));
    }

    @Test
    void suspended_views_are_looked_at_rarely_and_nothing_is_promised_for_them() {
        view.update(change -> change.suspended(true));
        water.after(Duration.ZERO);
        water.write("orders");
        water.forgetReads();
        watch(120);
        assertThat(water.reads.get("latest")).isEqualTo(2);
        assertThat(hour().within()).isInstanceOf(WithinTarget.Unknown.class);
        assertThat(hour().causes()).containsOnlyKeys(LagCause.SUSPENDED);
        assertThat(water.history.within("sums")).isInstanceOf(WithinTarget.Unknown.class);
    }

    @Test
    void one_that_waits_for_a_slot_is_queueing() {
        view.waitsForSlot = true;
        behind();
        assertThat(hour().causes()).containsOnlyKeys(LagCause.QUEUEING);
    }

    @Test
    void one_on_its_way_to_another_mode_is_changing() {
        view.change = Optional.of(new LedgerSwitch(
                UUID.randomUUID(),
                "sums",
                "somebody",
                Optional.of(RefreshMode.FULL),
                RefreshMode.INCREMENTAL,
                "PT10S",
                "AUTO",
                "RUNNING",
                "It was asked for",
                water.clock.instant(),
                Optional.empty(),
                Optional.empty(),
                java.util.List.of()));
        behind();
        assertThat(hour().causes()).containsOnlyKeys(LagCause.CHANGING);
    }

    @Test
    void one_that_reads_a_late_view_is_not_to_blame_itself() {
        ManagedView reader = water.view("reader", TARGET, "orders");
        water.table("sums");
        reader.plan = Optional.of(QueryPlanner.plan(
                "SELECT k, v FROM lake.db.sums",
                reader.id().databaseId(),
                id -> Optional.of(id).filter(view.id()::equals).map(water.warehouse("lake")::relation),
                java.util.List.of("k")));
        behind();
        assertThat(hour().causes()).containsOnlyKeys(LagCause.SLOW_REFRESH);
        assertThat(water.report(reader).summaries().getFirst().causes()).containsKey(LagCause.UPSTREAM_LATE);
    }

    private void behind() {
        water.after(Duration.ZERO);
        water.write("orders");
        watch(25);
        assertThat(hour().aboveTarget()).isPositive();
    }

    @Test
    void a_view_that_is_gone_is_forgotten() {
        watch(5);
        water.views.remove(view);
        water.after(PACE);
        assertThat(water.report(view).points()).isEmpty();
    }
}
