package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompleterTest {

    private static final CompletionSource SHOP = new ShopNames(0);

    /** The cursor is the bar; what is expected comes first, in this order. */
    static Stream<Arguments> best() {
        return Stream.of(
                // statements
                arguments("|", List.of("SELECT", "INSERT INTO", "CREATE")),
                arguments("sel|", List.of("select")),
                arguments("SELECT 1; INS|", List.of("INSERT INTO", "INSERT OVERWRITE")),
                arguments("CREATE |", List.of("TABLE", "VIEW", "MATERIALIZED TABLE")),
                arguments("CREATE MATERIALIZED |", List.of("TABLE")),
                arguments("CREATE MATERIALIZED TABLE m |", List.of("FRESHNESS = INTERVAL", "AS")),
                arguments("CREATE MATERIALIZED TABLE m REFRESH_MODE = |", List.of("CONTINUOUS", "FULL")),
                arguments(
                        "ALTER MATERIALIZED TABLE m |",
                        List.of(
                                "SET FRESHNESS = INTERVAL",
                                "SET REFRESH_MODE =",
                                "SUSPEND",
                                "RESUME",
                                "REFRESH",
                                "AS")),
                arguments("ALTER MATERIALIZED TABLE shop.m SET |", List.of("FRESHNESS = INTERVAL", "REFRESH_MODE =")),
                arguments("SHOW MATERIALIZED |", List.of("TABLES")),
                arguments("SHOW |", List.of("TABLES", "DATABASES", "CATALOGS")),
                arguments("SHOW CREATE |", List.of("TABLE", "VIEW")),
                arguments("EXPLAIN |", List.of("SELECT", "INSERT INTO", "CHANGELOG_MODE")),
                arguments("SELECT a FROM t GROUP |", List.of("BY")),
                arguments("SELECT a FROM t LEFT |", List.of("JOIN", "OUTER JOIN")),
                arguments("EXECUTE STATEMENT SET BEGIN INS|", List.of("INSERT INTO")),
                // relations
                arguments("SELECT * FROM |", List.of("customers", "orders", "order_lines", "products")),
                arguments("SELECT * FROM ord|", List.of("orders", "order_lines", "order_totals")),
                arguments("SELECT * FROM cust|\nWHERE a = 1", List.of("customers")),
                arguments("SELECT * FROM orders, cust|", List.of("customers")),
                arguments("SELECT * FROM shop.|", List.of("customers", "orders")),
                arguments("SELECT * FROM shop.ord|", List.of("orders", "order_lines")),
                arguments("SELECT * FROM streamhouse.|", List.of("archive", "shop")),
                arguments("SELECT * FROM streamhouse.archive.|", List.of("old_orders")),
                arguments("SELECT * FROM `streamhouse`.`archive`.`o|", List.of("old_orders")),
                arguments("SELECT * FROM old|", List.of("old_orders")),
                arguments("INSERT INTO ord|", List.of("orders", "order_lines")),
                arguments("DESCRIBE cus|", List.of("customers")),
                arguments("DROP TABLE IF EXISTS cus|", List.of("customers")),
                arguments("ALTER TABLE cus|", List.of("customers")),
                arguments("TRUNCATE TABLE cus|", List.of("customers")),
                arguments("SHOW CREATE TABLE cus|", List.of("customers")),
                arguments("SHOW COLUMNS FROM cus|", List.of("customers")),
                arguments("SELECT * FROM TABLE(TUMBLE(TABLE ord|", List.of("orders")),
                arguments("UPDATE ord|", List.of("orders", "order_lines")),
                arguments("DELETE FROM ord|", List.of("orders")),
                arguments("WITH recent AS (SELECT order_id FROM orders) SELECT * FROM rec|", List.of("recent")),
                // catalogs and databases
                arguments("USE |", List.of("CATALOG", "MODULES", "archive", "shop")),
                arguments("USE CATALOG |", List.of("default_catalog", "streamhouse")),
                arguments("USE sh|", List.of("shop")),
                arguments("SHOW TABLES FROM |", List.of("archive", "shop")),
                arguments("DROP DATABASE |", List.of("archive", "shop")),
                // columns
                arguments("SELECT | FROM customers", List.of("customer_id", "name", "country", "customers")),
                arguments("SELECT na| FROM customers", List.of("name")),
                arguments("SELECT c.| FROM customers c", List.of("customer_id", "name", "country", "*")),
                arguments("SELECT c.na| FROM customers AS c", List.of("name")),
                arguments("SELECT customers.| FROM shop.customers", List.of("customer_id", "name", "country")),
                arguments("SELECT shop.customers.| FROM shop.customers", List.of("customer_id", "name")),
                arguments("SELECT `c`.`na| FROM customers `c`", List.of("name")),
                arguments("SELECT * FROM customers WHERE |", List.of("customer_id", "name", "country")),
                arguments("SELECT * FROM customers c WHERE c.country = 'x' AND c.|", List.of("customer_id", "name")),
                arguments("SELECT country, count(*) FROM customers GROUP BY cou|", List.of("country")),
                arguments("SELECT * FROM customers ORDER BY |", List.of("customer_id", "name")),
                arguments("SELECT sum(tot| FROM orders", List.of("total")),
                arguments("SELECT sum(| FROM orders o JOIN customers c ON true", List.of("order_id", "customer_id")),
                arguments("SELECT CASE WHEN | FROM orders", List.of("order_id", "customer_id")),
                arguments("SELECT EXTRACT(HOUR FROM cre| FROM orders", List.of("created_at")),
                arguments("SELECT x.| FROM (SELECT order_id AS id, total FROM orders) x", List.of("id", "total")),
                arguments(
                        "SELECT | FROM (SELECT *, 1 AS one FROM customers) x",
                        List.of("customer_id", "name", "country", "one")),
                arguments(
                        "WITH r AS (SELECT order_id, total * 2 AS twice FROM orders) SELECT r.| FROM r",
                        List.of("order_id", "twice")),
                arguments("WITH r (a, b) AS (SELECT 1, 2) SELECT | FROM r", List.of("a", "b")),
                arguments(
                        "SELECT * FROM orders o WHERE EXISTS (SELECT 1 FROM customers c WHERE c.|",
                        List.of("customer_id", "name")),
                arguments(
                        "SELECT * FROM orders o WHERE EXISTS (SELECT 1 FROM customers c WHERE o.|",
                        List.of("order_id")),
                arguments("SELECT a.| FROM archive.old_orders a", List.of("order_id")),
                arguments(
                        "SELECT window_s| FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(created_at), INTERVAL '1' MINUTE))",
                        List.of("window_start")),
                arguments("SELECT * FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(cre|", List.of("created_at")),
                arguments("INSERT INTO orders (ord|", List.of("order_id")),
                arguments("UPDATE orders SET sta|", List.of("status")),
                arguments("DELETE FROM orders WHERE sta|", List.of("status")),
                arguments("INSERT INTO customers SELECT na| FROM products", List.of("name")),
                arguments("SELECT order_id FROM orders UNION ALL SELECT na| FROM products", List.of("name")),
                arguments("CREATE VIEW v AS SELECT na| FROM products", List.of("name")),
                arguments("SELECT 1;\nSELECT na| FROM products;\nSELECT 2", List.of("name")),
                // joins
                arguments("SELECT * FROM orders o JOIN customers c ON |", List.of("o.customer_id = c.customer_id")),
                arguments("SELECT * FROM customers c JOIN orders o ON |", List.of("c.customer_id = o.customer_id")),
                arguments("SELECT * FROM order_lines l JOIN products p ON |", List.of("l.product_id = p.id")),
                arguments("SELECT * FROM orders JOIN cust|", List.of("customers ON …", "customers")),
                arguments("SELECT * FROM orders o JOIN customers c |", List.of("ON")),
                // keywords
                arguments("SELECT * FROM orders |", List.of("WHERE", "JOIN", "LEFT JOIN")),
                arguments("SELECT * FROM orders WHERE total > 1 |", List.of("AND", "OR")),
                arguments("SELECT * |", List.of("FROM")),
                arguments("SELECT a IS |", List.of("NULL", "NOT NULL")),
                arguments("SELECT * FROM orders ORDER BY total |", List.of("DESC", "ASC")),
                arguments("SELECT DIST|", List.of("DISTINCT")),
                // functions
                arguments("SELECT COALE|", List.of("COALESCE")),
                arguments("select coun| from orders", List.of("count")),
                arguments("SELECT my_|", List.of("my_function")),
                arguments("SELECT REGEXP_EX|", List.of("REGEXP_EXTRACT", "REGEXP_EXTRACT_ALL")),
                // definitions
                arguments("CREATE TABLE t (a |", List.of("STRING", "INT")),
                arguments("CREATE TABLE t (a BIG|", List.of("BIGINT")),
                arguments("CREATE TABLE t (a INT, |", List.of("WATERMARK FOR", "PRIMARY KEY")),
                arguments("CREATE TABLE t (a INT, b INT, PRIMARY KEY (|", List.of("a", "b")),
                arguments("CREATE TABLE t (a INT, ts TIMESTAMP(3), WATERMARK FOR |", List.of("a", "ts")),
                arguments("SELECT CAST(total AS |", List.of("STRING", "INT")),
                // options
                arguments("CREATE TABLE t (a INT) WITH ('buck|", List.of("bucket", "bucket-key")),
                arguments("CREATE TABLE t (a INT) WITH (|", List.of("bucket")),
                arguments("CREATE TABLE t (a INT) WITH ('bucket' = '1', 'merge|", List.of("merge-engine")),
                arguments("CREATE TABLE t (a INT) WITH ('merge-engine' = '|", List.of("deduplicate")),
                arguments("SELECT * FROM orders /*+ OPTIONS('scan.sn|", List.of("scan.snapshot-id")),
                arguments("SET 'execution.run|", List.of("execution.runtime-mode")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("best")
    void suggests_the_likeliest_first(String script, List<String> expected) {
        assertThat(complete(script)).extracting(Suggestion::label).startsWith(expected.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'FROM |",
                "-- SELECT |",
                "/* SELECT |",
                "SELECT 'a' |'b'",
                "SELECT 1 FROM t LIMIT 1|",
                "SELECT o.| FROM customers c",
                "SELECT a AS |",
            })
    void says_nothing_where_there_is_nothing_to_say(String script) {
        assertThat(complete(script)).extracting(Suggestion::label).doesNotContain("customers", "customer_id", "SELECT");
    }

    @Test
    void quotes_only_what_must_be() {
        assertThat(complete("SELECT ord| FROM orders"))
                .extracting(Suggestion::insert)
                .contains("order_id", "`order`");
        assertThat(complete("SELECT * FROM od|").get(0).insert()).isEqualTo("`odd table`");
        assertThat(complete("SELECT * FROM `ord|").get(0).insert()).isEqualTo("`orders`");
    }

    @Test
    void qualifies_a_name_that_two_relations_have() {
        assertThat(complete("SELECT cust| FROM orders o JOIN customers c ON true"))
                .extracting(Suggestion::insert)
                .contains("o.customer_id", "c.customer_id");
    }

    @Test
    void replaces_the_whole_word() {
        String script = "SELECT * FROM cust|omx WHERE";
        Suggestion best = complete(script).stream().findFirst().orElseThrow();
        assertThat(best.from()).isEqualTo(14);
        assertThat(best.to()).isEqualTo(21);
    }

    @Test
    void joins_by_key_in_one_go() {
        assertThat(complete("SELECT * FROM orders o JOIN |").get(0).insert())
                .isEqualTo("customers AS c ON o.customer_id = c.customer_id");
    }

    @Test
    void writes_tables_not_views() {
        assertThat(complete("INSERT INTO order|")).extracting(Suggestion::label).doesNotContain("order_totals");
    }

    @Test
    void names_only_functions_that_flink_has() {
        Set<String> known = new TreeSet<>();
        Functions.ALL.forEach(function -> known.add(function.name()));
        Set<String> flink = new TreeSet<>();
        FlinkSqlOperatorTable.instance(false).getOperatorList().stream()
                .filter(operator -> operator instanceof SqlFunction)
                .forEach(operator -> flink.add(operator.getName()));
        BuiltInFunctionDefinitions.getDefinitions().forEach(definition -> {
            flink.add(definition.getName().toUpperCase(java.util.Locale.ROOT));
        });
        // Written without the suffix that tells Flink's two kinds of them apart.
        known.removeAll(Set.of("JSON_ARRAYAGG", "JSON_OBJECTAGG"));
        assertThat(flink).containsAll(known);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void never_fails_whatever_is_typed(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> words = List.of(
                "SELECT",
                "FROM",
                "WHERE",
                "o.",
                "orders",
                "customers c",
                ",",
                "(",
                ")",
                "=",
                "'x'",
                "`y`",
                "1",
                "JOIN",
                "ON",
                "GROUP BY",
                "CASE",
                "WHEN",
                "END",
                ";",
                "\n",
                "*",
                "CREATE TABLE t (",
                "WITH (",
                "INSERT INTO",
                "'",
                "/*",
                "*/",
                "/*+ OPTIONS(",
                "--",
                "😀",
                "VALUES",
                "OVER (",
                "SET",
                "SHOW",
                "AS",
                "WITH a AS (",
                "UNION",
                "TABLE(",
                "LATERAL",
                "[",
                "]",
                ".",
                "UPDATE",
                "UNNEST(",
                "FOR SYSTEM_TIME AS OF",
                "`",
                "DESCRIBE",
                "USE",
                "CAST(");
        for (int round = 0; round < 500; round++) {
            StringBuilder script = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                script.append(words.get(random.nextInt(words.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            int offset = random.nextInt(script.length() + 1);
            for (Suggestion suggestion : Completer.complete(script.toString(), offset, SHOP)) {
                assertThat(suggestion.from())
                        .as("seed %d: %s at %d", seed, script, offset)
                        .isBetween(0, offset);
                assertThat(suggestion.to())
                        .as("seed %d: %s at %d", seed, script, offset)
                        .isBetween(offset, script.length());
            }
        }
    }

    private static List<Suggestion> complete(String script) {
        int offset = script.indexOf('|');
        return Completer.complete(script.replace("|", ""), offset, SHOP);
    }
}
