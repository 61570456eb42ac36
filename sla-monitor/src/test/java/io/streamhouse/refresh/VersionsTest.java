package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.RelationId;
import io.streamhouse.store.LedgerVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private LedgerVersion version(List<LedgerVersion.Read> reads, Map<RelationId, Long> roots) {
        return new LedgerVersion("view", 1, 0, 1, false, reads, roots, water.clock.instant());
    }
}
