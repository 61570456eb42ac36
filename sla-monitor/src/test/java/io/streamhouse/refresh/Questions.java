package io.streamhouse.refresh;

import static io.streamhouse.refresh.Question.Kind.DROPS_LATE_CHANGES;
import static io.streamhouse.refresh.Question.Kind.FULL_ONLY;
import static io.streamhouse.refresh.Question.Kind.MAINTAINABLE;

import java.util.ArrayList;
import java.util.List;

/** The questions of the random test, over the tables of {@link ShiftingTables}. */
final class Questions {

    private Questions() {}

    /** Questions that read tables only. */
    static final List<Question> OVER_TABLES = List.of(
            new Question(
                    "filter",
                    "SELECT id, customer, status, amount FROM orders WHERE status <> 'cancelled' AND amount >= 20",
                    "SELECT id, customer, status, amount FROM s0 WHERE status <> 'cancelled' AND amount >= 20",
                    List.of("orders"),
                    List.of("id"),
                    MAINTAINABLE),
            new Question("projection", """
                    SELECT id, UPPER(COALESCE(status, 'x?')) AS st, CAST(amount * qty AS DECIMAL(20, 2)) AS total,
                           CASE WHEN qty > 3 THEN 'many' WHEN qty IS NULL THEN 'none' ELSE 'few' END AS how_many,
                           CHAR_LENGTH(status) AS len, DATE_FORMAT(placed, 'yyyy-MM-dd') AS d, ABS(qty - 5) AS q,
                           MOD(id, 7) AS m, placed, SUBSTRING(status, 2, 3) AS part
                    FROM orders
                    """, """
                    SELECT id, UPPER(COALESCE(status, 'x?')), amount * qty,
                           CASE WHEN qty IS NULL THEN 'none' WHEN qty <= 3 THEN 'few' ELSE 'many' END,
                           LENGTH(status), FORMATDATETIME(placed, 'yyyy-MM-dd'),
                           CASE WHEN qty < 5 THEN 5 - qty ELSE qty - 5 END, id - 7 * (id / 7), placed,
                           SUBSTRING(status FROM 2 FOR 3)
                    FROM s0
                    """, List.of("orders"), List.of("id"), MAINTAINABLE),
            new Question("aggregate", """
                    SELECT COALESCE(status, '?') AS st, COUNT(*) AS n, COUNT(qty) AS nq, SUM(amount) AS total,
                           MIN(amount) AS least, MAX(placed) AS latest, COUNT(DISTINCT customer) AS customers,
                           AVG(qty) AS mean, SUM(qty) FILTER (WHERE amount > 50) AS sizeable
                    FROM orders GROUP BY COALESCE(status, '?')
                    """, """
                    SELECT COALESCE(status, '?'), COUNT(*), SUM(CASE WHEN qty IS NULL THEN 0 ELSE 1 END), SUM(amount),
                           MIN(amount), MAX(placed), COUNT(DISTINCT customer),
                           SUM(qty) / NULLIF(COUNT(qty), 0), SUM(CASE WHEN amount > 50 THEN qty END)
                    FROM s0 GROUP BY COALESCE(status, '?')
                    """, List.of("orders"), List.of("st"), MAINTAINABLE),
            new Question("having", """
                    SELECT COALESCE(customer, -1) AS who, SUM(amount) AS total, COUNT(*) AS n FROM orders
                    WHERE qty IS NOT NULL GROUP BY COALESCE(customer, -1) HAVING COUNT(*) > 1 AND SUM(amount) < 200
                    """, """
                    SELECT * FROM (SELECT COALESCE(customer, -1) AS who, SUM(amount) AS total, COUNT(*) AS n FROM s0
                                   WHERE qty IS NOT NULL GROUP BY COALESCE(customer, -1)) g
                    WHERE g.n >= 2 AND g.total < 200
                    """, List.of("orders"), List.of("who"), MAINTAINABLE),
            new Question("join_aggregate", """
                    SELECT COALESCE(c.region, '?') AS region, COUNT(*) AS n, SUM(o.amount) AS total,
                           SUM(c.score) AS scores
                    FROM orders AS o JOIN customers AS c ON o.customer = c.id GROUP BY COALESCE(c.region, '?')
                    """, """
                    SELECT COALESCE(b.region, '?'), COUNT(*), SUM(a.amount), SUM(b.score)
                    FROM s0 a, s1 b WHERE b.id = a.customer GROUP BY COALESCE(b.region, '?')
                    """, List.of("orders", "customers"), List.of("region"), MAINTAINABLE),
            new Question("outer_join", """
                    SELECT o.id, o.amount, c.name, c.region FROM orders AS o
                    LEFT JOIN customers AS c ON o.customer = c.id AND c.region <> 'moon'
                    """, """
                    SELECT a.id, a.amount, b.name, b.region FROM s0 a, s1 b
                    WHERE a.customer = b.id AND b.region <> 'moon'
                    UNION ALL
                    SELECT a.id, a.amount, NULL, NULL FROM s0 a
                    WHERE NOT EXISTS (SELECT 1 FROM s1 b WHERE a.customer = b.id AND b.region <> 'moon')
                    """, List.of("orders", "customers"), List.of("id"), MAINTAINABLE),
            new Question("self_join", """
                    SELECT a.id AS id, b.id AS other, a.amount - b.amount AS gap
                    FROM orders AS a JOIN orders AS b ON a.customer = b.customer AND a.id < b.id
                    """, """
                    SELECT a.id, b.id, a.amount - b.amount FROM s0 a, s1 b
                    WHERE b.customer = a.customer AND b.id > a.id
                    """, List.of("orders", "orders"), List.of("id", "other"), MAINTAINABLE),
            new Question("top_n", """
                    SELECT st, id, amount, rn FROM (
                        SELECT COALESCE(status, '?') AS st, id, amount,
                               ROW_NUMBER() OVER (PARTITION BY COALESCE(status, '?') ORDER BY amount DESC, id) AS rn
                        FROM orders WHERE amount IS NOT NULL) WHERE rn <= 3
                    """, """
                    SELECT st, id, amount, place FROM (
                        SELECT COALESCE(a.status, '?') AS st, a.id, a.amount,
                               1 + (SELECT COUNT(*) FROM s0 b WHERE COALESCE(b.status, '?') = COALESCE(a.status, '?')
                                    AND (b.amount > a.amount OR b.amount = a.amount AND b.id < a.id)) AS place
                        FROM s0 a WHERE a.amount IS NOT NULL) WHERE place <= 3
                    """, List.of("orders"), List.of("st", "rn"), MAINTAINABLE),
            new Question("deduplicate", """
                    SELECT who, id, placed, amount FROM (
                        SELECT COALESCE(customer, -1) AS who, id, placed, amount,
                               ROW_NUMBER() OVER (PARTITION BY COALESCE(customer, -1) ORDER BY placed DESC, id DESC) AS rn
                        FROM orders WHERE placed IS NOT NULL) WHERE rn = 1
                    """, """
                    SELECT COALESCE(a.customer, -1), a.id, a.placed, a.amount FROM s0 a
                    WHERE a.placed IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM s0 b WHERE COALESCE(b.customer, -1) = COALESCE(a.customer, -1)
                        AND (b.placed > a.placed OR b.placed = a.placed AND b.id > a.id))
                    """, List.of("orders"), List.of("who"), MAINTAINABLE),
            new Question(
                    "semi_join",
                    "SELECT id, name FROM customers WHERE id IN (SELECT customer FROM orders WHERE amount > 50)",
                    """
                    SELECT a.id, a.name FROM s0 a
                    WHERE (SELECT COUNT(*) FROM s1 b WHERE b.customer = a.id AND b.amount > 50) > 0
                    """,
                    List.of("customers", "orders"),
                    List.of("id"),
                    MAINTAINABLE),
            new Question("anti_join", """
                    SELECT c.id, c.name, c.region FROM customers AS c
                    WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.customer = c.id)
                    """, """
                    SELECT a.id, a.name, a.region FROM s0 a LEFT JOIN s1 b ON b.customer = a.id WHERE b.id IS NULL
                    """, List.of("customers", "orders"), List.of("id"), MAINTAINABLE),
            new Question(
                    "three_way",
                    """
                    SELECT o.id AS id, s.region AS region, s.item AS item, c.name AS name, s.n * o.qty AS pieces
                    FROM orders AS o JOIN customers AS c ON o.customer = c.id
                    JOIN stock AS s ON s.region = c.region AND s.item <= 3
                    """,
                    """
                    SELECT a.id, b.region, c.item, b.name, a.qty * c.n FROM s2 c, s1 b, s0 a
                    WHERE c.region = b.region AND b.id = a.customer AND c.item < 4
                    """,
                    List.of("orders", "customers", "stock"),
                    List.of("id", "region", "item"),
                    MAINTAINABLE),
            new Question(
                    "partitioned",
                    "SELECT region, SUM(n) AS total, COUNT(*) AS items, MAX(item) AS highest FROM stock GROUP BY region",
                    "SELECT region, SUM(n), COUNT(item), MAX(item) FROM s0 GROUP BY region",
                    List.of("stock"),
                    List.of("region"),
                    MAINTAINABLE),
            new Question(
                    "copy",
                    "SELECT region, item, n, n * 2 AS twice FROM stock WHERE n IS NOT NULL",
                    "SELECT region, item, n, n + n FROM s0 WHERE NOT n IS NULL",
                    List.of("stock"),
                    List.of("region", "item"),
                    MAINTAINABLE),
            new Question(
                    "distinct",
                    "SELECT DISTINCT COALESCE(region, '?') AS region FROM customers",
                    "SELECT COALESCE(region, '?') FROM s0 GROUP BY COALESCE(region, '?')",
                    List.of("customers"),
                    List.of("region"),
                    MAINTAINABLE),
            new Question("floats", """
                    SELECT COALESCE(region, '?') AS region, SUM(score) AS total, AVG(score) AS mean, COUNT(*) AS n
                    FROM customers GROUP BY COALESCE(region, '?')
                    """, """
                    SELECT COALESCE(region, '?'), CAST(SUM(score) AS DOUBLE PRECISION),
                           CAST(SUM(score) / NULLIF(COUNT(score), 0) AS DOUBLE PRECISION), COUNT(*)
                    FROM s0 GROUP BY COALESCE(region, '?')
                    """, List.of("customers"), List.of("region"), MAINTAINABLE),
            new Question("union_all", """
                    SELECT word, COUNT(*) AS n FROM (
                        SELECT COALESCE(status, '?') AS word FROM orders
                        UNION ALL SELECT COALESCE(region, '?') FROM customers
                        UNION ALL SELECT region FROM stock WHERE n > 5) GROUP BY word
                    """, """
                    SELECT w, SUM(c) FROM (
                        SELECT COALESCE(status, '?') AS w, COUNT(*) AS c FROM s0 GROUP BY COALESCE(status, '?')
                        UNION ALL SELECT COALESCE(region, '?'), COUNT(*) FROM s1 GROUP BY COALESCE(region, '?')
                        UNION ALL SELECT region, COUNT(*) FROM s2 WHERE n > 5 GROUP BY region) GROUP BY w
                    """, List.of("orders", "customers", "stock"), List.of("word"), MAINTAINABLE),
            new Question("named_subquery", """
                    WITH paid AS (SELECT COALESCE(customer, -1) AS who, amount FROM orders WHERE status = 'paid')
                    SELECT who, COUNT(*) AS n, SUM(amount) AS total FROM paid GROUP BY who
                    """, """
                    SELECT COALESCE(customer, -1), COUNT(*), SUM(amount) FROM s0 WHERE status = 'paid'
                    GROUP BY COALESCE(customer, -1)
                    """, List.of("orders"), List.of("who"), MAINTAINABLE),
            new Question(
                    "append_only",
                    "SELECT kind, val * 2 AS v2, u, ts FROM events WHERE val <> 3",
                    "SELECT kind, val + val, u, ts FROM s0 WHERE val < 3 OR val > 3",
                    List.of("events"),
                    List.of(),
                    MAINTAINABLE),
            new Question(
                    "append_only_union",
                    """
                    SELECT kind AS word, u AS number FROM events WHERE val > 4
                    UNION ALL SELECT d, who FROM visits WHERE n IS NOT NULL
                    """,
                    "SELECT kind, u FROM s0 WHERE val >= 5 UNION ALL SELECT d, who FROM s1 WHERE n >= 0 OR n < 0",
                    List.of("events", "visits"),
                    List.of(),
                    MAINTAINABLE),
            new Question("visitors", """
                    SELECT COALESCE(d, '?') AS d, COUNT(*) AS n, SUM(n) AS total, COUNT(DISTINCT who) AS people
                    FROM visits GROUP BY COALESCE(d, '?')
                    """, """
                    SELECT COALESCE(d, '?'), COUNT(*), SUM(n), COUNT(DISTINCT who) FROM s0 GROUP BY COALESCE(d, '?')
                    """, List.of("visits"), List.of("d"), MAINTAINABLE),
            new Question(
                    "tumbling",
                    """
                    SELECT window_start, window_end, COALESCE(kind, '?') AS kind, COUNT(*) AS n, SUM(val) AS total
                    FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                    GROUP BY window_start, window_end, COALESCE(kind, '?')
                    """,
                    """
                    SELECT m, DATEADD('MINUTE', 1, m), k, COUNT(*), SUM(val)
                    FROM (SELECT DATE_TRUNC('MINUTE', ts) AS m, COALESCE(kind, '?') AS k, val FROM s0) GROUP BY m, k
                    """,
                    List.of("events"),
                    List.of("window_start", "window_end", "kind"),
                    DROPS_LATE_CHANGES),
            new Question(
                    "session_windows",
                    """
                    SELECT window_start, window_end, COALESCE(kind, '?') AS kind, COUNT(*) AS n, SUM(val) AS total
                    FROM TABLE(SESSION(TABLE events PARTITION BY kind, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY window_start, window_end, COALESCE(kind, '?')
                    """,
                    """
                    SELECT b.ts, DATEADD('SECOND', 10, MAX(e.ts)), b.k, COUNT(*), SUM(e.val) FROM (
                        SELECT DISTINCT a.ts, COALESCE(a.kind, '?') AS k FROM s0 a WHERE NOT EXISTS (
                            SELECT 1 FROM s0 p WHERE COALESCE(p.kind, '?') = COALESCE(a.kind, '?')
                            AND p.ts < a.ts AND DATEADD('SECOND', 10, p.ts) >= a.ts)
                        ) b JOIN s0 e ON COALESCE(e.kind, '?') = b.k AND e.ts >= b.ts
                    WHERE NOT EXISTS (
                        SELECT 1 FROM s0 c WHERE COALESCE(c.kind, '?') = b.k AND c.ts > b.ts AND c.ts <= e.ts
                        AND NOT EXISTS (
                            SELECT 1 FROM s0 p WHERE COALESCE(p.kind, '?') = b.k
                            AND p.ts < c.ts AND DATEADD('SECOND', 10, p.ts) >= c.ts))
                    GROUP BY b.ts, b.k
                    """,
                    List.of("events"),
                    List.of("window_start", "window_end", "kind"),
                    DROPS_LATE_CHANGES),
            new Question("sessions", """
                    SELECT MIN(ts) AS begun, kind, COUNT(*) AS n, SUM(val) AS total FROM (
                        SELECT ts, kind, val, SUM(fresh) OVER (PARTITION BY kind ORDER BY ts) AS visit FROM (
                            SELECT ts, kind, val,
                                   CASE WHEN ts < LAG(ts) OVER (PARTITION BY kind ORDER BY ts) + INTERVAL '10' SECOND
                                        THEN 0 ELSE 1 END AS fresh
                            FROM events WHERE kind IS NOT NULL))
                    GROUP BY kind, visit
                    """, """
                    SELECT b.ts, b.kind, COUNT(*), SUM(e.val) FROM (
                        SELECT DISTINCT a.ts, a.kind FROM s0 a WHERE NOT EXISTS (
                            SELECT 1 FROM s0 p WHERE p.kind = a.kind AND p.ts < a.ts AND DATEADD('SECOND', 10, p.ts) > a.ts)
                        ) b JOIN s0 e ON e.kind = b.kind AND e.ts >= b.ts
                    WHERE NOT EXISTS (
                        SELECT 1 FROM s0 c WHERE c.kind = b.kind AND c.ts > b.ts AND c.ts <= e.ts AND NOT EXISTS (
                            SELECT 1 FROM s0 p WHERE p.kind = c.kind AND p.ts < c.ts AND DATEADD('SECOND', 10, p.ts) > c.ts))
                    GROUP BY b.ts, b.kind
                    """, List.of("events"), List.of(), FULL_ONLY));

