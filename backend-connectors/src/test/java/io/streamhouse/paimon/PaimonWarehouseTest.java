package io.streamhouse.paimon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.Branch;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Partition;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import io.streamhouse.model.Schema;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.Tag;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.schema.SchemaChange;
import org.apache.paimon.table.FileStoreTable;
import org.apache.paimon.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PaimonWarehouseTest {

    private static final Map<String, String> ONE_BUCKET = Map.of("bucket", "1");

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

    @Nested
    class Relations {

        @Test
        void areListedWithTheirKinds() throws Exception {
            lake.keyed("orders", ONE_BUCKET);
            lake.keyed("a_view", Map.of("bucket", "1", "type", "materialized-table"));

            assertThat(lake.warehouse.databases()).contains(new DatabaseId("lake", "shop"));
            assertThat(lake.warehouse.relations(new DatabaseId("lake", "shop")))
                    .containsExactly(
                            new RelationRef(TemporaryCatalog.id("a_view"), RelationKind.MATERIALIZED_VIEW),
                            new RelationRef(TemporaryCatalog.id("orders"), RelationKind.TABLE));
        }

        @Test
        void haveTheTypesThatFlinkWouldPrint() throws Exception {
            RelationId id = lake.create("all_types", schema -> {
                schema.column("s", DataTypes.STRING().notNull(), "a text");
                schema.column("v", DataTypes.VARCHAR(20));
                schema.column("d", DataTypes.DECIMAL(10, 2));
                schema.column("ltz", DataTypes.TIMESTAMP_WITH_LOCAL_TIME_ZONE(3));
                schema.column("ts", DataTypes.TIMESTAMP(6));
                schema.column("b", DataTypes.BYTES());
                schema.column("a", DataTypes.ARRAY(DataTypes.INT().notNull()));
                schema.column("m", DataTypes.MAP(DataTypes.STRING(), DataTypes.DOUBLE()));
                schema.column("r", DataTypes.ROW(DataTypes.FIELD(0, "x", DataTypes.INT())));
                schema.comment("one of each");
            });

            Relation relation = lake.warehouse.relation(id);

            assertThat(relation.comment()).contains("one of each");
            assertThat(relation.schema().columns())
                    .extracting(Column::type)
                    .containsExactly(
                            "STRING",
                            "VARCHAR(20)",
                            "DECIMAL(10, 2)",
                            "TIMESTAMP_LTZ(3)",
                            "TIMESTAMP(6)",
                            "BYTES",
                            "ARRAY<INT NOT NULL>",
                            "MAP<STRING, DOUBLE>",
                            "ROW<`x` INT>");
            assertThat(relation.schema().columns().getFirst())
                    .isEqualTo(Column.notNull("s", "STRING").withComment("a text"));
        }

        @Test
        void showComputedColumnsAndTheWatermarkWhereFlinkKeepsThem() throws Exception {
            RelationId id = lake.create("clicks", schema -> {
                schema.column("at", DataTypes.TIMESTAMP(3));
                schema.column("url", DataTypes.STRING());
                schema.option("schema.1.name", "hour_of_day");
                schema.option("schema.1.data-type", "BIGINT NOT NULL");
                schema.option("schema.1.expr", "HOUR(`at`)");
                schema.option("schema.watermark.0.rowtime", "at");
                schema.option("schema.watermark.0.strategy.expr", "`at` - INTERVAL '5' SECOND");
                schema.option("schema.watermark.0.strategy.data-type", "TIMESTAMP(3)");
                schema.option("snapshot.num-retained.min", "5");
            });

            Relation relation = lake.warehouse.relation(id);

            assertThat(relation.schema().columns())
                    .extracting(Column::name)
                    .containsExactly("at", "hour_of_day", "url");
            assertThat(relation.schema().columns().get(1))
                    .isEqualTo(new Column("hour_of_day", "BIGINT", false, Optional.empty(), Optional.of("HOUR(`at`)")));
            assertThat(relation.schema().watermark())
                    .contains(new Schema.Watermark("at", "`at` - INTERVAL '5' SECOND"));
            assertThat(relation.options()).containsExactly(Map.entry("snapshot.num-retained.min", "5"));
        }

        @Test
        void carryTheirQueryIfTheyAreMaterializedViews() throws Exception {
            RelationId id = lake.keyed(
                    "totals",
                    Map.of(
                            "type", "materialized-table",
                            "materialized-table.definition-query", "SELECT 1",
                            "bucket", "1"));

            assertThat(lake.warehouse.relation(id))
                    .isInstanceOfSatisfying(
                            Relation.MaterializedView.class,
                            view -> assertThat(view.query()).isEqualTo("SELECT 1"));
        }

        @Test
        void areReadAnewOnceTheirSchemaChanged() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            assertThat(lake.warehouse.relation(id).schema().columns()).hasSize(3);

            lake.alter(id, SchemaChange.addColumn("note", DataTypes.STRING()));

            Eventually.until(() ->
                    assertThat(lake.warehouse.relation(id).schema().columns()).hasSize(4));
            assertThat(lake.warehouse.schemas(id))
                    .extracting(version -> version.schema().columns().size())
                    .containsExactly(3, 4);
        }

        @Test
        void thatDoNotExistAreNotFound() {
            assertThatThrownBy(() -> lake.warehouse.relation(TemporaryCatalog.id("nothing")))
                    .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                        assertThat(thrown.problem().code()).isEqualTo(ErrorCode.NOT_FOUND);
                        assertThat(thrown.problem().what()).isEqualTo("There is no table or view lake.shop.nothing");
                    });
            assertThatThrownBy(() -> lake.warehouse.relations(new DatabaseId("lake", "nowhere")))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Nested
    class Metadata {

        @Test
        void ofATableNeverWrittenToIsEmpty() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);

            assertThat(lake.warehouse.facts(id).currentSnapshot()).isEmpty();
            assertThat(lake.warehouse.snapshots(id, 10)).isEmpty();
            assertThat(lake.warehouse.files(id, 10)).isEmpty();
            assertThat(lake.warehouse.partitions(id)).isEmpty();
            assertThat(lake.preview(id).rows()).isEmpty();
            assertThat(lake.preview(id).snapshot()).isEmpty();
        }

        @Test
        void listsSnapshotsNewestFirst() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            lake.commit(id, "me", 1, Row.insert(1L, "a", null));
            lake.commit(id, "me", 2, Row.insert(2L, "b", null));

            List<Snapshot> snapshots = lake.warehouse.snapshots(id, 10);

            assertThat(snapshots).extracting(Snapshot::id).containsExactly(2L, 1L);
            assertThat(snapshots.getFirst().commitUser()).isEqualTo("me");
            assertThat(snapshots.getFirst().commitIdentifier()).isEqualTo(2);
            assertThat(lake.warehouse.snapshots(id, 1)).extracting(Snapshot::id).containsExactly(2L);
            assertThat(lake.warehouse.facts(id).snapshots()).isEqualTo(2);
            assertThat(lake.warehouse.facts(id).files()).isEqualTo(2);
            assertThat(lake.warehouse.files(id, 10)).hasSize(2);
        }

        @Test
        void listsPartitionsWithTheirValues() throws Exception {
            RelationId id = lake.create("by_day", schema -> {
                schema.column("day", DataTypes.DATE());
                schema.column("n", DataTypes.INT());
                schema.partitionKeys("day");
            });
            lake.commit(
                    id,
                    "me",
                    1,
                    Row.insert(LocalDate.of(2026, 1, 2), 1),
                    Row.insert(LocalDate.of(2026, 1, 1), 2),
                    Row.insert(LocalDate.of(2026, 1, 1), 3));

            assertThat(lake.warehouse.partitions(id))
                    .extracting(Partition::values, Partition::rows)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Map.of("day", "2026-01-01"), 2L),
                            org.assertj.core.groups.Tuple.tuple(Map.of("day", "2026-01-02"), 1L));
            assertThat(lake.warehouse.files(id, 10).getFirst().partition()).containsKey("day");
        }

        @Test
        void listsTagsAndBranches() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            lake.commit(id, "me", 1, Row.insert(1L, "a", null));
            FileStoreTable table = (FileStoreTable) lake.paimon.getTable(Identifier.create("shop", "orders"));
            table.createTag("before", 1);
            table.createBranch("experiment");

            assertThat(lake.warehouse.tags(id))
                    .extracting(Tag::name, Tag::snapshotId)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("before", 1L));
            assertThat(lake.warehouse.branches(id)).extracting(Branch::name).containsExactly("experiment");
            assertThat(lake.warehouse.consumers(id)).isEmpty();
        }
    }

    @Nested
    class Previews {

        @Test
        void areMergedByKey() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            lake.commit(id, "me", 1, Row.insert(1L, "a", null), Row.insert(2L, "b", null));
            lake.commit(
                    id, "me", 2, Row.of(RowKind.UPDATE_AFTER, 1L, "A", null), Row.of(RowKind.DELETE, 2L, "b", null));

            assertThat(lake.preview(id).rows()).containsExactly(Row.insert(1L, "A", null));
        }

        @Test
        void showATableAsItWasAtASnapshot() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            lake.commit(id, "me", 1, Row.insert(1L, "before", null));
            lake.alter(id, SchemaChange.addColumn("note", DataTypes.STRING()));
            Eventually.until(() ->
                    assertThat(lake.warehouse.relation(id).schema().columns()).hasSize(4));
            lake.commit(id, "me", 2, Row.insert(1L, "after", null, "n"));

            var before = lake.warehouse.preview(id, OptionalLong.of(1), 10);
            var after = lake.warehouse.preview(id, OptionalLong.empty(), 10);

            assertThat(before.rows()).containsExactly(Row.insert(1L, "before", null));
            assertThat(before.columns()).hasSize(3);
            assertThat(after.rows()).containsExactly(Row.insert(1L, "after", null, "n"));
            assertThat(after.snapshot()).hasValue(2);
        }

        @Test
        void stopAtTheLimitAndSaySo() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            lake.commit(id, "me", 1, Row.insert(1L, "a", null), Row.insert(2L, "b", null), Row.insert(3L, "c", null));

            assertThat(lake.warehouse.preview(id, OptionalLong.empty(), 2).rows())
                    .hasSize(2);
            assertThat(lake.warehouse.preview(id, OptionalLong.empty(), 2).truncated())
                    .isTrue();
            assertThat(lake.warehouse.preview(id, OptionalLong.empty(), 3).truncated())
                    .isFalse();
        }

        @Test
        void ofASnapshotThatIsGoneAreNotFoundUnlessATagKeepsIt() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            lake.commit(id, "me", 1, Row.insert(1L, "a", null));
            lake.commit(id, "me", 2, Row.insert(1L, "b", null));
            FileStoreTable table = (FileStoreTable) lake.paimon.getTable(Identifier.create("shop", "orders"));
            table.createTag("kept", 1);
            table.newExpireSnapshots()
                    .config(org.apache.paimon.options.ExpireConfig.builder()
                            .snapshotRetainMin(1)
                            .snapshotRetainMax(1)
                            .build())
                    .expire();

            assertThat(lake.warehouse.snapshots(id, 10)).hasSize(1);
            assertThat(lake.warehouse.preview(id, OptionalLong.of(1), 10).rows())
                    .containsExactly(Row.insert(1L, "a", null));
            assertThatThrownBy(() -> lake.warehouse.preview(id, OptionalLong.of(99), 10))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo(ErrorCode.NOT_FOUND));
        }

        @Test
        void followARollbackThatGivesSnapshotIdsAgain() throws Exception {
            RelationId id = lake.keyed("orders", ONE_BUCKET);
            lake.commit(id, "me", 1, Row.insert(1L, "a", null));
            lake.commit(id, "me", 2, Row.insert(1L, "b", null));
            assertThat(lake.warehouse.preview(id, OptionalLong.of(2), 10).rows())
                    .containsExactly(Row.insert(1L, "b", null));

            ((FileStoreTable) lake.paimon.getTable(Identifier.create("shop", "orders"))).rollbackTo(1);
            assertThat(lake.preview(id).rows()).containsExactly(Row.insert(1L, "a", null));
            lake.commit(id, "other", 1, Row.insert(1L, "c", null));

            assertThat(lake.warehouse.preview(id, OptionalLong.of(2), 10).rows())
                    .containsExactly(Row.insert(1L, "c", null));
        }

        @Test
        void readEveryTypeBackAsItWasWritten() throws Exception {
            RelationId id = lake.create("all_types", schema -> {
                schema.column("bool", DataTypes.BOOLEAN());
                schema.column("tiny", DataTypes.TINYINT());
                schema.column("small", DataTypes.SMALLINT());
                schema.column("i", DataTypes.INT());
                schema.column("l", DataTypes.BIGINT());
                schema.column("f", DataTypes.FLOAT());
                schema.column("d", DataTypes.DOUBLE());
                schema.column("dec", DataTypes.DECIMAL(20, 4));
                schema.column("s", DataTypes.STRING());
                schema.column("date", DataTypes.DATE());
                schema.column("time", DataTypes.TIME(3));
                schema.column("ts", DataTypes.TIMESTAMP(6));
                schema.column("ltz", DataTypes.TIMESTAMP_WITH_LOCAL_TIME_ZONE(3));
                schema.column("a", DataTypes.ARRAY(DataTypes.STRING()));
                schema.column("m", DataTypes.MAP(DataTypes.STRING(), DataTypes.INT()));
                schema.column("r", DataTypes.ROW(DataTypes.INT(), DataTypes.STRING()));
            });
            Row row = Row.insert(
                    true,
                    (byte) 1,
                    (short) 2,
                    3,
                    4L,
                    1.5f,
                    2.5,
                    new BigDecimal("12.3400"),
                    "Zoë 🛒",
                    LocalDate.of(1969, 7, 20),
                    LocalTime.of(20, 17, 40),
                    LocalDateTime.of(2026, 11, 22, 17, 0, 0, 123_456_000),
                    Instant.parse("2026-11-22T17:00:00.123Z"),
                    List.of("x", "y"),
                    Map.of("k", 1),
                    List.of(7, "seven"));

            lake.commit(id, "me", 1, row);

            assertThat(lake.preview(id).rows()).containsExactly(row);
        }
    }
}
