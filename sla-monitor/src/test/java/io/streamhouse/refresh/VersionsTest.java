package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.RelationId;
import io.streamhouse.store.LedgerVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** How old what a version lacks is, over real tables. */
final class VersionsTest {

    @SuppressWarnings("NullAway.Init")
    private Backwater water;

    @BeforeEach
    void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        water = new Backwater(folder);
    }

    @AfterEach
    void close() {
        water.close();
    }

    @Test
    void a_change_that_came_through_another_view_is_as_old_as_at_its_root() {
        RelationId root = water.table("orders");
        RelationId between = water.table("sums");
        LedgerVersion version = version(List.of(new LedgerVersion.Read(between, 1)), Map.of(root, 1L));

        Facts.Inputs inputs = water.versions().inputs(version);

        assertThat(inputs.oldestUnseen()).contains(water.committedAt(root, 1));
        assertThat(water.committedAt(root, 1)).isBefore(water.committedAt(between, 1));
        assertThat(inputs.unreadable()).isEmpty();
    }

    @Test
    void nothing_is_new_before_the_view_between_has_been_refreshed() {
        RelationId root = water.table("orders");
        RelationId between = water.table("sums");
        LedgerVersion version =
                version(List.of(new LedgerVersion.Read(between, water.next(between))), Map.of(root, 1L));

        assertThat(water.versions().inputs(version).moved()).isFalse();
    }

    @Test
    void over_a_table_a_change_is_as_old_as_its_commit() {
        RelationId root = water.table("orders");
        LedgerVersion version = version(List.of(new LedgerVersion.Read(root, 1)), Map.of(root, 1L));

        assertThat(water.versions().inputs(version).oldestUnseen()).contains(water.committedAt(root, 1));
    }

    @Test
    void what_a_view_over_another_contains_is_known_as_soon_as_the_others_version_is() {
        RelationId root = water.table("orders");
        ManagedView sums = water.view("sums", Duration.ofMinutes(1), "orders");
        ManagedView report = water.view("report", Duration.ofMinutes(1), "orders");
        LedgerVersion read = new LedgerVersion(
                report.uid(),
                1,
                0,
                1,
                true,
                List.of(new LedgerVersion.Read(sums.id(), 2)),
                Map.of(),
                water.clock.instant());
        water.record(read);
        report.version = Optional.of(read);

        water.versions().lookAtRoots(report);
        assertThat(report.version).contains(read);

        water.record(new LedgerVersion(
                sums.uid(),
                1,
                0,
                1,
                false,
                List.of(new LedgerVersion.Read(root, 2)),
                Map.of(root, 2L),
                water.clock.instant()));
        water.versions().lookAtRoots(report);

        assertThat(report.version.orElseThrow().roots()).isEqualTo(Map.of(root, 2L));
        assertThat(report.version.orElseThrow().reads()).isEqualTo(read.reads());
    }

    private LedgerVersion version(List<LedgerVersion.Read> reads, Map<RelationId, Long> roots) {
        return new LedgerVersion("view", 1, 0, 1, false, reads, roots, water.clock.instant());
    }
}
