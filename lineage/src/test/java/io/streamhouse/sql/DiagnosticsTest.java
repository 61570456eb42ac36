package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Position;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsTest {

    /** The marked token stands between the arrows; {@code \n} is a line's end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "→SELCT← * FROM t | Expected SELECT, found 'SELCT'",
                "SELECT * →FORM← t | Expected FROM, found 'FORM'",
                "SELECT a →FORM← t | Expected FROM, found 'FORM'",
                "SELECT a,\\n  b\\nFROM t\\n→WHER← a = 1 | Expected WHERE, found 'WHER'",
                "SELECT a FROM t →GRUOP← BY a | Expected GROUP, found 'GRUOP'",
                "SELECT a FROM t INNER →JION← u ON a = b | Expected JOIN, found 'JION'",
                "→INSRET← INTO t SELECT 1 | Expected INSERT, found 'INSRET'",
                "CREATE →TABEL← t (a INT) | Expected TABLE, found 'TABEL'",
                "CREATE TABLE t (a INT, →PRIMRAY← KEY (a) NOT ENFORCED) | Expected PRIMARY, found 'PRIMRAY'",
                "CREATE TABLE t (a INT) →WIHT← ('a' = 'b') | Expected WITH, found 'WIHT'",
                "SHOW →TABELS← | Expected TABLES, found 'TABELS'",
                "SELECT a, →FROM← t | Expected an expression, found FROM",
                "SELECT a →FROM← | The statement ends too soon after FROM: a name is missing",
                "SELECT a FROM t →WHERE← | The statement ends too soon after WHERE: an expression is missing",
                "SELECT a FROM t →JOIN← | The statement ends too soon after JOIN: a name is missing",
                "INSERT INTO t VALUES (1,→2← | The statement ends too soon after '2': ')' is missing",
                "SELECT (a →FROM← t | Expected ')', found FROM",
                "SELECT a→)← FROM t | This ')' closes nothing",
                "SELECT a[1 →FROM← t | Expected ']', found FROM",
                "SELECT CASE WHEN a THEN b →FROM← t | Expected WHEN, ELSE or END, found FROM",
                "SELECT a FROM t GROUP →a← | Expected BY, found 'a'",
                "SELECT a FROM t LEFT →u← ON 1 = 1 | Expected JOIN or OUTER, found 'u'",
                "SELECT a FROM t LIMIT →x← | Expected a number, found 'x'",
                "INSERT →t← SELECT 1 | Expected INTO or OVERWRITE, found 't'",
                "CREATE TABLE t (a INT →b← INT) | Unexpected 'b': a comma may be missing before it",
                "CREATE TABLE t (a INT) WITH ('a' = →b←) | Expected a string in single quotes, found 'b'",
                "SELECT a FROM t WHERE b →= =← c | Equality is written with one '='",
                "SELECT * FROM →user← | 'user' is a reserved word: as a name it is written `user`",
                "SELECT →order← FROM t | 'order' is a reserved word: as a name it is written `order`",
                "SELECT →date← FROM t | 'date' is a reserved word: as a name it is written `date`",
                "SELECT →'abc← | This string is never closed: a ' is missing",
                "SELECT →'abc←\\nFROM t | This string is never closed: a ' is missing",
                "SELECT →`abc← | This quoted name is never closed: a ` is missing",
                "SELECT 1 →/* abc← | This comment is never closed: a */ is missing",
                "SELECT →\"a\"← FROM t | Double quotes mean nothing here: names take backticks, text takes single quotes",
                "SELECT a →&←& b | Unexpected character '&': write AND",
                "SELECT →😀← | Unexpected character '😀'",
                "→x← | No statement starts with 'x'",
                "CREATE MATERIALIZED TABLE m →FRESHNES← = INTERVAL '1' DAY AS SELECT 1 | Expected COMMENT, PARTITIONED BY,"
                        + " WITH, FRESHNESS, REFRESH_MODE or AS, found 'FRESHNES'",
                "CREATE MATERIALIZED TABLE m AS SELECT a →FORM← t | Expected FROM, found 'FORM'",
                "ALTER MATERIALIZED TABLE m SET FRESHNESS = →INTERVAL← '0' SECOND | A freshness of PT0S can't be kept: it"
                        + " must be more than nothing",
                "SELECT a FROM t WHERE a BETWEEN 1 →AN← 2 | BETWEEN operator has no terminating AND",
                "SELECT →_foo'x'← | Unknown character set 'foo'",
                "SELECT 1;\\r\\n\\tSELECT\\t'😀',\\t→FROM← t; SELECT 2 | Expected an expression, found FROM",
                "-- why\\n/* so\\n*/ SELECT 1; SELECT a →FORM← t | Expected FROM, found 'FORM'"
            })
    void marks_the_token_and_says_what_is_wrong(String marked, String message) {
        String script = marked.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        int from = script.indexOf('→');
        int to = script.indexOf('←') - 1;
        String clean = script.replace("→", "").replace("←", "");
        LineMap lines = LineMap.of(clean);

        assertThat(Diagnostics.check(clean))
                .containsExactly(new Diagnostic(lines.position(from), lines.position(to), message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;",
                "-- nothing",
                "SET",
                "SET 'a' = 'b'",
                "SET a = b",
                "SET execution.runtime-mode = batch;",
                "RESET",
                "RESET 'a'",
                "RESET a.b",
                "HELP",
                "CLEAR",
                "QUIT",
                "EXIT",
                "ADD JAR 'x.jar'",
                "REMOVE JAR 'x.jar'",
                "SHOW JARS",
                "SHOW TABLES LIKE 'a%'",
                "SHOW CREATE TABLE a.b.c",
                "SHOW CURRENT CATALOG",
                "SHOW PARTITIONS t",
                "USE CATALOG c",
                "USE a.b",
                "USE MODULES core",
                "DESCRIBE EXTENDED t",
                "DESC t",
                "EXPLAIN CHANGELOG_MODE, ESTIMATED_COST, PLAN_ADVICE SELECT 1",
                "EXPLAIN JSON_EXECUTION_PLAN SELECT 1",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;",
                "EXPLAIN STATEMENT SET BEGIN INSERT INTO a SELECT 1; END",
                "COMPILE PLAN 'f' FOR INSERT INTO a SELECT 1",
                "COMPILE AND EXECUTE PLAN 'f' FOR INSERT INTO a SELECT 1",
                "EXECUTE PLAN 'f'",
                "CALL sys.compact(`table` => 'shop.orders')",
                "STOP JOB 'abc' WITH SAVEPOINT",
                "SHOW JOBS",
                "LOAD MODULE hive WITH ('a' = 'b')",
                "ANALYZE TABLE t COMPUTE STATISTICS FOR ALL COLUMNS",
                "TRUNCATE TABLE t",
                "DELETE FROM t WHERE a = 1",
                "UPDATE t SET a = 1 WHERE b = 2",
                "CREATE TABLE t (a INT, ts TIMESTAMP(3), b AS a + 1, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND,"
                        + " PRIMARY KEY (a) NOT ENFORCED) PARTITIONED BY (a) WITH ('bucket' = '1')",
                "CREATE MATERIALIZED TABLE m FRESHNESS = INTERVAL '30' SECOND REFRESH_MODE = FULL AS SELECT a FROM t",
                "ALTER MATERIALIZED TABLE m SUSPEND",
                "ALTER MATERIALIZED TABLE m SET FRESHNESS = INTERVAL '5' MINUTE",
                "ALTER MATERIALIZED TABLE m SET ('streamhouse.refresh-mode' = 'INCREMENTAL');",
                "SHOW MATERIALIZED TABLES FROM shop LIKE 'o%'",
                "SELECT * FROM t /*+ OPTIONS('scan.mode' = 'latest') */ AS x",
                "SELECT * FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01 00:00:00'",
                "SELECT * FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE))",
                "SELECT /*+ BROADCAST(u) */ * FROM t JOIN u ON t.a = u.a",
                "SELECT a.* FROM t MATCH_RECOGNIZE (ORDER BY ts MEASURES A.ts AS x PATTERN (A B) DEFINE B AS B.x > 1) AS a",
                "SELECT 1 // so"
            })
    void finds_nothing_in_what_flink_takes(String script) {
        assertThat(Diagnostics.check(script)).isEmpty();
    }

    @Test
    void checks_each_statement_by_itself() {
        assertThat(Diagnostics.check("SELCT 1;\nSELECT 2;\nSELECT a FORM t"))
                .extracting(Diagnostic::from)
                .containsExactly(new Position(1, 1), new Position(3, 10));
    }

    @Test
    void names_characters_that_cannot_be_seen() {
        assertThat(Diagnostics.check("SELECT a\u0000"))
                .extracting(Diagnostic::message)
                .containsExactly("Unexpected invisible character U+0000");
        assertThat(Diagnostics.check("SELECT\u00a01"))
                .extracting(Diagnostic::message)
                .containsExactly("Unexpected invisible character U+00A0");
    }

    @Test
    void says_so_when_a_statement_is_nested_beyond_reason() {
        for (String nest : List.of("(", "f(", "ARRAY[", "CASE WHEN a THEN ")) {
            assertThat(Diagnostics.check("SELECT " + nest.repeat(4_000) + "1"))
                    .extracting(Diagnostic::message)
                    .containsExactly("This statement is nested too deeply for Flink's parser");
        }
    }

    @Test
    void does_not_parse_what_would_take_minutes() {
        assertThat(Diagnostics.check("SELECT 1" + " + 1".repeat(100_000))).isEmpty();
        assertThat(Diagnostics.check("SELECT '" + "x".repeat(1_000_000))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void never_fails_and_never_points_outside_the_script(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> words = List.of(
                "SELECT",
                "FROM",
                "WHERE",
                "a",
                "b.c",
                "t",
                ",",
                "(",
                ")",
                "=",
                "'x'",
                "`y`",
                "1",
                "JOIN",
                "ON",
                "GROUP",
                "BY",
                "ORDER",
                "CASE",
                "WHEN",
                "END",
                ";",
                "\n",
                "\r\n",
                "*",
                "CREATE",
                "TABLE",
                "WITH",
                "INSERT",
                "INTO",
                "'",
                "/*",
                "--",
                "😀",
                "VALUES",
                "OVER",
                "SET",
                "SHOW",
                "FORM",
                "AS",
                "INTERVAL",
                "[",
                "]",
                "DESCRIBE",
                "\u0000");
        for (int round = 0; round < 250; round++) {
            StringBuilder script = new StringBuilder();
            for (int length = random.nextInt(25); length > 0; length--) {
                script.append(words.get(random.nextInt(words.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            String text = script.toString();
            LineMap lines = LineMap.of(text);
            for (Diagnostic diagnostic : Diagnostics.check(text)) {
                int from = lines.offset(diagnostic.from());
                int to = lines.offset(diagnostic.to());
                assertThat(from).as("seed %d: %s", seed, text).isLessThanOrEqualTo(to);
                assertThat(lines.position(from)).as("seed %d: %s", seed, text).isEqualTo(diagnostic.from());
                assertThat(lines.position(to)).as("seed %d: %s", seed, text).isEqualTo(diagnostic.to());
                assertThat(diagnostic.message())
                        .as("seed %d: %s", seed, text)
                        .isNotBlank()
                        .hasSizeLessThan(200)
                        .doesNotContain("line ", "Exception", "Encountered");
            }
        }
    }
}
