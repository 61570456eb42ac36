package io.streamhouse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.ProblemException;
import io.streamhouse.plan.Maintainability.DropsLateChanges;
import io.streamhouse.plan.Maintainability.FullOnly;
import io.streamhouse.plan.Maintainability.Incremental;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryPlannerTest {

    private static final PlannedShop SHOP = new PlannedShop();

    /** Where {@code orders} and {@code customers} have keys, {@code events} has none, {@code clicks} has a watermark. */
    static Stream<Arguments> maintained() {
        return Stream.of(
                // query, key, insert-only, stateful
                arguments("SELECT order_id, amount FROM orders WHERE amount > 10", "order_id", false, true),
                arguments("SELECT order_id, UPPER(status) AS s FROM orders_lookup", "order_id", false, false),
                arguments("SELECT event_id, kind FROM events", "", true, false),
                arguments("SELECT k, v FROM first_seen", "k", true, false),
                arguments("SELECT region, total FROM by_region", "region", false, false),
                arguments(
                        "SELECT customer_id, COUNT(*) AS n FROM orders GROUP BY customer_id",
                        "customer_id",
                        false,
                        true),
                arguments("SELECT COUNT(*) AS n, SUM(amount) AS s FROM orders", "n", false, true),
                arguments("SELECT DISTINCT status FROM orders", "status", false, true),
                arguments(
                        "SELECT o.order_id, c.name FROM orders o JOIN customers c ON o.customer_id = c.customer_id",
                        "order_id",
                        false,
                        true),
                arguments(
                        "SELECT o.order_id, c.name FROM orders o LEFT JOIN customers c ON o.customer_id = c.customer_id",
                        "order_id",
                        false,
                        true),
                arguments(
                        "SELECT c.region, SUM(o.amount) AS total FROM orders o JOIN customers c USING (customer_id)"
                                + " WHERE c.region IS NOT NULL GROUP BY c.region",
                        "region",
                        false,
                        true),
                arguments(
                        "SELECT a.order_id, b.order_id AS other FROM orders a JOIN orders b ON a.customer_id ="
                                + " b.customer_id",
                        "order_id,other",
                        false,
                        true),
                arguments(
                        "SELECT order_id, amount FROM orders ORDER BY amount DESC, order_id LIMIT 3",
                        "order_id",
                        false,
                        true),
                arguments(
                        "SELECT customer_id, order_id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER"
                                + " BY ordered_at DESC, order_id) AS rn FROM orders) WHERE rn = 1",
                        "order_id",
                        false,
                        true),
                arguments("SELECT order_id FROM orders UNION SELECT event_id FROM events", "order_id", false, true),
                arguments("SELECT event_id FROM events UNION ALL SELECT click_id FROM clicks", "", true, false),
                arguments(
                        "SELECT order_id FROM orders WHERE customer_id IN (SELECT customer_id FROM customers WHERE"
                                + " region = 'EU')",
                        "order_id",
                        false,
                        true),
                arguments(
                        "SELECT order_id FROM orders o WHERE NOT EXISTS (SELECT * FROM customers c WHERE c.customer_id ="
                                + " o.customer_id)",
                        "order_id",
                        false,
                        true),
                arguments(
                        "SELECT order_id FROM orders WHERE amount > (SELECT AVG(amount) FROM orders)",
                        "order_id",
                        false,
                        true),
                arguments(
                        "WITH orders2 AS (SELECT * FROM paid), big AS (SELECT * FROM orders2 WHERE amount > 100) SELECT"
                                + " order_id FROM big",
                        "order_id",
                        false,
                        true),
                arguments(
                        "SELECT p.customer, p.total, c.name FROM paid_by_customer p JOIN customers c ON p.customer ="
                                + " c.customer_id",
                        "customer",
                        false,
                        true),
                arguments(
                        "SELECT order_id, SUM(amount) OVER (PARTITION BY customer_id ORDER BY order_id) AS s FROM orders",
                        "order_id",
                        false,
                        true),
                // Its watermark and its PROCTIME() column are not used.
                arguments("SELECT click_id, page FROM clicks", "", true, false));
    }

    @ParameterizedTest
    @MethodSource("maintained")
    void knows_what_can_be_maintained_and_by_which_key(String query, String key, boolean insertOnly, boolean stateful) {
        PlannedQuery planned = SHOP.plan(query);

        assertThat(String.join(",", planned.inferredKey())).isEqualTo(key);
        assertThat(planned.insertOnly()).isEqualTo(insertOnly);
        assertThat(planned.stateful()).isEqualTo(stateful);
        assertThat(planned.maintainability()).isEqualTo(new Incremental());
    }

    /** The construct that is named stands behind the arrow. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT window_start, window_end, COUNT(*) AS n FROM TABLE(→TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1'"
                        + " MINUTE)) GROUP BY window_start, window_end | window aggregation | window_start,window_end",
                "SELECT window_start, window_end, page, COUNT(*) AS n FROM TABLE(→SESSION(TABLE clicks PARTITION BY page,"
                        + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, page |"
                        + " window aggregation | window_start,window_end,page",
                "SELECT →TUMBLE_START(ts, INTERVAL '1' MINUTE) AS s, COUNT(*) AS n FROM clicks GROUP BY TUMBLE(ts, INTERVAL"
                        + " '1' MINUTE) | window aggregation | s",
                "SELECT click_id, →COUNT(*) OVER (PARTITION BY page ORDER BY ts) AS n FROM clicks | OVER aggregation | ~~",
                "SELECT * FROM clicks →MATCH_RECOGNIZE (PARTITION BY customer_id ORDER BY ts MEASURES A.page AS p PATTERN (A"
                        + " B) DEFINE B AS B.page <> A.page) | MATCH_RECOGNIZE | ~~",
                "SELECT click_id, page FROM (SELECT *, →ROW_NUMBER() OVER (PARTITION BY page ORDER BY ts) AS rn FROM clicks)"
                        + " WHERE rn = 1 | deduplication by event time | page",
                "SELECT a.click_id, b.click_id AS c FROM clicks a →JOIN clicks b ON a.customer_id = b.customer_id AND a.ts"
                        + " BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts | interval join | ~~"
            })
    void knows_what_drops_changes_behind_the_watermark(String marked, String construct, String key) {
        PlannedQuery planned = SHOP.plan(marked.replace("→", ""));

        assertThat(planned.maintainability()).isInstanceOfSatisfying(DropsLateChanges.class, late -> {
            assertThat(late.construct()).isEqualTo(construct);
            assertThat(late.where()).contains(new Position(1, marked.indexOf('→') + 1));
        });
        assertThat(String.join(",", planned.inferredKey())).isEqualTo(key);
    }

    /** Batch can't, but a stream can that comes to an end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT window_start, window_end, page, COUNT(*) AS n FROM TABLE(SESSION(TABLE clicks PARTITION BY page,"
                        + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, page | false",
                "SELECT page, SESSION_START(ts, INTERVAL '1' MINUTE) AS s, COUNT(*) AS n FROM clicks GROUP BY page,"
                        + " SESSION(ts, INTERVAL '1' MINUTE) | false",
                "SELECT window_start, window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL"
                        + " '1' MINUTE)) GROUP BY window_start, window_end | true",
                "SELECT window_start, window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE visits, DESCRIPTOR(ts), INTERVAL"
                        + " '1' MINUTE)) WHERE `day` > 'a' GROUP BY window_start, window_end | true"
            })
    void knows_what_batch_can_compute(String query, boolean inBatch) {
        PlannedQuery planned = SHOP.plan(query);

        assertThat(planned.maintainability()).isInstanceOf(DropsLateChanges.class);
        assertThat(planned.inBatch()).isEqualTo(inBatch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT status, amount FROM orders | result without key | ~~",
                "SELECT SUM(amount) AS s FROM orders | result without key | ~~",
                "SELECT order_id FROM orders LIMIT →3 | LIMIT | order_id",
                "SELECT order_id FROM orders →ORDER BY amount | ORDER BY | order_id",
                "SELECT order_id, →NOW() AS t FROM orders | NOW | order_id",
                "SELECT event_id FROM events WHERE `at` > →CURRENT_TIMESTAMP - INTERVAL '1' DAY | CURRENT_TIMESTAMP | ~~",
                "SELECT →RAND_INTEGER(3) AS k, COUNT(*) AS n FROM orders GROUP BY RAND_INTEGER(3) | RAND_INTEGER | ~~",
                "SELECT order_id FROM orders WHERE →RAND() < 0.5 | RAND | order_id",
                "SELECT * FROM clicks | PROCTIME | ~~",
                "SELECT window_start, window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(seen), INTERVAL"
                        + " '1' MINUTE)) GROUP BY window_start, window_end | PROCTIME | window_start,window_end",
                "SELECT c.click_id, p.name FROM clicks c JOIN →customers FOR SYSTEM_TIME AS OF c.seen AS p ON c.customer_id ="
                        + " p.customer_id | lookup join | ~~",
                "SELECT sku, →COUNT(*) OVER (PARTITION BY price ORDER BY valid_from) AS n FROM prices | OVER aggregation | ~~",
                "SELECT k, v FROM →totals | merge-engine aggregation | k",
                "SELECT a FROM →outside | connector kafka | ~~",
                "SELECT /*+ →STATE_TTL('o' = '1d') */ o.order_id FROM orders o JOIN customers c ON o.customer_id ="
                        + " c.customer_id | STATE_TTL | order_id"
            })
    void knows_what_must_be_computed_anew_and_why(String marked, String construct, String key) {
        PlannedQuery planned = SHOP.plan(marked.replace("→", ""));

        assertThat(planned.maintainability()).isInstanceOfSatisfying(FullOnly.class, full -> {
            assertThat(full.construct()).isEqualTo(construct);
            assertThat(full.why()).isNotBlank();
            int column = marked.indexOf('→') + 1;
            assertThat(full.where().map(Position::column).orElse(0)).isEqualTo(column);
        });
        assertThat(String.join(",", planned.inferredKey())).isEqualTo(key);
    }

    @Test
    void takes_the_key_that_a_person_names_for_a_result_without_one() {
        String query = "SELECT status, customer_id, amount FROM orders";

        PlannedQuery named = QueryPlanner.plan(query, PlannedShop.SHOP, SHOP, List.of("customer_id"));

        assertThat(named.maintainability()).isEqualTo(new Incremental());
        assertThat(named.stateful()).isTrue();
        assertThat(named.keyDoubt(List.of("customer_id")).orElseThrow()).contains("(customer_id)");
        assertThat(named.keyProblem(List.of("customer_id")).orElseThrow().what())
                .isEqualTo("The key column 'customer_id' may be null, and a primary key can't be");
    }

    @Test
    void says_how_a_key_that_may_be_null_becomes_one_that_is_not() {
        PlannedQuery nullable = SHOP.plan("SELECT region, COUNT(*) AS n FROM customers GROUP BY region");
        PlannedQuery filtered =
                SHOP.plan("SELECT region, COUNT(*) AS n FROM customers WHERE region IS NOT NULL GROUP BY region");
        PlannedQuery filled = SHOP.plan(
                "SELECT COALESCE(region, '?') AS region, COUNT(*) AS n FROM customers GROUP BY COALESCE(region, '?')");

        assertThat(nullable.keyProblem(nullable.inferredKey())
                        .orElseThrow()
                        .nextStep()
                        .orElseThrow())
                .contains("WHERE region IS NOT NULL", "COALESCE(region, …)");
        assertThat(SHOP.plan(
                                "SELECT CAST(ordered_at AS DATE) AS d, COUNT(*) AS n FROM orders WHERE ordered_at IS NOT NULL"
                                        + " GROUP BY CAST(ordered_at AS DATE)")
                        .keyProblem(List.of("d")))
                .isEmpty();
        for (PlannedQuery mended : List.of(filtered, filled)) {
            assertThat(mended.inferredKey()).containsExactly("region");
            assertThat(mended.keyProblem(List.of("region"))).isEmpty();
            assertThat(mended.columns())
                    .containsExactly(Column.notNull("region", "STRING"), Column.notNull("n", "BIGINT"));
        }
    }

    @Test
    void refuses_keys_of_columns_that_are_not_there_or_there_twice() {
        PlannedQuery planned = SHOP.plan("SELECT order_id FROM orders");

        assertThat(planned.keyProblem(List.of("id")).orElseThrow().what())
                .isEqualTo("The key column 'id' is no column of the query");
        assertThat(planned.keyProblem(List.of("order_id", "order_id"))
                        .orElseThrow()
                        .what())
                .isEqualTo("The key names the column 'order_id' twice");
        assertThat(planned.keyProblem(List.of())).isEmpty();
        assertThat(planned.keyDoubt(List.of("order_id"))).isEmpty();
    }

    @Test
    void gives_columns_the_types_that_a_table_for_them_has() {
        assertThat(SHOP.plan("SELECT o.order_id, c.address, o.amount, c.name, COUNT(*) OVER () AS n, ts, 'x' AS x FROM"
                                + " orders o, customers c, clicks")
                        .columns())
                .extracting(column -> column.name() + " " + column.type() + (column.nullable() ? "" : " NOT NULL"))
                .containsExactly(
                        "order_id BIGINT NOT NULL",
                        "address ROW<`city` STRING, `zip` VARCHAR(10)>",
                        "amount DECIMAL(10, 2)",
                        "name STRING",
                        "n BIGINT NOT NULL",
                        "ts TIMESTAMP(3)",
                        "x CHAR(1) NOT NULL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT order_id FROM orders ORDER BY amount LIMIT 3 | Rows that tie | false",
                "SELECT page, LISTAGG(page) AS l FROM clicks GROUP BY page | LISTAGG depends on the order | false",
                "SELECT SUM(weight) AS s, COUNT(*) AS n FROM orders | Sums of floating-point numbers | true",
                "SELECT event_id, UUID() AS u FROM events | UUID gives another value | false",
                "SELECT order_id, 1 + 1 FROM orders | The column EXPR$1 has no name | true"
            })
    void warns_of_what_can_differ_between_two_right_results(String query, String warning, boolean deterministic) {
        PlannedQuery planned = SHOP.plan(query);

        assertThat(planned.warnings()).singleElement().asString().startsWith(warning);
        assertThat(planned.deterministic()).isEqualTo(deterministic);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "→SELEC a FROM orders | SYNTAX | Expected SELECT, found 'SELEC'",
                "SELECT order_id, →gone FROM orders | NOT_FOUND | Column 'gone' not found in any table",
                "SELECT order_id FROM →gone | NOT_FOUND | There is no table or view streamhouse.shop.gone",
                "SELECT order_id FROM →other.x.gone | NOT_FOUND | There is no table or view other.x.gone",
                "SELECT →nofun(order_id) FROM orders | INVALID_STATEMENT | No match found for function signature"
                        + " nofun(<NUMERIC>)",
                "→INSERT INTO orders SELECT * FROM orders | INVALID_STATEMENT | Only a query can stand here: SELECT, WITH or"
                        + " VALUES",
                "→DROP TABLE orders | INVALID_STATEMENT | Only a query can stand here: SELECT, WITH or VALUES",
                "SELECT 1; →SELECT 2 | INVALID_STATEMENT | Only one query can stand here",
                "SELECT * FROM →circle | INVALID_STATEMENT | The view streamhouse.shop.circle reads itself",
                "SELECT o.order_id FROM orders o, →broken | INVALID_STATEMENT | The view streamhouse.shop.broken can't be"
                        + " read: Column 'gone' not found in any table",
                "SELECT order_id FROM orders /*+ →OPTIONS('scan.mode' = 'latest') */ | INVALID_STATEMENT | The option"
                        + " 'scan.mode' can't stand in a view's query: the view itself decides what is read",
                "SELECT order_id FROM →orders FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01 00:00:00' | NOT_SUPPORTED | A view"
                        + " can't read shop.orders as it was at a point in time: that never changes",
                "SELECT c.click_id, p.price FROM clicks c JOIN →prices FOR SYSTEM_TIME AS OF c.ts AS p ON c.page = p.sku |"
                        + " NOT_SUPPORTED | Flink can't compute this temporal join over all rows at once, which a view needs"
                        + " at least to begin with"
            })
    void refuses_what_no_view_can_be_made_of_and_says_where(String marked, ErrorCode code, String what) {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> SHOP.plan("\n" + marked.replace("→", "")));

        assertThat(refusal.problem().what()).isEqualTo(what);
        assertThat(refusal.problem().code()).isEqualTo(code);
        assertThat(refusal.problem().where()).contains(new Position(2, marked.indexOf('→') + 1));
    }

    @Test
    void refuses_types_that_no_table_can_hold() {
        assertThatThrownBy(() -> SHOP.plan("SELECT order_id, INTERVAL '1' DAY AS d FROM orders"))
                .hasMessage("The column 'd' has the type INTERVAL SECOND(3), which no table can hold");
    }

    @Test
    void plans_in_many_threads_at_once() throws Exception {
        List<Callable<List<String>>> plannings = new ArrayList<>();
        for (int at = 0; at < 40; at++) {
            String key = at % 2 == 0 ? "order_id" : "customer_id";
            String table = at % 2 == 0 ? "orders" : "customers";
            PlannedShop shop = new PlannedShop();
            plannings.add(() -> QueryPlanner.plan("SELECT * FROM " + table, PlannedShop.SHOP, shop)
                    .inferredKey());
            plannings.add(() -> List.of(key));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<List<String>>> answers = threads.invokeAll(plannings);
            for (int at = 0; at < answers.size(); at += 2) {
                assertThat(answers.get(at).get()).isEqualTo(answers.get(at + 1).get());
            }
        }
    }

    @Test
    void sees_the_relations_as_they_are_at_each_planning() {
        PlannedShop shop = new PlannedShop();
        assertThat(shop.plan("SELECT * FROM outside").columns()).hasSize(1);

        shop.table(
                "outside",
                io.streamhouse.model.Schema.of(Column.notNull("a", "INT"), Column.of("b", "INT"))
                        .withPrimaryKey("a"),
                Map.of());

        assertThat(shop.plan("SELECT * FROM outside").inferredKey()).containsExactly("a");
        assertThat(QueryPlanner.plan("SELECT * FROM shop.outside", new DatabaseId("streamhouse", "other"), shop)
                        .columns())
                .hasSize(2);
    }
}
