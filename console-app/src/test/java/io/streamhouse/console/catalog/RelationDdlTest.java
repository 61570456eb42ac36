package io.streamhouse.console.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Column;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RelationDdlTest {

    private static final RelationId ID = new RelationId("lake", "shop", "odd`name");

    @Test
    void a_table_with_everything() {
        Schema schema = new Schema(
                List.of(
                        Column.notNull("id", "BIGINT").withComment("it's the key"),
                        Column.of("at", "TIMESTAMP(3)"),
                        Column.notNull("day", "STRING"),
                        new Column("hour", "BIGINT", true, Optional.empty(), Optional.of("HOUR(`at`)"))),
                List.of("id", "day"),
                List.of("day"),
                Optional.of(new Schema.Watermark("at", "`at` - INTERVAL '5' SECOND")));
        Map<String, String> options = Map.of(
                "bucket", "2",
                "path", "file:/somewhere",
                "schema.3.expr", "HOUR(`at`)",
                "s3.secret-key", "abc");

        String ddl = RelationDdl.of(new Relation.BaseTable(ID, schema, options, Optional.of("what it's for")));

        assertThat(ddl).isEqualTo("""
                CREATE TABLE `lake`.`shop`.`odd``name` (
                  `id` BIGINT NOT NULL COMMENT 'it''s the key',
                  `at` TIMESTAMP(3),
                  `day` STRING NOT NULL,
                  `hour` AS HOUR(`at`),
                  WATERMARK FOR `at` AS `at` - INTERVAL '5' SECOND,
                  PRIMARY KEY (`id`, `day`) NOT ENFORCED
                )
                COMMENT 'what it''s for'
                PARTITIONED BY (`day`)
                WITH (
                  'bucket' = '2',
                  's3.secret-key' = '******'
                );""");
    }

    @Test
    void a_view() {
        Relation view =
                new Relation.View(ID, Schema.of(Column.of("n", "BIGINT")), "SELECT 1 AS n", Map.of(), Optional.empty());

        assertThat(RelationDdl.of(view)).isEqualTo("""
                CREATE VIEW `lake`.`shop`.`odd``name` (
                  `n`
                )
                AS SELECT 1 AS n;""");
    }

    @Test
    void a_materialized_view_keeps_its_freshness_and_mode() {
        Map<String, String> options = Map.of(
                "type", "materialized-table",
                "bucket", "1",
                "materialized-table.interval-freshness", "30",
                "materialized-table.interval-freshness.time-unit", "SECOND",
                "materialized-table.logical-refresh-mode", "CONTINUOUS",
                "materialized-table.definition-query", "SELECT 1 AS n");
        Relation view = new Relation.MaterializedView(
                ID,
                Schema.of(Column.notNull("n", "INT")).withPrimaryKey("n"),
                "SELECT 1 AS n",
                options,
                Optional.empty());

        assertThat(RelationDdl.of(view)).isEqualTo("""
                CREATE MATERIALIZED TABLE `lake`.`shop`.`odd``name` (
                  PRIMARY KEY (`n`) NOT ENFORCED
                )
                WITH (
                  'bucket' = '1'
                )
                FRESHNESS = INTERVAL '30' SECOND
                REFRESH_MODE = CONTINUOUS
                AS SELECT 1 AS n;""");
    }
}
