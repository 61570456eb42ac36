package io.streamhouse.console.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.console.catalog.design.OpenTable;
import io.streamhouse.console.catalog.design.TableAlteration;
import io.streamhouse.console.catalog.design.TableDesigns;
import io.streamhouse.console.catalog.design.TableDesigns.Standing;
import io.streamhouse.console.catalog.design.TableIntent;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is designed, made and altered by the real engine. */
final class DesignedTablesTest {

    private static final Actor SOMEBODY = new Actor("somebody");

    @TempDir
    static Path folder;

    private static EngineLake lake;
    private static TableDesigns designs;

    @BeforeAll
    static void open() {
        lake = new EngineLake(folder);
        designs = lake.designs();
        lake.sql("CREATE DATABASE lake.shop");
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    @Test
    void every_intent_becomes_a_table_that_the_engine_makes_and_that_reads_back_as_designed() {
        for (TableIntent intent : TableIntent.values()) {
            TableDesign design = named(designs.begin(EngineLake.SHOP, intent), intent.name());
            assertThat(TableIntent.of(design)).contains(intent);

            RelationId id = designs.create(SOMEBODY, TableDdl.write(design));

            Standing standing = designs.standing(id);
            assertThat(TableIntent.of(standing.design()))
                    .as("%s", standing.design())
                    .contains(intent);
            assertThat(designs.alteration(standing, design).isNothing())
                    .as("%s", designs.alteration(standing, design))
                    .isTrue();
        }
    }

    @Test
    void a_new_table_without_a_name_can_be_asked_for_and_waits_with_the_reason() {
        OpenTable table = OpenTable.anew(designs, designs.begin(EngineLake.SHOP, TableIntent.FAST_UPSERTS));
        assertThat(table.look().problems()).isEmpty();
        assertThat(table.look().possible()).isTrue();

        assertThat(table.sayAll()).isTrue();

        assertThat(table.look().problems()).extracting(DesignProblem::what).containsExactly("A table needs a name");
        assertThat(table.look().possible()).isFalse();
        table.design().change(design -> named(design, "asked_for"));
        assertThat(table.look().possible()).isTrue();
        assertThat(table.work().run(SOMEBODY, count -> {})).isEqualTo(EngineLake.SHOP.relation("asked_for"));
    }

    @Test
    void what_the_check_lets_pass_the_engine_makes() {
        long seed = Long.getLong("streamhouse.seed", 7);
        Random random = new Random(seed);
        int made = 0;
        for (int at = 0; at < 14; at++) {
            TableDesign design = named(TableDesigner.next(random), "random_" + at);
            if (designs.check(design).stream().anyMatch(DesignProblem::blocking)) {
                continue;
            }
            String ddl = TableDdl.write(design);
            try {
                RelationId id = designs.create(SOMEBODY, ddl);
                made++;
                Standing standing = designs.standing(id);
                assertThat(designs.alteration(standing, design).isNothing())
                        .as(
                                "seed %s\n%s\nstands as\n%s\n%s",
                                seed, ddl, TableDdl.write(standing.design()), designs.alteration(standing, design))
                        .isTrue();
            } catch (ProblemException e) {
                throw new AssertionError("seed " + seed + ": the engine refuses\n" + ddl + "\n" + e.problem(), e);
            }
        }
        assertThat(made).as("seed %s", seed).isGreaterThan(3);
    }

    @Test
    void a_table_with_rows_becomes_what_is_wished_and_keeps_them() {
        RelationId id = filled("altered");
        lake.sql("INSERT INTO lake.shop.altered VALUES (1, 'one', 10)");

        alter(
                id,
                design -> design.withColumn(
                                1, design.columns().get(1).named("title").commented("what it is called"))
                        .withColumn(2, design.columns().get(2).typed("BIGINT"))
                        .withComment("of things")
                        .withOption("snapshot.num-retained.max", "30"));
        alter(id, design -> {
            List<TableDesign.Column> columns = new ArrayList<>(design.columns());
            columns.add(1, TableDesign.Column.of("at", "TIMESTAMP(3)", true));
            columns.add(TableDesign.Column.of("twice", "", true).computed("`amount` * 2"));
            return design.withColumns(columns)
                    .withWatermark(
                            Optional.of(new TableDesign.Watermark("at", "`at` - INTERVAL '5' SECOND", List.of())));
        });
        alter(id, design -> {
            List<TableDesign.Column> columns = new ArrayList<>(design.columns());
            columns.add(1, columns.remove(3));
            return design.withColumns(columns)
                    .withWatermark(
                            Optional.of(new TableDesign.Watermark("at", "`at` - INTERVAL '9' SECOND", List.of())));
        });
        alter(
                id,
                design -> design.withColumn(2, design.columns().get(2).named("at_time"))
                        .withoutOption("bucket-append-ordered"));
        alter(id, design -> design.withoutColumn(2).withComment("").withoutOption("snapshot.num-retained.max"));

        assertThat(lake.rows("SELECT id, title, amount, twice FROM lake.shop.altered"))
                .containsExactly(List.of(1L, "one", 10L, 20L));
    }

    @Test
    void what_only_another_table_can_have_is_said_at_its_field_and_nothing_is_done() {
        RelationId id = filled("kept");
        lake.sql("INSERT INTO lake.shop.kept VALUES (1, 'one', 10)");
        Standing standing = designs.standing(id);

        assertObstacle(standing, design -> design.withKey(List.of("id", "name")), "key");
        assertObstacle(standing, design -> design.withPartitions(List.of("name")), "partitions");
        assertObstacle(standing, design -> design.withOption("bucket", "-1"), "bucket");
        assertObstacle(standing, design -> design.withOption("merge-engine", "first-row"), "option.merge-engine");
        assertObstacle(
                standing,
                design -> design.withColumn(0, design.columns().getFirst().typed("STRING")),
                "column.0.type");
        assertObstacle(
                standing, design -> design.withColumn(1, design.columns().get(1).nullable(false)), "column.1.type");
        assertObstacle(
                standing, design -> design.withColumn(1, design.columns().get(1).typed("ROW<a INT>")), "column.1.type");

        TableAlteration impossible = designs.alteration(
                standing, standing.design().withKey(List.of("name")).withComment("x"));
        assertThatThrownBy(() -> designs.alter(SOMEBODY, impossible, count -> {}))
                .isInstanceOf(ProblemException.class);
        assertThat(designs.standing(id).design().comment()).isEmpty();
    }

    @Test
    void a_step_that_the_engine_refuses_is_the_last_and_those_before_it_stand() {
        RelationId id = filled("half");
        Standing standing = designs.standing(id);
        TableAlteration good = designs.alteration(standing, standing.design().withComment("done"));
        TableAlteration bad = new TableAlteration(
                List.of(
                        good.steps().getFirst(),
                        new TableAlteration.Step("ALTER TABLE lake.shop.half DROP nothing", "", Optional.empty())),
                List.of());
        List<Integer> done = new ArrayList<>();

        assertThatThrownBy(() -> designs.alter(SOMEBODY, bad, done::add)).isInstanceOf(ProblemException.class);

        assertThat(done).containsExactly(1);
        assertThat(settled(id, standing.design().withComment("done")).isNothing())
                .isTrue();
    }

    private static RelationId filled(String name) {
        TableDesign design = TableDdl.read("CREATE TABLE lake.shop." + name
                + " (id BIGINT NOT NULL, name STRING, amount INT, PRIMARY KEY (id) NOT ENFORCED) WITH"
                + " ('bucket' = '1')");
        return designs.create(SOMEBODY, TableDdl.write(design));
    }

    private static void assertObstacle(Standing standing, UnaryOperator<TableDesign> change, String field) {
        assertThat(designs.alteration(standing, change.apply(standing.design())).obstacles())
                .as(field)
                .extracting(TableAlteration.Obstacle::field)
                .contains(field);
    }

    private static void alter(RelationId id, UnaryOperator<TableDesign> change) {
        Standing standing = designs.standing(id);
        TableDesign wished = change.apply(standing.design());
        TableAlteration plan = designs.alteration(standing, wished);
        assertThat(plan.obstacles()).isEmpty();
        designs.alter(SOMEBODY, plan, count -> {});
        TableAlteration left = settled(id, wished);
        assertThat(left.isNothing()).as("%s after %s", left, plan).isTrue();
    }

    /** What is left to do; what was read of a table is trusted for a second, so it is asked until nothing is left. */
    private static TableAlteration settled(RelationId id, TableDesign wished) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        TableAlteration left = designs.alteration(designs.standing(id), wished);
        while (!left.isNothing() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            left = designs.alteration(designs.standing(id), wished);
        }
        return left;
    }

    private static TableDesign named(TableDesign design, String name) {
        return design.withName(List.of("lake", "shop", name.toLowerCase(java.util.Locale.ROOT)));
    }
}
