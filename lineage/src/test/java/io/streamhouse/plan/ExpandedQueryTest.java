package io.streamhouse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Schema;
import io.streamhouse.sql.LineMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.table.planner.plan.metadata.FlinkDefaultRelMetadataProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpandedQueryTest {

    private static final PlannedShop SHOP = new PlannedShop();
    private static final DatabaseId ELSEWHERE = new DatabaseId("nowhere", "at_all");

    @Test
    void names_tables_in_full_and_gives_each_scan_its_hint() {
        PlannedQuery planned = SHOP.plan("SELECT a.order_id, b.status -- twice\nFROM orders AS a, shop.orders b");

        assertThat(planned.scans()).extracting(Scan::ordinal).containsExactly(0, 1);
        assertThat(planned.scans()).extracting(scan -> scan.alias().orElse("")).containsExactly("a", "b");
        assertThat(planned.sql(List.of(Map.of("consumer-id", "c0"), Map.of("consumer-id", "it's", "a", "1"))))
                .isEqualTo("SELECT a.order_id, b.status -- twice\n"
                        + "FROM `streamhouse`.`shop`.`orders` /*+ OPTIONS('consumer-id'='c0') */ AS a,"
                        + " `streamhouse`.`shop`.`orders` /*+ OPTIONS('a'='1', 'consumer-id'='it''s') */ b");
        assertThatThrownBy(() -> planned.sql(List.of(Map.of(), Map.of(), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keeps_a_querys_own_hints_beside_ours() {
        PlannedQuery planned = SHOP.plan(
                "SELECT order_id FROM orders /*+ OPTIONS('scan.parallelism'='2', 'x'='*/') */ WHERE status = '/*+'");

        assertThat(planned.sql(List.of(Map.of("consumer-id", "c", "x", "ours"))))
                .isEqualTo(
                        "SELECT order_id FROM `streamhouse`.`shop`.`orders`"
                                + " /*+ OPTIONS('consumer-id'='c', 'scan.parallelism'='2', 'x'='ours') */ WHERE status = '/*+'");
    }

    @Test
    void puts_views_queries_in_their_place_down_to_the_tables() {
        assertThat(SHOP.plan("SELECT v.total FROM paid_by_customer v").sql())
                .isEqualTo(
                        "SELECT v.total FROM (SELECT `customer`, `total` FROM (SELECT customer_id, SUM(amount) FROM"
                                + " (SELECT `orders`.`order_id`, `orders`.`customer_id`, `orders`.`status`, `orders`.`amount`,"
                                + " `orders`.`weight`, `orders`.`ordered_at` FROM `streamhouse`.`shop`.`orders` WHERE status ="
                                + " 'PAID'\n) AS `paid` GROUP BY customer_id\n) AS `paid_by_customer` (`customer`, `total`)) v");
    }

    @Test
    void stays_right_when_a_source_gets_another_column() {
        PlannedShop shop = new PlannedShop();
        String before = shop.plan("SELECT *, 1 AS uno FROM first_seen").sql();

        shop.table(
                "first_seen",
                Schema.of(Column.notNull("k", "INT"), Column.of("new", "INT"), Column.of("v", "STRING"))
                        .withPrimaryKey("k"),
                Map.of());

        assertThat(shop.plan(before).columns()).extracting(Column::name).containsExactly("k", "v", "uno");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders WHERE amount > 10",
                "SELECT orders.*, 1 AS uno FROM orders",
                "SELECT o.*, c.name, c.* FROM orders o JOIN customers c ON o.customer_id = c.customer_id",
                "SELECT * FROM orders JOIN customers USING (customer_id)",
                "SELECT * FROM orders NATURAL LEFT JOIN customers",
                "SELECT *, 1 AS uno FROM orders AS o LEFT JOIN customers AS c USING (customer_id)",
                "SELECT streamhouse.shop.orders.order_id, shop.orders.status, orders.amount FROM shop.orders",
                "SELECT paid.order_id, streamhouse.shop.paid.status, shop.paid.amount FROM shop.paid",
                "SELECT c.address.city, c.customer_id FROM customers c",
                "SELECT * FROM (SELECT order_id, status FROM orders), (SELECT region FROM customers)",
                "SELECT p.*, q.* FROM paid p, paid AS q WHERE p.order_id = q.order_id",
                "SELECT * FROM paid_by_customer",
                "SELECT b.total FROM orders o JOIN paid_by_customer AS b (c, total) ON o.customer_id = b.c",
                "WITH orders AS (SELECT * FROM paid) SELECT order_id FROM orders",
                "WITH a AS (SELECT * FROM orders), b AS (SELECT * FROM a) SELECT b.order_id FROM b, a WHERE a.order_id ="
                        + " b.order_id",
                "SELECT order_id FROM orders WHERE EXISTS (SELECT * FROM customers WHERE orders.customer_id ="
                        + " customers.customer_id)",
                "SELECT order_id, (SELECT MAX(customer_id) FROM customers) AS m FROM orders",
                "SELECT COUNT(*) AS n FROM orders",
                "SELECT order_id FROM orders UNION ALL SELECT event_id FROM events",
                "(SELECT order_id FROM orders) EXCEPT (SELECT order_id FROM paid)",
                "TABLE orders",
                "SELECT order_id, t.x FROM orders CROSS JOIN UNNEST(ARRAY[1, 2]) AS t (x)",
                "SELECT window_start, window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL"
                        + " '1' MINUTE)) GROUP BY window_start, window_end",
                "SELECT window_start, window_end, COUNT(*) AS n FROM TABLE(HOP(DATA => TABLE shop.clicks, TIMECOL =>"
                        + " DESCRIPTOR(ts), SLIDE => INTERVAL '1' MINUTE, SIZE => INTERVAL '5' MINUTE)) GROUP BY"
                        + " window_start, window_end",
                "SELECT window_start, window_end, page, COUNT(*) AS n FROM TABLE(SESSION(TABLE clicks PARTITION BY page,"
                        + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, page",
                "SELECT * FROM clicks MATCH_RECOGNIZE (PARTITION BY customer_id ORDER BY ts MEASURES A.page AS p PATTERN"
                        + " (A B) DEFINE B AS B.page <> A.page)",
                "SELECT c.click_id, p.name FROM clicks c JOIN customers FOR SYSTEM_TIME AS OF c.seen AS p ON"
                        + " c.customer_id = p.customer_id",
                "SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY amount DESC, order_id) AS"
                        + " rn FROM orders) WHERE rn <= 3",
                "SELECT `select` FROM other.`my db`.`a``b`",
                "SELECT order_id FROM orders ORDER BY amount DESC, order_id LIMIT 3;"
            })
    void means_the_same_anywhere(String query) {
        PlannedQuery here = SHOP.plan(query);
        PlannedQuery there = QueryPlanner.plan(here.sql(), ELSEWHERE, SHOP);

        assertThat(optimized(here.sql(), ELSEWHERE)).isEqualTo(optimized(query.replace(";", ""), PlannedShop.SHOP));
        assertThat(there.columns()).isEqualTo(here.columns());
        assertThat(there.scans())
                .extracting(Scan::relation)
                .isEqualTo(here.scans().stream().map(Scan::relation).toList());
    }

    private static String optimized(String query, DatabaseId current) {
        PlannerSession session = new PlannerSession(true);
        RelMetadataQueryBase.THREAD_PROVIDERS.set(
                JaninoRelMetadataProvider.of(FlinkDefaultRelMetadataProvider.INSTANCE()));
        session.begin(new KnownRelations(SHOP));
        SqlNode parsed = session.parse(query);
        ReadQuery read = session.validate(query, LineMap.of(query), parsed, QueryOutline.of(parsed), current);
        String plan = RelOptUtil.toString(session.optimize(session.convert(read)), SqlExplainLevel.EXPPLAN_ATTRIBUTES);
        session.end();
        return plan;
    }
}
