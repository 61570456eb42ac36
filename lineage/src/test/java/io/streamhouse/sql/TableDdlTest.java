package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.Position;
import io.streamhouse.model.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class TableDdlTest {

    private static final String WRITTEN = """
            -- orders as they come
            CREATE TABLE IF NOT EXISTS shop.orders ( -- of the shop
              id BIGINT NOT NULL COMMENT 'it''s the key', -- never changes
              /* who */
              customer ROW<name STRING, age INT>,
              paid AS amount > 0, amount DECIMAL(18, 2),
              ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND,
              PRIMARY KEY (id) NOT ENFORCED
              -- no more
            ) COMMENT 'orders'
            PARTITIONED BY (day) -- cheap to expire
            WITH ('bucket' = '4', -- two cores
              'unknown.option' = 'kept');
            -- the end""";

    @Test
    void a_design_written_reads_as_the_same_design() {
        long seed = Long.getLong("streamhouse.seed", 7);
        RandomDesign designs = new RandomDesign(new Random(seed));
        for (int at = 0; at < 20_000; at++) {
            TableDesign design = designs.next();
            String ddl = TableDdl.write(design);
            assertThat(TableDdl.read(ddl))
                    .as("seed %s, design %s\n%s", seed, at, ddl)
                    .isEqualTo(design);
        }
    }

    @Test
    void a_statement_is_taken_apart_and_nothing_of_it_is_lost() {
        TableDesign design = TableDdl.read(WRITTEN);

        assertThat(design.name()).containsExactly("shop", "orders");
        assertThat(design.columnNames()).containsExactly("id", "customer", "paid", "amount", "ts");
        assertThat(design.columns().getFirst())
                .isEqualTo(new TableDesign.Column(
                        "id",
                        "BIGINT",
                        false,
                        Optional.empty(),
                        "",
                        Optional.of("it's the key"),
                        List.of("-- of the shop", "-- never changes")));
        assertThat(design.columns().get(1).type()).isEqualTo("ROW<name STRING, age INT>");
        assertThat(design.columns().get(2).computedAs()).contains("amount > 0");
        assertThat(design.keyColumns()).containsExactly("id");
        assertThat(design.option("unknown.option")).contains("kept");
        String again = TableDdl.write(design);
        assertThat(TableDdl.read(again)).isEqualTo(design);
        assertThat(again)
                .contains("orders as they come", "of the shop", "never changes", "/* who */", "no more")
                .contains("cheap to expire", "two cores", "the end");
    }

    @Test
    void a_key_at_its_column_is_the_tables_key() {
        assertThat(TableDdl.read("CREATE TABLE t (id INT NOT NULL PRIMARY KEY NOT ENFORCED COMMENT 'k', b INT)")
                        .keyColumns())
                .containsExactly("id");
    }

    @Test
    void what_is_no_create_table_is_refused_where_it_stops_being_one() {
        assertRefused("CREATE VIEW v AS SELECT 1", "This creates no table", 1, 8);
        assertRefused("CREATE TABLE t (a INT, PRIMARY KEY (a))", "A primary key is NOT ENFORCED", 1, 39);
        assertRefused("CREATE TABLE t (a INT)\nWITH ('b' = 4)", "Expected a text in single quotes, found '4'", 2, 13);
        assertRefused("CREATE TABLE t (a INT); DROP TABLE t", "Expected the end of the statement", 1, 25);
        assertRefused("CREATE TABLE t (a 'INT)", "This is never closed", 1, 19);
        assertRefused("SELECT 1", "Expected CREATE", 1, 1);
    }

    @Test
    void a_column_renamed_is_renamed_in_key_partitions_and_watermark() {
        TableDesign design = TableDdl.read(
                "CREATE TABLE t (a TIMESTAMP(3), WATERMARK FOR a AS a, PRIMARY KEY (a) NOT ENFORCED) PARTITIONED BY (a)");

        TableDesign renamed = design.withColumn(0, design.columns().getFirst().named("b"));

        assertThat(renamed.keyColumns()).containsExactly("b");
        assertThat(renamed.partitionedBy()).containsExactly("b");
        assertThat(renamed.watermark().orElseThrow().column()).isEqualTo("b");
        assertThat(renamed.watermark().orElseThrow().expression()).isEqualTo("b");
    }

    @Test
    void comments_at_what_is_taken_out_stay() {
        TableDesign design = TableDdl.read("CREATE TABLE t (\n-- why\na INT, b INT) WITH (\n-- because\n'x' = 'y')");

        assertThat(TableDdl.write(design.withoutColumn(0).withoutOption("x"))).contains("-- why", "-- because");
        TableDesign keyed = TableDdl.read("CREATE TABLE t (a TIMESTAMP(3),\n-- unique\nPRIMARY KEY (a) NOT ENFORCED,\n"
                + "-- late\nWATERMARK FOR a AS a)");
        assertThat(TableDdl.write(keyed.withKey(List.of()).withWatermark(Optional.empty())))
                .contains("-- unique", "-- late");
    }

    @Test
    void a_type_is_told_from_what_is_none() {
        assertThat(List.of("INT", "TIMESTAMP_LTZ(3)", "ROW<a INT NOT NULL>", "MAP<STRING, INT>"))
                .allSatisfy(type -> assertThat(TableDdl.typeProblem(type)).isEmpty());
        assertThat(List.of("", "NUMBR", "INT, b INT", "DECIMAL(", "VARCHAR(-1)"))
                .allSatisfy(type -> assertThat(TableDdl.typeProblem(type)).isPresent());
    }

    private static void assertRefused(String statement, String what, int line, int column) {
        assertThatThrownBy(() -> TableDdl.read(statement))
                .asInstanceOf(InstanceOfAssertFactories.throwable(ProblemException.class))
                .extracting(ProblemException::problem)
                .satisfies(problem -> {
                    assertThat(problem.what()).startsWith(what);
                    assertThat(problem.where()).contains(new Position(line, column));
                });
    }
}
