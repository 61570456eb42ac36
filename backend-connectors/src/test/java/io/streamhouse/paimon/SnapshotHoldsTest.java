package io.streamhouse.paimon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamhouse.model.Consumer;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.Snapshot;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.table.FileStoreTable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps snapshots, what takes them away, and what is seen of it. */
final class SnapshotHoldsTest {

    @TempDir
    Path folder;

    private TemporaryCatalog lake;
    private RelationId orders;

    @BeforeEach
    void threeSnapshots() throws Exception {
        lake = new TemporaryCatalog(folder);
        orders = lake.keyed("orders", Map.of("bucket", "1"));
        for (int i = 1; i <= 3; i++) {
            lake.commit(orders, "writer", i, Row.insert((long) i, "n" + i, BigDecimal.ONE));
        }
    }

    @AfterEach
    void close() throws Exception {
        lake.close();
    }

    private static void notFound(ThrowingCallable act) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(act)
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    /** Lets all but the newest snapshot expire. */
    private void expire() throws Exception {
        FileStoreTable table = (FileStoreTable) lake.paimon.getTable(Identifier.create("shop", "orders"));
        table.newExpireSnapshots()
                .config(org.apache.paimon.options.ExpireConfig.builder()
                        .snapshotRetainMax(1)
                        .snapshotRetainMin(1)
                        .snapshotTimeRetain(java.time.Duration.ZERO)
                        .build())
                .expire();
    }

    @Test
    void snapshotsAreReadFromOneOnwards() {
        assertThat(lake.warehouse.snapshotsFrom(orders, 2, 10))
                .extracting(Snapshot::id)
                .containsExactly(2L, 3L);
        assertThat(lake.warehouse.snapshotsFrom(orders, 1, 2))
                .extracting(Snapshot::id)
                .containsExactly(1L, 2L);
        assertThat(lake.warehouse.snapshotsFrom(orders, 4, 10)).isEmpty();
        assertThat(lake.warehouse.latest(orders)).get().extracting(Snapshot::id).isEqualTo(3L);
        assertThat(lake.warehouse.snapshot(orders, 2))
                .get()
                .extracting(Snapshot::commitIdentifier)
                .isEqualTo(2L);
        assertThat(lake.warehouse.snapshot(orders, 4)).isEmpty();
    }

    @Test
    void aConsumerIsSetReadAndRemoved() throws Exception {
        assertThat(lake.warehouse.consumer(orders, "sh_1_s0")).isEmpty();
        assertThat(lake.warehouse.consumerChangedAt(orders, "sh_1_s0")).isEmpty();

        lake.warehouse.setConsumer(orders, "sh_1_s0", 2);

        assertThat(lake.warehouse.consumer(orders, "sh_1_s0")).hasValue(2);
        assertThat(lake.warehouse.consumers(orders)).containsExactly(new Consumer("sh_1_s0", 2));
        lake.warehouse.removeConsumer(orders, "sh_1_s0");
        lake.warehouse.removeConsumer(orders, "sh_1_s0");
        assertThat(lake.warehouse.consumer(orders, "sh_1_s0")).isEmpty();
    }

    @Test
    void aConsumerThatAKilledProcessLeftEmptyIsRemoved() throws Exception {
        lake.warehouse.setConsumer(orders, "whole", 2);
        lake.warehouse.setConsumer(orders, "cut_off", 2);
        try (Stream<Path> files = Files.walk(folder)) {
            Path cutOff = files.filter(file -> file.endsWith("consumer-cut_off"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(cutOff, "");
        }

        assertThat(lake.warehouse.removeBrokenConsumers(orders)).containsExactly("cut_off");

        assertThat(lake.warehouse.consumer(orders, "cut_off")).isEmpty();
        assertThat(lake.warehouse.consumer(orders, "whole")).hasValue(2);
        assertThat(lake.warehouse.removeBrokenConsumers(orders)).isEmpty();
    }

    @Test
    void aConsumerWrittenAgainIsYoungAgain() throws Exception {
        lake.warehouse.setConsumer(orders, "sh_1_s0", 2);
        Instant longAgo = Instant.parse("2026-01-01T00:00:00Z");
        Files.setLastModifiedTime(folder.resolve("shop.db/orders/consumer/consumer-sh_1_s0"), FileTime.from(longAgo));
        assertThat(lake.warehouse.consumerChangedAt(orders, "sh_1_s0")).contains(longAgo);

        lake.warehouse.setConsumer(orders, "sh_1_s0", 2);

        assertThat(lake.warehouse.consumerChangedAt(orders, "sh_1_s0"))
                .get()
                .satisfies(changed -> assertThat(changed).isAfter(longAgo));
    }

    @Test
    void aConsumerKeepsItsNextSnapshotAndWhatFollows() throws Exception {
        lake.warehouse.setConsumer(orders, "sh_1_s0", 2);
        expire();
        assertThat(lake.warehouse.snapshotsFrom(orders, 1, 10))
                .extracting(Snapshot::id)
                .containsExactly(2L, 3L);

        lake.warehouse.removeConsumer(orders, "sh_1_s0");
        expire();
        assertThat(lake.warehouse.snapshotsFrom(orders, 1, 10))
                .extracting(Snapshot::id)
                .containsExactly(3L);
    }

    @Test
    void aTagKeepsItsSnapshotUntilItIsRemoved() throws Exception {
        lake.warehouse.tag(orders, "sh-1", 1);
        lake.warehouse.tag(orders, "sh-1", 1);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lake.warehouse.tag(orders, "sh-1", 2))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
        notFound(() -> lake.warehouse.tag(orders, "sh-9", 9));

        expire();

        assertThat(lake.warehouse.snapshot(orders, 1))
                .get()
                .extracting(Snapshot::id)
                .isEqualTo(1L);
        assertThat(lake.warehouse
                        .preview(orders, java.util.OptionalLong.of(1), 10)
                        .rows())
                .hasSize(1);
        assertThat(lake.warehouse.snapshot(orders, 2)).isEmpty();
        lake.warehouse.removeTag(orders, "sh-1");
        lake.warehouse.removeTag(orders, "sh-1");
        assertThat(lake.warehouse.snapshot(orders, 1)).isEmpty();
        assertThat(lake.warehouse.tags(orders)).isEmpty();
    }

    @Test
    void aRollbackTakesAwayWhatCameAfter() {
        lake.warehouse.rollback(orders, 2);

        assertThat(lake.rows(orders)).hasSize(2);
        assertThat(lake.warehouse.latest(orders)).get().extracting(Snapshot::id).isEqualTo(2L);
        lake.commit(orders, "writer", 9, Row.insert(9L, "n9", BigDecimal.ONE));
        assertThat(lake.warehouse.latest(orders)).get().satisfies(newest -> {
            assertThat(newest.id()).isEqualTo(3L);
            assertThat(newest.commitIdentifier()).isEqualTo(9L);
        });
        assertThat(lake.rows(orders)).extracting(List::getFirst).containsExactlyInAnyOrder(1L, 2L, 9L);
        notFound(() -> lake.warehouse.rollback(orders, 7));
    }

    @Test
    void optionsAreSetInOneChangeAndOnlyWhereTheyDiffer() {
        int before = lake.warehouse.schemas(orders).size();
        Map<String, String> set =
                Map.of("consumer.expiration-time", "36500 d", "delete.force-produce-changelog", "true");

        lake.warehouse.setOptions(orders, set);
        lake.warehouse.setOptions(orders, set);

        assertThat(lake.warehouse.schemas(orders)).hasSize(before + 1);
        assertThat(lake.warehouse.relation(orders).options()).containsAllEntriesOf(set);
    }
}
