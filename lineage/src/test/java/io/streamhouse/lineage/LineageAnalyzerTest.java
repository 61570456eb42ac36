package io.streamhouse.lineage;

import static io.streamhouse.lineage.LineageShop.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.LineageShop.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageAnalyzerTest {

    private final LineageShop shop = new LineageShop();

    private Answer lineage(String script) {
        return shop.lineage(script);
    }

    @Test
    void columns_are_passed_on_or_computed() {
        lineage("SELECT id, amount + 1 AS more, UPPER(status) || '!' AS loud, 7 AS seven FROM orders")
                .columns("id", "more", "loud", "seven")
                .reads("orders")
                .column("id")
                .is("orders.id IDENTITY id")
                .column("more")
                .is("orders.amount TRANSFORMATION amount + 1")
                .column("loud")
                .is("orders.status TRANSFORMATION UPPER(status) || '!'")
                .column("seven")
                .is()
                .rows();
    }

    @Test
    void a_star_is_every_column() {
        lineage("SELECT * FROM rates")
                .columns("currency", "rate", "valid_from")
                .column("rate")
                .is("rates.rate IDENTITY rate");
    }

    @Test
    void operators_keep_the_parentheses_they_need() {
        lineage("SELECT (weight + 1) * 2 AS a, weight - (weight - 1) AS b, weight + 1 + 2 AS c, -weight AS d,"
                        + " weight / (weight * 2) AS e FROM orders")
                .column("a")
                .is("orders.weight TRANSFORMATION (weight + 1) * 2")
                .column("b")
                .is("orders.weight TRANSFORMATION weight - (weight - 1)")
                .column("c")
                .is("orders.weight TRANSFORMATION weight + 1 + 2")
                .column("d")
                .is("orders.weight TRANSFORMATION -weight")
                .column("e")
                .is("orders.weight TRANSFORMATION weight / (weight * 2)");
    }

    @Test
    void functions_are_written_as_people_write_them() {
        lineage("""
                SELECT EXTRACT(YEAR FROM ordered_at) AS y, FLOOR(ordered_at TO DAY) AS d, CAST(amount AS DOUBLE) AS c,
                  TRIM(BOTH ' ' FROM status) AS t, ordered_at + INTERVAL '90' MINUTE AS later, COALESCE(status, '?') AS s,
                  status IS NULL AS missing, ARRAY[id, 1] AS list, status LIKE 'P%' AS p
                FROM orders""")
                .column("y")
                .is("orders.ordered_at TRANSFORMATION EXTRACT(YEAR FROM ordered_at)")
                .column("d")
                .is("orders.ordered_at TRANSFORMATION FLOOR(ordered_at TO DAY)")
                .column("c")
                .is("orders.amount TRANSFORMATION CAST(amount AS DOUBLE)")
                .column("t")
                .is("orders.status TRANSFORMATION TRIM(BOTH ' ' FROM status)")
                .column("later")
                .is("orders.ordered_at TRANSFORMATION ordered_at + INTERVAL '90' MINUTE")
                .column("s")
                .is("orders.status TRANSFORMATION COALESCE(status, '?')")
                .column("missing")
                .is("orders.status TRANSFORMATION status IS NULL")
                .column("list")
                .is("orders.id TRANSFORMATION ARRAY[id, 1]")
                .column("p")
                .is("orders.status TRANSFORMATION status LIKE 'P%'");
    }

    @Test
    void what_a_value_is_chosen_by_is_conditional() {
        lineage("SELECT CASE WHEN status = 'PAID' THEN amount ELSE 0 END AS paid, IF(weight > 1, id, 0) AS heavy"
                        + " FROM orders")
                .column("paid")
                .is(
                        "orders.amount TRANSFORMATION CASE WHEN status = 'PAID' THEN amount ELSE 0 END",
                        "orders.status CONDITIONAL status = 'PAID'")
                .column("heavy")
                .is("orders.id TRANSFORMATION IF(weight > 1, id, 0)", "orders.weight CONDITIONAL weight > 1");
    }

    @Test
    void each_condition_of_a_filter_concerns_all_rows() {
        lineage("SELECT id FROM orders WHERE weight > 3 AND (status = 'A' OR amount < 1) AND id BETWEEN 1 AND 9")
                .column("id")
                .is("orders.id IDENTITY id")
                .rows(
                        "orders.weight FILTER weight > 3",
                        "orders.status FILTER status = 'A' OR amount < 1",
                        "orders.amount FILTER status = 'A' OR amount < 1",
                        "orders.id FILTER id >= 1",
                        "orders.id FILTER id <= 9");
    }

    @Test
    void joins_say_which_rows_meet() {
        for (String join : List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")) {
            lineage("SELECT o.amount, c.name FROM orders o " + join + " customers c ON o.customer_id = c.id")
                    .reads("orders", "customers")
                    .column("amount")
                    .is("orders.amount IDENTITY amount")
                    .column("name")
                    .is("customers.name IDENTITY name")
                    .rows(
                            "orders.customer_id JOIN orders.customer_id = customers.id",
                            "customers.id JOIN orders.customer_id = customers.id");
        }
        lineage("SELECT a.id FROM orders a JOIN customers b USING (id)")
                .column("id")
                .is("orders.id IDENTITY id")
                .rows("orders.id JOIN orders.id = customers.id", "customers.id JOIN orders.id = customers.id");
        lineage("SELECT o.id, c.name FROM orders o CROSS JOIN customers c").rows();
    }

    @Test
    void aggregates_are_over_groups() {
        lineage("""
                SELECT region, SUM(amount * 2) AS s, COUNT(*) AS n, COUNT(DISTINCT o.id) AS d,
                  COUNT(*) FILTER (WHERE weight > 1) AS heavy
                FROM orders o JOIN customers c ON c.id = o.customer_id
                GROUP BY region HAVING MAX(weight) > 4""")
                .column("region")
                .is("customers.region IDENTITY region")
                .column("s")
                .is("orders.amount AGGREGATION SUM(amount * 2)")
                .column("n")
                .is()
                .column("d")
                .is("orders.id AGGREGATION COUNT(DISTINCT id)")
                .column("heavy")
                .is("orders.weight FILTER weight > 1")
                .rows(
                        "customers.id JOIN customers.id = orders.customer_id",
                        "orders.customer_id JOIN customers.id = orders.customer_id",
                        "customers.region GROUP_BY region",
                        "orders.weight FILTER MAX(weight) > 4");
    }

    @Test
    void an_expression_over_aggregates_stays_one() {
        lineage("SELECT SUM(amount) / COUNT(id) AS mean FROM orders")
                .column("mean")
                .is("orders.amount AGGREGATION SUM(amount) / COUNT(*)")
                .rows();
    }

    @Test
    void grouping_sets_group_by_all_of_their_columns() {
        lineage("SELECT region, name, COUNT(*) AS n FROM customers GROUP BY GROUPING SETS ((region), (region, name))")
                .column("name")
                .is("customers.name IDENTITY name")
                .rows("customers.region GROUP_BY region", "customers.name GROUP_BY name");
    }

    @Test
    void distinct_rows_are_groups() {
        lineage("SELECT DISTINCT region FROM customers")
                .column("region")
                .is("customers.region IDENTITY region")
                .rows("customers.region GROUP_BY region");
    }

    @Test
    void rows_in_order_depend_on_what_they_are_ordered_by() {
        lineage("SELECT id FROM orders ORDER BY amount DESC, ordered_at LIMIT 3")
                .columns("id")
                .column("id")
                .is("orders.id IDENTITY id")
                .rows("orders.amount SORT amount DESC", "orders.ordered_at SORT ordered_at");
    }

    @Test
    void subqueries_in_conditions_concern_all_rows() {
        lineage("SELECT id FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE region = 'EU')")
                .column("id")
                .is("orders.id IDENTITY id")
                .rows(
                        "orders.customer_id FILTER orders.customer_id IN (SELECT customers.id …)",
                        "customers.id FILTER orders.customer_id IN (SELECT customers.id …)",
                        "customers.region FILTER region = 'EU'");
        lineage("SELECT id FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)")
                .rows(
                        "orders.customer_id FILTER NOT orders.customer_id IN (SELECT customers.id …)",
                        "customers.id FILTER NOT orders.customer_id IN (SELECT customers.id …)");
    }

    @Test
    void correlated_subqueries_reach_the_rows_around_them() {
        lineage("""
                SELECT c.name, (SELECT MAX(o.amount) FROM orders o WHERE o.customer_id = c.id) AS most
                FROM customers c
                WHERE EXISTS (SELECT 1 FROM orders p WHERE p.customer_id = c.id AND p.weight > 2)""")
                .column("name")
                .is("customers.name IDENTITY name")
                .column("most")
                .is(
                        "orders.amount AGGREGATION (SELECT MAX(amount) …)",
                        "orders.customer_id FILTER orders.customer_id = customers.id",
                        "customers.id FILTER orders.customer_id = customers.id")
                .rows(
                        "orders.customer_id FILTER orders.customer_id = customers.id",
                        "customers.id FILTER orders.customer_id = customers.id",
                        "orders.weight FILTER weight > 2");
    }

    @Test
    void a_scalar_subquery_without_correlation_is_a_value() {
        lineage("SELECT id FROM orders WHERE amount > (SELECT AVG(amount) FROM orders)")
                .rows("orders.amount FILTER amount > (SELECT AVG(amount) …)");
    }

    @Test
    void common_table_expressions_are_seen_through() {
        lineage("""
                WITH base AS (SELECT id, weight + 1 AS w FROM orders WHERE status = 'A'), twice AS (SELECT id, w * 2 AS ww FROM base)
                SELECT a.ww - b.w AS diff FROM twice a JOIN base b ON a.id = b.id""")
                .reads("orders")
                .column("diff")
                .is("orders.weight TRANSFORMATION (weight + 1) * 2 - (weight + 1)")
                .rows("orders.status FILTER status = 'A'", "orders.id JOIN id = id");
    }

    @Test
    void unions_have_their_columns_from_every_side() {
        lineage(
                        "SELECT id, name AS label FROM customers UNION ALL SELECT id, UPPER(status) FROM orders WHERE weight > 1")
                .columns("id", "label")
                .column("id")
                .is("customers.id IDENTITY id", "orders.id IDENTITY id")
                .column("label")
                .is("customers.name IDENTITY name", "orders.status TRANSFORMATION UPPER(status)")
                .rows("orders.weight FILTER weight > 1");
        lineage("SELECT name FROM customers UNION SELECT status FROM orders")
                .rows("customers.name GROUP_BY name", "orders.status GROUP_BY status");
    }

    @Test
    void what_is_computed_from_a_union_names_its_column() {
        lineage(
                        "SELECT UPPER(label) AS loud FROM (SELECT name AS label FROM customers UNION ALL SELECT status FROM orders)")
                .column("loud")
                .is("customers.name TRANSFORMATION UPPER(label)", "orders.status TRANSFORMATION UPPER(label)");
    }

    @Test
    void intersections_and_differences_keep_rows_of_the_first_side() {
        for (String operation : List.of("INTERSECT", "EXCEPT")) {
            lineage("SELECT id FROM customers " + operation + " SELECT customer_id FROM orders")
                    .column("id")
                    .is("customers.id IDENTITY id")
                    .rows("customers.id FILTER id", "orders.customer_id FILTER customer_id");
        }
    }

    @Test
    void views_are_seen_through_to_tables() {
        lineage("SELECT customer, total / 2 AS half FROM paid_by_customer")
                .reads("paid_by_customer")
                .column("customer")
                .is("orders.customer_id IDENTITY customer_id")
                .column("half")
                .is("orders.amount AGGREGATION SUM(amount * 2) / 2")
                .rows("orders.status FILTER status = 'PAID'", "orders.customer_id GROUP_BY customer_id");
    }

    @Test
    void views_stand_as_they_are_where_that_is_asked_for() {
        shop.lineage("SELECT customer, total / 2 AS half FROM paid_by_customer", Views.AS_THEY_ARE)
                .reads("paid_by_customer")
                .column("customer")
                .is("paid_by_customer.customer IDENTITY customer")
                .column("half")
                .is("paid_by_customer.total TRANSFORMATION total / 2")
                .rows();
    }

    @Test
    void materialized_views_end_what_is_seen_through() {
        lineage("SELECT customers + 1 AS more FROM regions")
                .column("more")
                .is("regions.customers TRANSFORMATION customers + 1");
    }

    @Test
    void computed_columns_are_seen_through_like_views() {
        String query = PAYMENTS + "SELECT total, seen FROM payments";
        lineage(query)
                .column("total")
                .is("payments.price TRANSFORMATION price * qty", "payments.qty TRANSFORMATION price * qty")
                .column("seen")
                .is();
        shop.lineage(query, Views.AS_THEY_ARE)
                .column("total")
                .is("payments.total IDENTITY total")
                .column("seen")
                .is("payments.seen IDENTITY seen");
    }

    @Test
    void metadata_columns_are_columns_of_the_table() {
        for (Views views : Views.values()) {
            shop.lineage(PAYMENTS + "SELECT kafka_offset, kafka_partition + 1 AS p FROM payments", views)
                    .column("kafka_offset")
                    .is("payments.kafka_offset IDENTITY kafka_offset")
                    .column("p")
                    .is("payments.kafka_partition TRANSFORMATION kafka_partition + 1");
        }
    }

    @Test
    void fields_of_rows_and_elements_keep_their_path() {
        lineage("SELECT address.city AS city, c.address.geo.lat AS lat, tags['vip'] AS vip, phones[1] AS phone,"
                        + " visits[1].page AS page FROM customers c")
                .column("city")
                .is("customers.address TRANSFORMATION address.city")
                .column("lat")
                .is("customers.address TRANSFORMATION address.geo.lat")
                .column("vip")
                .is("customers.tags TRANSFORMATION tags['vip']")
                .column("phone")
                .is("customers.phones TRANSFORMATION phones[1]")
                .column("page")
                .is("customers.visits TRANSFORMATION visits[1].page");
    }

    @Test
    void json_is_read_by_path() {
        lineage("SELECT JSON_VALUE(profile, '$.a.b' RETURNING INT) AS v, JSON_QUERY(profile, '$.list') AS q,"
                        + " JSON_EXISTS(profile, '$.x') AS e, JSON_OBJECT('k' VALUE name) AS o FROM customers")
                .column("v")
                .is("customers.profile TRANSFORMATION JSON_VALUE(profile, '$.a.b')")
                .column("q")
                .is("customers.profile TRANSFORMATION JSON_QUERY(profile, '$.list')")
                .column("e")
                .is("customers.profile TRANSFORMATION JSON_EXISTS(profile, '$.x')")
                .column("o")
                .is("customers.name TRANSFORMATION JSON_OBJECT('k', name)");
    }

    @Test
    void elements_of_arrays_become_rows() {
        lineage("SELECT c.id, v.page, v.n FROM customers c CROSS JOIN UNNEST(c.visits) AS v (page, n)")
                .column("id")
                .is("customers.id IDENTITY id")
                .column("page")
                .is("customers.visits TRANSFORMATION UNNEST(visits).page")
                .column("n")
                .is("customers.visits TRANSFORMATION UNNEST(visits).n")
                .rows("customers.visits JOIN UNNEST(visits)");
        lineage("SELECT p.phone FROM customers c, UNNEST(c.phones) AS p (phone)")
                .column("phone")
                .is("customers.phones TRANSFORMATION UNNEST(phones)");
    }

    @Test
    void table_functions_make_rows_of_values() {
        for (String join : List.of(
                ", LATERAL TABLE(words(profile)) AS w", " LEFT JOIN LATERAL TABLE(words(profile)) AS w ON TRUE")) {
            lineage("SELECT c.id, w.word, w.size FROM customers c" + join)
                    .column("id")
                    .is("customers.id IDENTITY id")
                    .column("word")
                    .is("customers.profile TRANSFORMATION words(profile).word")
                    .column("size")
                    .is("customers.profile TRANSFORMATION words(profile).size")
                    .rows("customers.profile JOIN words(profile)");
        }
    }

    @Test
    void a_lateral_subquery_sees_the_rows_beside_it() {
        lineage("""
                SELECT c.name, o.amount FROM customers c,
                  LATERAL (SELECT amount FROM orders WHERE orders.customer_id = c.id ORDER BY amount DESC LIMIT 3) AS o""")
                .column("amount")
                .is("orders.amount IDENTITY amount")
                .rows(
                        "orders.customer_id FILTER orders.customer_id = customers.id",
                        "customers.id FILTER orders.customer_id = customers.id",
                        "orders.amount SORT amount DESC");
    }

    @Test
    void functions_whose_class_is_not_here_are_known_by_signature() {
        lineage("SELECT score(amount, weight) AS s, clean(status) AS c, region FROM orders, regions")
                .column("s")
                .is(
                        "orders.amount TRANSFORMATION score(amount, weight)",
                        "orders.weight TRANSFORMATION score(amount, weight)")
                .column("c")
                .is("orders.status TRANSFORMATION clean(status)");
        lineage("SELECT status, median(weight) AS m FROM orders GROUP BY status")
                .column("m")
                .is("orders.weight AGGREGATION median(weight)");
    }

    @Test
    void functions_that_the_script_makes_can_be_called() {
        lineage("CREATE FUNCTION shop.mask AS 'com.example.Mask' LANGUAGE JAVA; SELECT mask(name) AS m FROM customers")
                .column("m")
                .is("customers.name TRANSFORMATION mask(name)");
        lineage("CREATE TEMPORARY SYSTEM FUNCTION hide AS 'com.example.Hide'; SELECT hide(name) AS m FROM customers")
                .column("m")
                .is("customers.name TRANSFORMATION hide(name)");
    }

    @Test
    void temporal_joins_meet_at_a_time() {
        lineage(PAYMENTS + "SELECT p.id, r.rate FROM payments p JOIN rates FOR SYSTEM_TIME AS OF p.paid_at AS r"
                        + " ON CAST(p.order_id AS STRING) = r.currency")
                .column("rate")
                .is("rates.rate IDENTITY rate")
                .rows(
                        "payments.order_id JOIN CAST(payments.order_id AS STRING) = rates.currency",
                        "rates.currency JOIN CAST(payments.order_id AS STRING) = rates.currency",
                        "payments.paid_at JOIN FOR SYSTEM_TIME AS OF paid_at");
    }

    @Test
    void lookup_joins_meet_now() {
        lineage("SELECT k.page, c.name FROM clicks k JOIN customers FOR SYSTEM_TIME AS OF k.seen AS c"
                        + " ON k.customer_id = c.id")
                .column("name")
                .is("customers.name IDENTITY name")
                .rows(
                        "clicks.customer_id JOIN clicks.customer_id = customers.id",
                        "customers.id JOIN clicks.customer_id = customers.id");
    }

    @Test
    void the_past_of_a_table_is_the_table() {
        lineage("SELECT name FROM customers FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01 00:00:00'")
                .reads("customers")
                .column("name")
                .is("customers.name IDENTITY name");
        lineage("SELECT name FROM customers /*+ OPTIONS('scan.snapshot-id' = '3') */")
                .column("name")
                .is("customers.name IDENTITY name");
    }

    @Test
    void system_tables_have_columns_of_their_own_or_those_of_the_table() {
        lineage("SELECT snapshot_id FROM orders$snapshots WHERE commit_kind = 'COMPACT'")
                .reads("orders$snapshots")
                .column("snapshot_id")
                .is("orders$snapshots.snapshot_id IDENTITY snapshot_id")
                .rows("orders$snapshots.commit_kind FILTER commit_kind = 'COMPACT'");
        lineage("SELECT rowkind, amount FROM `orders$audit_log`")
                .column("rowkind")
                .is("orders$audit_log.rowkind IDENTITY rowkind")
                .column("amount")
                .is("orders.amount IDENTITY amount");
        lineage("SELECT amount FROM orders$ro").column("amount").is("orders.amount IDENTITY amount");
    }

    @Test
    void windows_have_their_bounds_from_the_time_column() {
        for (String window : List.of(
                "TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' MINUTE)",
                "HOP(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '10' MINUTE)",
                "CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '10' MINUTE)")) {
            String text = window.replace("TABLE clicks, DESCRIPTOR(ts)", "ts");
            lineage("SELECT window_start, page, COUNT(DISTINCT customer_id) AS n FROM TABLE(" + window
                            + ") GROUP BY window_start, window_end, page")
                    .column("window_start")
                    .is("clicks.ts TRANSFORMATION " + text)
                    .column("n")
                    .is("clicks.customer_id AGGREGATION COUNT(DISTINCT customer_id)")
                    .rows("clicks.ts GROUP_BY " + text, "clicks.page GROUP_BY page");
        }
    }

    @Test
    void sessions_are_made_of_several_rows_of_a_partition() {
        lineage(
                        "SELECT window_end, customer_id, COUNT(*) AS n FROM TABLE(SESSION(TABLE clicks PARTITION BY customer_id,"
                                + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, customer_id")
                .column("window_end")
                .is("clicks.ts AGGREGATION SESSION(ts, INTERVAL '1' MINUTE)", "clicks.customer_id WINDOW customer_id")
                .rows(
                        "clicks.ts GROUP_BY SESSION(ts, INTERVAL '1' MINUTE)",
                        "clicks.customer_id WINDOW customer_id",
                        "clicks.customer_id GROUP_BY customer_id");
    }

    @Test
    void group_windows_of_old_are_known_too() {
        lineage("SELECT TUMBLE_START(ts, INTERVAL '1' HOUR) AS w, COUNT(*) AS n FROM clicks"
                        + " GROUP BY TUMBLE(ts, INTERVAL '1' HOUR)")
                .column("w")
                .is("clicks.ts TRANSFORMATION TUMBLE_START(ts, INTERVAL '1' HOUR)")
                .rows("clicks.ts GROUP_BY TUMBLE(ts, INTERVAL '1' HOUR)");
    }

    @Test
    void values_over_other_rows_depend_on_the_window() {
        lineage("""
                SELECT page, LAG(page) OVER w AS before, SUM(click_id) OVER w AS total, AVG(CAST(click_id AS DOUBLE)) OVER w AS mean
                FROM clicks WINDOW w AS (PARTITION BY customer_id ORDER BY ts)""")
                .column("page")
                .is("clicks.page IDENTITY page")
                .column("before")
                .is(
                        "clicks.page AGGREGATION LAG(page) OVER (PARTITION BY customer_id ORDER BY ts)",
                        "clicks.customer_id WINDOW customer_id",
                        "clicks.ts WINDOW ts")
                .column("total")
                .is(
                        "clicks.click_id AGGREGATION SUM(click_id) OVER (PARTITION BY customer_id ORDER BY ts)",
                        "clicks.customer_id WINDOW customer_id",
                        "clicks.ts WINDOW ts")
                .column("mean")
                .is(
                        "clicks.click_id AGGREGATION AVG(CAST(click_id AS DOUBLE)) OVER (PARTITION BY customer_id ORDER BY ts)",
                        "clicks.customer_id WINDOW customer_id",
                        "clicks.ts WINDOW ts")
                .rows();
    }

    @Test
    void the_first_rows_of_each_group_depend_on_their_order() {
        lineage("""
                SELECT id, amount FROM (
                  SELECT *, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY amount DESC) AS n FROM orders)
                WHERE n <= 3""")
                .column("id")
                .is("orders.id IDENTITY id")
                .rows("orders.customer_id WINDOW customer_id", "orders.amount SORT amount DESC");
    }

    @Test
    void duplicates_are_told_by_what_they_have_in_common() {
        lineage("""
                SELECT page, n FROM (
                  SELECT page, ROW_NUMBER() OVER (PARTITION BY click_id ORDER BY seen) AS n FROM clicks) WHERE n = 1""").column("n").is("clicks.click_id WINDOW click_id").rows("clicks.click_id WINDOW click_id");
    }

    @Test
    void patterns_are_found_by_what_defines_them() {
        lineage(PAYMENTS + """
                SELECT * FROM payments MATCH_RECOGNIZE (
                  PARTITION BY order_id ORDER BY paid_at
                  MEASURES A.price AS first_price, SUM(B.price) AS sum_price, LAST(B.id) AS last_id
                  ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW
                  PATTERN (A B+) DEFINE A AS A.qty > 1, B AS B.price < A.price)""")
                .columns("order_id", "first_price", "sum_price", "last_id")
                .column("order_id")
                .is("payments.order_id IDENTITY order_id")
                .column("first_price")
                .is("payments.price TRANSFORMATION A.price")
                .column("sum_price")
                .is("payments.price AGGREGATION SUM(B.price)")
                .column("last_id")
                .is("payments.id TRANSFORMATION LAST(B.id)")
                .rows(
                        "payments.order_id GROUP_BY order_id",
                        "payments.paid_at SORT paid_at",
                        "payments.qty FILTER A.qty > 1",
                        "payments.price FILTER B.price < LAST(A.price)");
    }

    @Test
    void values_come_from_nowhere() {
        lineage("VALUES (1, 'a'), (2, 'b')")
                .columns("EXPR$0", "EXPR$1")
                .column("EXPR$0")
                .is();
        lineage("INSERT INTO sink VALUES (1, '2026-01-01', 'a', 2.5E0)")
                .column("name")
                .is()
                .reads();
    }

    @Test
    void an_insert_fills_columns_by_their_place() {
        lineage("INSERT INTO sink SELECT id, status, UPPER(status), weight FROM orders")
                .writes("sink")
                .columns("id", "dt", "name", "total")
                .column("dt")
                .is("orders.status IDENTITY status")
                .column("name")
                .is("orders.status TRANSFORMATION UPPER(status)");
    }

    @Test
    void an_insert_of_some_columns_fills_only_those() {
        lineage("INSERT INTO sink (total, id) SELECT weight, customer_id FROM orders")
                .columns("id", "total")
                .column("id")
                .is("orders.customer_id IDENTITY customer_id")
                .column("total")
                .is("orders.weight IDENTITY weight");
    }

    @Test
    void a_static_partition_is_a_constant() {
        lineage("INSERT OVERWRITE sink PARTITION (dt = '2026-01-01') SELECT id, status, weight FROM orders")
                .columns("id", "dt", "name", "total")
                .column("dt")
                .is()
                .column("name")
                .is("orders.status IDENTITY status");
        lineage("INSERT INTO sink PARTITION (dt = 'x') (name) SELECT status FROM orders")
                .columns("dt", "name");
    }

    @Test
    void an_insert_leaves_out_what_a_table_computes_itself() {
        lineage(PAYMENTS + "INSERT INTO payments SELECT id, customer_id, weight, 1, ordered_at, 7 FROM orders")
                .columns("id", "order_id", "price", "qty", "paid_at", "kafka_partition");
    }

    @Test
    void each_insert_of_a_statement_set_stands_alone() {
        for (String set : List.of("EXECUTE STATEMENT SET BEGIN %s END", "BEGIN STATEMENT SET; %s END")) {
            List<StatementLineage> all = shop.all(set.formatted("""

                    INSERT INTO sink (id) SELECT id FROM orders;
                    -- the second one
                    INSERT INTO sink (name) SELECT name FROM customers;
                    """));

            assertThat(all).hasSize(2);
            new Answer(all.get(0)).writes("sink").column("id").is("orders.id IDENTITY id");
            new Answer(all.get(1)).writes("sink").column("name").is("customers.name IDENTITY name");
            assertThat(all.get(1).statement().text()).isEqualTo("INSERT INTO sink (name) SELECT name FROM customers");
            assertThat(all.get(1).statement().start().line()).isEqualTo(4);
        }
    }

    @Test
    void tables_are_made_of_queries() {
        lineage("CREATE TABLE copy AS SELECT id, weight * 2 AS twice FROM orders")
                .writes("copy")
                .columns("id", "twice")
                .column("twice")
                .is("orders.weight TRANSFORMATION weight * 2");
        lineage("CREATE TABLE copy (twice, id) WITH ('bucket' = '1') AS SELECT id, weight * 2 AS twice FROM orders")
                .columns("twice", "id");
        lineage("CREATE OR REPLACE TABLE copy AS SELECT id FROM orders")
                .writes("copy")
                .columns("id");
        lineage("REPLACE TABLE orders AS SELECT id FROM customers; SELECT * FROM orders")
                .columns("id");
    }

    @Test
    void views_are_made_of_queries() {
        lineage("CREATE VIEW v (k, t) AS SELECT customer_id, weight * 2 FROM orders WHERE status <> 'X'")
                .writes("v")
                .columns("k", "t")
                .column("t")
                .is("orders.weight TRANSFORMATION weight * 2")
                .rows("orders.status FILTER status <> 'X'");
    }

    @Test
    void materialized_tables_are_made_of_queries() {
        lineage("""
                CREATE MATERIALIZED TABLE per_region (PRIMARY KEY (region) NOT ENFORCED)
                WITH ('streamhouse.freshness' = 'DOWNSTREAM')
                AS SELECT region, COUNT(*) AS n FROM customers WHERE region IS NOT NULL GROUP BY region""")
                .writes("per_region")
                .column("region")
                .is("customers.region IDENTITY region")
                .column("n")
                .is()
                .rows("customers.region GROUP_BY region", "customers.region FILTER region IS NOT NULL");
        lineage("ALTER MATERIALIZED TABLE regions AS SELECT region, COUNT(*) AS n FROM customers GROUP BY region")
                .writes("regions");
    }

    @Test
    void an_update_computes_columns_from_its_own_table() {
        lineage("UPDATE sink SET total = total + id WHERE name = 'x'")
                .writes("sink")
                .columns("total")
                .column("total")
                .is("sink.total TRANSFORMATION total + id", "sink.id TRANSFORMATION total + id")
                .rows("sink.name FILTER name = 'x'");
    }

    @Test
    void what_a_script_defines_holds_for_what_follows() {
        lineage("""
                CREATE CATALOG elsewhere WITH ('type' = 'generic_in_memory');
                USE CATALOG elsewhere;
                CREATE DATABASE lake;
                USE lake;
                CREATE TABLE a (x INT, y INT) WITH ('connector' = 'nothing known');
                CREATE TEMPORARY VIEW doubled AS SELECT x * 2 AS xx FROM a;
                USE streamhouse.shop;
                CREATE VIEW both_of AS SELECT xx + 1 AS z FROM elsewhere.lake.doubled;
                CREATE MATERIALIZED TABLE mv FRESHNESS = INTERVAL '1' MINUTE AS SELECT z FROM both_of;
                CREATE TABLE like_a LIKE elsewhere.lake.a;
                SELECT both_of.z, mv.z AS mz, y FROM both_of, mv, like_a""")
                .reads("both_of", "mv", "like_a")
                .column("z")
                .is("elsewhere.lake.a.x TRANSFORMATION x * 2 + 1")
                .column("mz")
                .is("mv.z IDENTITY z")
                .column("y")
                .is("like_a.y IDENTITY y");
    }

    @Test
    void a_script_sees_its_own_relations_first_and_leaves_nothing_behind() {
        lineage("CREATE TEMPORARY TABLE orders (other INT); SELECT * FROM orders")
                .columns("other");
        lineage("CREATE TEMPORARY TABLE orders (other INT); DROP TEMPORARY TABLE orders; SELECT id FROM orders")
                .columns("id");
        lineage("SELECT id FROM orders").columns("id");
        assertThat(shop.lineage("DROP TABLE orders; SELECT id FROM orders").lineage())
                .isInstanceOf(StatementLineage.Refused.class);
    }

    @Test
    void nothing_flows_from_statements_that_only_say_or_set() {
        assertThat(shop.all("SET 'a' = 'b'; SHOW TABLES; DESCRIBE orders; EXPLAIN SELECT 1; CREATE TABLE n (a INT);"
                        + " DROP TABLE n; DELETE FROM sink WHERE id = 1; USE shop; CALL sys.compact('a')"))
                .hasSize(9)
                .allMatch(StatementLineage.Without.class::isInstance);
    }
}
