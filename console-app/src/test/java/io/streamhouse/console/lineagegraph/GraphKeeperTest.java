package io.streamhouse.console.lineagegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.console.catalog.LakeCatalogs;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.lineagegraph.store.RunFlowStore;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.RanStatement;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Impact.Script;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.StatementKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph over a real warehouse in a folder and a database, with a tracer that understands the simplest statements. */
final class GraphKeeperTest {

    private static final Actor ADA = new Actor("ada");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final JdbcDataSource database = new JdbcDataSource();
    private final SimpleTracer tracer = new SimpleTracer();
    private LakeCatalogs lake;
    private GraphKeeper keeper;

    @BeforeEach
    void open() throws Exception {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        lake = new LakeCatalogs(folder);
        keeper = keeper();
    }

    @AfterEach
    void close() throws Exception {
        keeper.destroy();
        lake.close();
    }

    @Test
    void what_the_catalog_defines_is_in_the_graph_and_stays_up_to_date() throws Exception {
        lake.table("orders", "id", "status");
        lake.view("open_orders", "SELECT id FROM lake.shop.orders", "number");
        keeper.start();

        await(() -> keeper.state().upToDate().isPresent() && has("open_orders"));
        assertThat(links("open_orders")).singleElement().satisfies(link -> {
            assertThat(link.via()).isInstanceOf(Via.Definition.class);
            assertThat(link.edges()).singleElement().satisfies(edge -> {
                assertThat(edge.from()).isEqualTo("id");
                assertThat(edge.to()).isEqualTo("number");
            });
        });

        lake.view("numbers", "SELECT number FROM lake.shop.open_orders", "number");
        await(() -> has("numbers") && !links("numbers").isEmpty());
        assertThat(keeper.graph()
                        .impact(new Change.DropColumn(LakeCatalogs.id("orders"), "id"))
                        .orElseThrow()
                        .relations())
                .extracting(one -> one.id().name())
                .containsExactly("open_orders", "numbers");

        lake.drop("numbers");
        await(() -> !has("numbers"));
    }

    @Test
    void a_definition_is_traced_again_only_when_it_or_what_it_reads_is_another() throws Exception {
        lake.table("a", "x", "y");
        lake.table("b", "x");
        lake.view("over_a", "SELECT x FROM lake.shop.a", "x");
        lake.view("over_b", "SELECT x FROM lake.shop.b", "x");
        keeper.start();
        await(() -> has("over_a") && has("over_b") && keeper.state().upToDate().isPresent());
        tracer.asked.clear();

        lake.dropColumn("a", "y");

        await(() -> keeper.graph().columns(LakeCatalogs.id("a")).equals(List.of("x")));
        assertThat(tracer.asked).containsExactly("SELECT x FROM lake.shop.a");
        lake.changeQuery("over_b", "SELECT x FROM lake.shop.a", "x");
        await(() -> keeper.graph().readers(LakeCatalogs.id("a")).contains(LakeCatalogs.id("over_b")));
        assertThat(keeper.graph().readers(LakeCatalogs.id("b"))).isEmpty();
    }

    @Test
    void what_can_not_be_traced_says_so_and_still_names_what_it_reads() throws Exception {
        lake.table("orders", "id");
        lake.view("odd", "WITH x AS (SELECT id FROM lake.shop.orders) SELECT id FROM x", "id");
        keeper.start();

        await(() -> keeper.state().upToDate().isPresent() && keeper.state().unknown() == 1);

        Neighbourhood around = around("odd");
        assertThat(around.nodes().getFirst().unknown()).contains("Not understood");
        assertThat(around.links()).singleElement().extracting(Link::from).isEqualTo(LakeCatalogs.id("orders"));
    }

    @Test
    void a_statement_that_was_run_is_remembered_over_restarts_without_its_secrets() throws Exception {
        lake.table("orders", "id");
        lake.table("archive", "id");
        keeper.start();
        await(() -> has("archive"));

        keeper.ended(ran("INSERT INTO archive SELECT id FROM orders /*+ OPTIONS('my.password'='hunter2') */"));
        await(() -> !links("archive").isEmpty());
        keeper.destroy();
        tracer.asked.clear();
        keeper = keeper();
        keeper.start();
        await(() -> has("archive") && !links("archive").isEmpty());

        assertThat(tracer.asked).isEmpty();
        assertThat(links("archive")).singleElement().satisfies(link -> {
            assertThat(link.from()).isEqualTo(LakeCatalogs.id("orders"));
            assertThat(link.edges())
                    .singleElement()
                    .extracting(edge -> edge.to())
                    .isEqualTo("id");
            assertThat(link.via()).isInstanceOfSatisfying(Via.Statement.class, statement -> {
                assertThat(statement.actor()).isEqualTo(ADA);
                assertThat(statement.at()).isEqualTo(Instant.EPOCH);
                assertThat(statement.text()).contains("INSERT INTO archive").doesNotContain("hunter2");
            });
        });
    }

    @Test
    void a_statement_run_again_counts_once_and_one_that_failed_not_at_all() throws Exception {
        lake.table("orders", "id");
        lake.table("archive", "id");
        keeper.start();
        await(() -> has("archive"));

        keeper.ended(ran("INSERT INTO archive SELECT id FROM orders"));
        keeper.ended(ran("INSERT INTO archive SELECT id  FROM orders"));
        keeper.ended(new RanStatement(
                UUID.randomUUID(),
                ADA,
                "INSERT INTO orders SELECT id FROM archive",
                StatementKind.INSERT,
                ExecutionMode.BATCH,
                Namespace.of("lake", "shop"),
                Instant.EPOCH,
                RunState.FAILED,
                Optional.empty()));
        await(() -> tracer.asked.size() >= 2 && !links("archive").isEmpty());

        assertThat(links("archive")).hasSize(1);
        assertThat(tracer.asked).hasSize(2);
    }