    /** Three views, each over the one before: {@code v1} over tables, {@code v2} over v1, {@code v3} over both. */
    static final List<Question> CHAIN = List.of(
            new Question(
                    "v1",
                    "SELECT id, COALESCE(customer, -1) AS who, amount, qty FROM orders WHERE amount > 5",
                    "SELECT id, COALESCE(customer, -1), amount, qty FROM s0 WHERE NOT amount <= 5",
                    List.of("orders"),
                    List.of("id"),
                    MAINTAINABLE),
            new Question(
                    "v2",
                    "SELECT who, COUNT(*) AS n, SUM(amount) AS total, MAX(qty) AS most FROM v1 GROUP BY who",
                    "SELECT who, COUNT(*), SUM(amount), MAX(qty) FROM s0 GROUP BY who",
                    List.of("v1"),
                    List.of("who"),
                    MAINTAINABLE),
            new Question("v3", """
                    SELECT COALESCE(c.region, '?') AS region, COUNT(*) AS n, SUM(v.total) AS total, SUM(v.n) AS orders_
                    FROM v2 AS v LEFT JOIN customers AS c ON v.who = c.id GROUP BY COALESCE(c.region, '?')
                    """, """
                    SELECT COALESCE((SELECT region FROM s1 WHERE s1.id = s0.who), '?') AS r, COUNT(*), SUM(total), SUM(n)
                    FROM s0 GROUP BY r
                    """, List.of("v2", "customers"), List.of("region"), MAINTAINABLE));

    /** The last in the chain, over two views that read the same table: what they know of it may differ. */
    static final Question DIAMOND = new Question(
            "diamond",
            "SELECT v1.id AS id, v1.amount, v2.total, v2.n FROM v1 JOIN v2 ON v1.who = v2.who",
            "SELECT a.id, a.amount, b.total, b.n FROM s0 a, s1 b WHERE a.who = b.who",
            List.of("v1", "v2"),
            List.of("id"),
            MAINTAINABLE);

    static List<Question> all() {
        List<Question> all = new ArrayList<>(OVER_TABLES);
        all.addAll(CHAIN);
        all.add(DIAMOND);
        return all;
    }
}
