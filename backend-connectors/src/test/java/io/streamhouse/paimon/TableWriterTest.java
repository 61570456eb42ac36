package io.streamhouse.paimon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import io.streamhouse.model.Snapshot;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.paimon.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableWriterTest {

    @TempDir
    Path folder;

    private TemporaryCatalog lake;

    @BeforeEach
    void open() throws Exception {
        lake = new TemporaryCatalog(folder);
    }

    @AfterEach
    void close() throws Exception {
        lake.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4", "-1"})
    void oneKeyStaysOneRowWhateverTheBuckets(String buckets) throws Exception {
        RelationId id = lake.keyed("t", Map.of("bucket", buckets));
        for (long round = 1; round <= 3; round++) {
            try (TableWriter writer = lake.warehouse.write(id, "me")) {
                for (long key = 0; key < 500; key++) {
                    writer.add(Row.insert(key, "round " + round, null));
                }
                writer.commit(round);
            }
        }

        assertThat(lake.rows(id))
                .hasSize(500)
                .allSatisfy(row -> assertThat(row.get(1)).isEqualTo("round 3"));
    }

    @Test
    void aCommitIsOneSnapshotAndARepeatedOneIsNone() throws Exception {
        RelationId id = lake.keyed("t", Map.of("bucket", "1"));
        lake.commit(id, "me", 7, Row.insert(1L, "a", null));

        lake.commit(id, "me", 7, Row.insert(1L, "again", null));
        lake.commit(id, "me", 6, Row.insert(1L, "older", null));

        assertThat(lake.warehouse.snapshots(id, 10)).hasSize(1);
        assertThat(lake.preview(id).rows()).containsExactly(Row.insert(1L, "a", null));
        try (TableWriter writer = lake.warehouse.write(id, "me");
                TableWriter stranger = lake.warehouse.write(id, "somebody else")) {
            assertThat(writer.lastCommitted()).isEqualTo(7);
            assertThat(stranger.lastCommitted()).isZero();
        }
    }

    @Test
    void aWriterGoesOnAfterARepeatedCommit() throws Exception {
        RelationId id = lake.create("log", schema -> schema.column("n", DataTypes.INT()));
        try (TableWriter writer = lake.warehouse.write(id, "me")) {
            writer.add(Row.insert(1));
            writer.commit(1);
            writer.add(Row.insert(1));
            writer.commit(1);
            writer.add(Row.insert(2));
            writer.commit(2);
        }

        assertThat(lake.rows(id)).containsExactlyInAnyOrder(List.of(1), List.of(2));
    }

    @Test
    void whatIsNotCommittedIsGivenUp() throws Exception {
        RelationId id = lake.keyed("t", Map.of("bucket", "1"));
        try (TableWriter writer = lake.warehouse.write(id, "me")) {
            writer.add(Row.insert(1L, "a", null));
        }

        assertThat(lake.warehouse.facts(id).currentSnapshot()).isEmpty();
    }

    @Test
    void aLookupChangelogIsThereAsSoonAsTheCommitIs() throws Exception {
        RelationId id = lake.keyed("t", Map.of("bucket", "1", "changelog-producer", "lookup"));
        lake.commit(id, "me", 1, Row.insert(1L, "a", null));
        lake.commit(id, "me", 2, Row.insert(1L, "b", null));

        assertThat(lake.warehouse.snapshots(id, 10))
                .extracting(Snapshot::kind)
                .containsExactly(
                        Snapshot.CommitKind.COMPACT,
                        Snapshot.CommitKind.APPEND,
                        Snapshot.CommitKind.COMPACT,
                        Snapshot.CommitKind.APPEND);
        assertThat(lake.preview(id).rows()).containsExactly(Row.insert(1L, "b", null));
    }

    @Test
    void valuesThatDoNotFitAreRefusedByTheColumnsName() throws Exception {
        RelationId id = lake.keyed("t", Map.of("bucket", "1"));
        try (TableWriter writer = lake.warehouse.write(id, "me")) {
            assertThatThrownBy(() -> writer.add(Row.insert(1L, 5, null)))
                    .hasMessage("Column name is STRING, which can't hold the Integer 5");
            assertThatThrownBy(() -> writer.add(Row.insert(null, "a", null)))
                    .hasMessage("Column id is NOT NULL, but the row has no value for it");
            assertThatThrownBy(() -> writer.add(Row.insert(1L, "a", new BigDecimal("1.234"))))
                    .hasMessage("Column price is DECIMAL(10, 2), which can't hold the BigDecimal 1.234");
            assertThatThrownBy(() -> writer.add(Row.insert(1L, "a", new BigDecimal("123456789.00"))))
                    .hasMessageContaining("Column price");
            assertThatThrownBy(() -> writer.add(Row.insert(1L)))
                    .hasMessage("The row has 1 values for the 3 columns id, name, price");

            writer.add(Row.insert(1, "a", 5));
            writer.commit(1);
        }
        assertThat(lake.rows(id)).containsExactly(List.of(1L, "a", new BigDecimal("5.00")));
    }

    @Test
    void aTableWithoutAKeyTakesInsertionsOnly() throws Exception {
        RelationId id = lake.create("log", schema -> schema.column("n", DataTypes.INT()));
        try (TableWriter writer = lake.warehouse.write(id, "me")) {
            assertThatThrownBy(() -> writer.add(Row.of(RowKind.DELETE, 1))).hasMessageContaining("no primary key");
        }
    }
}