    @Test
    void what_was_written_into_a_table_goes_with_it() throws Exception {
        lake.table("orders", "id");
        lake.table("archive", "id");
        keeper.start();
        await(() -> has("archive"));
        keeper.ended(ran("INSERT INTO archive SELECT id FROM orders"));
        await(() -> !links("archive").isEmpty());

        lake.drop("archive");
        await(() -> !has("archive"));
        lake.table("archive", "id");

        await(() -> has("archive"));
        assertThat(links("archive")).isEmpty();
        assertThat(new RunFlowStore(DSL.using(database, SQLDialect.H2)).all()).isEmpty();
    }

    @Test
    void a_statement_that_would_break_a_view_is_refused_and_says_which_and_how() throws Exception {
        lake.table("orders", "id", "discount", "note");
        lake.view("totals", "SELECT id, discount FROM lake.shop.orders", "id", "line_total");
        keeper.start();
        await(() -> has("totals")
                && !links("totals").isEmpty()
                && keeper.state().upToDate().isPresent());
        DropProtection protection = new DropProtection(keeper, scripts(List.of()), lake.catalogs());

        assertRefused(protection, "DROP TABLE orders", "breaks lake.shop.totals (id, line_total)");
        assertRefused(
                protection,
                "ALTER TABLE orders DROP discount",
                "Dropping lake.shop.orders.discount breaks lake.shop.totals (line_total)");
        assertRefused(protection, "ALTER TABLE orders RENAME discount TO rebate", "totals (line_total)");
        assertThat(intercept(protection, "ALTER TABLE orders DROP note")).isEmpty();
        assertThat(intercept(protection, "DROP TABLE elsewhere")).isEmpty();
        assertThatThrownBy(() -> protection.checkDrop(LakeCatalogs.id("orders")))
                .hasMessageContaining("totals");
        assertThat(protection.hurtBy(LakeCatalogs.id("orders")).orElseThrow())
                .singleElement()
                .satisfies(hurt -> {
                    assertThat(hurt.name()).isEqualTo("lake.shop.totals");
                    assertThat(hurt.how()).isEqualTo("breaks (id, line_total)");
                });

        lake.drop("totals");
        assertThat(intercept(protection, "DROP TABLE orders"))
                .as("what is gone has no say, even before the graph knows")
                .isEmpty();
    }

    @Test
    void a_streaming_statement_that_reads_a_table_keeps_it_from_being_dropped_by_a_statement() throws Exception {
        lake.table("orders", "id");
        keeper.start();
        await(() -> has("orders") && keeper.state().upToDate().isPresent());
        DropProtection protection = new DropProtection(
                keeper,
                scripts(List.of(new Script("streaming statement", "lake.shop.archive", "It names it"))),
                lake.catalogs());

        assertRefused(protection, "DROP TABLE orders", "the streaming statement into lake.shop.archive");
        protection.checkDrop(LakeCatalogs.id("orders"));
        assertThat(protection.hurtBy(LakeCatalogs.id("orders")).orElseThrow()).hasSize(1);
    }

    private static NamingScripts scripts(List<Script> found) {
        return new NamingScripts() {
            @Override
            public List<Script> of(Change change) {
                return found;
            }

            @Override
            public List<Script> streaming(Change change) {
                return found;
            }
        };
    }

    private static Optional<?> intercept(DropProtection protection, String statement) {
        return protection.intercept(ADA, statement, StatementKind.DDL, Namespace.of("lake", "shop"));
    }

    private static void assertRefused(DropProtection protection, String statement, String words) {
        assertThatThrownBy(() -> intercept(protection, statement))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refused.problem().what()).contains(words);
                    assertThat(refused.problem().where()).isPresent();
                });
    }

    private static RanStatement ran(String sql) {
        return new RanStatement(
                UUID.randomUUID(),
                ADA,
                sql,
                StatementKind.INSERT,
                ExecutionMode.BATCH,
                Namespace.of("lake", "shop"),
                Instant.EPOCH,
                RunState.SUCCEEDED,
                Optional.empty());
    }

    private GraphKeeper keeper() {
        return new GraphKeeper(
                lake.catalogs(), new RunFlowStore(DSL.using(database, SQLDialect.H2)), InstantSource.system(), tracer);
    }

    private boolean has(String name) {
        RelationId id = LakeCatalogs.id(name);
        return keeper.graph().has(id) && !keeper.graph().columns(id).isEmpty();
    }

    private Neighbourhood around(String name) {
        return keeper.graph()
                .neighbourhood(new Focus(LakeCatalogs.id(name), Optional.empty(), Direction.UP, 1), 100)
                .orElseThrow();
    }

    private List<Link> links(String name) {
        return around(name).links();
    }

    /** Looks whenever the graph has changed. */
    private void await(BooleanSupplier condition) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        Instant limit = Instant.now().plus(PATIENCE);
        try (Subscription ignored = keeper.onChange(changes::release)) {
            while (!condition.getAsBoolean()) {
                assertThat(Instant.now()).as("It did not come about").isBefore(limit);
                changes.tryAcquire(100, TimeUnit.MILLISECONDS);
            }
        }
    }
}
