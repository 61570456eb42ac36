package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget.Downstream;
import io.streamhouse.model.FreshnessTarget.OnDemand;
import io.streamhouse.model.FreshnessTarget.Within;
import io.streamhouse.model.Position;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode.Auto;
import io.streamhouse.model.RequestedMode.Pinned;
import io.streamhouse.sql.MaterializedTableStatement.ChangeQuery;
import io.streamhouse.sql.MaterializedTableStatement.Create;
import io.streamhouse.sql.MaterializedTableStatement.Drop;
import io.streamhouse.sql.MaterializedTableStatement.Refresh;
import io.streamhouse.sql.MaterializedTableStatement.Resume;
import io.streamhouse.sql.MaterializedTableStatement.SetFreshness;
import io.streamhouse.sql.MaterializedTableStatement.SetFreshnessAndMode;
import io.streamhouse.sql.MaterializedTableStatement.SetRefreshMode;
import io.streamhouse.sql.MaterializedTableStatement.Show;
import io.streamhouse.sql.MaterializedTableStatement.Suspend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaterializedTablesTest {

    @Test
    void reads_all_that_a_creation_can_say() {
        String statement = """
                -- what it is for
                CREATE MATERIALIZED TABLE IF NOT EXISTS shop.`my view` (
                  CONSTRAINT pk PRIMARY KEY (region, `day`) NOT ENFORCED
                )
                COMMENT 'It''s by region'
                DISTRIBUTED BY HASH (region) INTO 4 BUCKETS
                PARTITIONED BY (`day`)
                WITH ('snapshot.time-retained' = '2 h')
                FRESHNESS = INTERVAL '5' MINUTE
                REFRESH_MODE = FULL
                AS SELECT region, `day`, COUNT(*) AS n FROM orders /* all */ GROUP BY region, `day`; -- done
                """;

        Create create = (Create) parsed(statement);

        assertThat(create)
                .isEqualTo(new Create(
                        List.of("shop", "my view"),
                        true,
                        List.of("region", "day"),
                        Optional.of("It's by region"),
                        List.of("day"),
                        Map.of("snapshot.time-retained", "2 h", "bucket", "4", "bucket-key", "region"),
                        Optional.of(new Within(Duration.ofMinutes(5))),
                        Optional.of(new Pinned(RefreshMode.FULL)),
                        "SELECT region, `day`, COUNT(*) AS n FROM orders /* all */ GROUP BY region, `day`",
                        new Position(11, 4)));
        assertThat(create.id(new DatabaseId("streamhouse", "default")))
                .isEqualTo(new RelationId("streamhouse", "shop", "my view"));
    }

    @Test
    void takes_what_flinks_grammar_lacks_from_options_and_leaves_the_others() {
        Create create = (Create) parsed("CREATE MATERIALIZED TABLE m WITH ('streamhouse.refresh-mode' = 'incremental',"
                + " 'bucket' = '2', 'streamhouse.freshness' = 'DOWNSTREAM') AS SELECT 1 AS a");

        assertThat(create.refreshMode()).contains(new Pinned(RefreshMode.INCREMENTAL));
        assertThat(create.freshness()).contains(new Downstream());
        assertThat(create.options()).containsExactly(Map.entry("bucket", "2"));
    }

    @Test
    void asks_for_nothing_that_is_not_said() {
        Create create = (Create) parsed("create materialized table m as with a as (select 1 as b) select * from a");

        assertThat(create.freshness()).isEmpty();
        assertThat(create.refreshMode()).isEmpty();
        assertThat(create.primaryKey()).isEmpty();
        assertThat(create.query()).isEqualTo("with a as (select 1 as b) select * from a");
    }

    static Stream<Arguments> statements() {
        List<String> m = List.of("m");
        return Stream.of(
                arguments(
                        "ALTER MATERIALIZED TABLE m SET FRESHNESS = INTERVAL '30' SECOND",
                        new SetFreshness(m, new Within(Duration.ofSeconds(30)))),
                arguments(
                        "ALTER MATERIALIZED TABLE m SET FRESHNESS = INTERVAL '2' DAYS;",
                        new SetFreshness(m, new Within(Duration.ofDays(2)))),
                arguments(
                        "ALTER MATERIALIZED TABLE m SET ('streamhouse.freshness' = 'ON_DEMAND')",
                        new SetFreshness(m, new OnDemand())),
                arguments(
                        "ALTER MATERIALIZED TABLE m SET REFRESH_MODE = CONTINUOUS",
                        new SetRefreshMode(m, new Pinned(RefreshMode.CONTINUOUS))),
                arguments(
                        "ALTER MATERIALIZED TABLE m SET ('streamhouse.refresh-mode' = 'AUTO')",
                        new SetRefreshMode(m, new Auto())),
                arguments(
                        "ALTER MATERIALIZED TABLE m SET ('streamhouse.refresh-mode' = 'INCREMENTAL',"
                                + " 'streamhouse.freshness' = 'PT30S')",
                        new SetFreshnessAndMode(
                                m, new Within(Duration.ofSeconds(30)), new Pinned(RefreshMode.INCREMENTAL))),
                arguments("ALTER MATERIALIZED TABLE a.b.m SUSPEND", new Suspend(List.of("a", "b", "m"))),
                arguments("ALTER MATERIALIZED TABLE m RESUME", new Resume(m, Map.of())),
                arguments(
                        "ALTER MATERIALIZED TABLE m RESUME WITH ('sink.parallelism' = '2')",
                        new Resume(m, Map.of("sink.parallelism", "2"))),
                arguments("ALTER MATERIALIZED TABLE m REFRESH", new Refresh(m, Map.of())),
                arguments(
                        "ALTER MATERIALIZED TABLE m REFRESH PARTITION (`day` = '2026-01-01', n = 3)",
                        new Refresh(m, Map.of("day", "2026-01-01", "n", "3"))),
                arguments(
                        "ALTER MATERIALIZED TABLE m AS\n  SELECT 1 AS a;",
                        new ChangeQuery(m, "SELECT 1 AS a", new Position(2, 3))),
                arguments("DROP MATERIALIZED TABLE m", new Drop(m, false)),
                arguments("DROP MATERIALIZED TABLE IF EXISTS m", new Drop(m, true)),
                arguments("SHOW MATERIALIZED TABLES", new Show(List.of(), Optional.empty(), false)),
                arguments(
                        "SHOW MATERIALIZED TABLES IN a.b NOT LIKE 'x%'",
                        new Show(List.of("a", "b"), Optional.of("x%"), true)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void reads(String statement, MaterializedTableStatement expected) {
        assertThat(parsed(statement)).isEqualTo(expected);
    }

    /** Where the problem lies stands behind the arrow. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE MATERIALIZED →TABEL m AS SELECT 1 | SYNTAX | Expected TABLE, found 'TABEL'",
                "CREATE MATERIALIZED TABLE →AS SELECT 1 | SYNTAX | Expected a name, found 'AS'",
                "CREATE MATERIALIZED TABLE a.b.c.→d AS SELECT 1 | SYNTAX | Expected a name of at most 3 parts, found 'd'",
                "CREATE MATERIALIZED TABLE m→ | SYNTAX | Expected COMMENT, PARTITIONED BY, WITH, FRESHNESS, REFRESH_MODE or"
                        + " AS, found the end of the statement",
                "CREATE MATERIALIZED TABLE m →AS | SYNTAX | The statement ends too soon: a query is missing",
                "CREATE MATERIALIZED TABLE m AS →INSERT INTO t SELECT 1 | INVALID_STATEMENT | A query is expected here:"
                        + " SELECT, WITH or VALUES",
                "CREATE MATERIALIZED TABLE m AS SELECT a →FORM t | SYNTAX | Expected FROM, found 'FORM'",
                "CREATE MATERIALIZED TABLE m AS SELECT 1; →SELECT 2 | SYNTAX | Expected the end of the statement, found"
                        + " 'SELECT'",
                "CREATE MATERIALIZED TABLE m (→a INT) AS SELECT 1 | NOT_SUPPORTED | Only a PRIMARY KEY can stand here: the"
                        + " columns of a materialized table are its query's",
                "CREATE →OR ALTER MATERIALIZED TABLE m AS SELECT 1 | NOT_SUPPORTED | CREATE OR ALTER is not understood here",
                "CREATE →TEMPORARY MATERIALIZED TABLE m AS SELECT 1 | NOT_SUPPORTED | A materialized table can't be"
                        + " temporary: what keeps it fresh outlives the session",
                "CREATE MATERIALIZED TABLE m FRESHNESS = →INTERVAL '0' SECOND AS SELECT 1 | INVALID_REQUEST | A freshness of"
                        + " PT0S can't be kept: it must be more than nothing",
                "CREATE MATERIALIZED TABLE m FRESHNESS = →INTERVAL '-5' MINUTE AS SELECT 1 | INVALID_REQUEST | A freshness of"
                        + " PT-5M can't be kept: it must be more than nothing",
                "CREATE MATERIALIZED TABLE m FRESHNESS = →INTERVAL '400' DAY AS SELECT 1 | INVALID_REQUEST | A freshness of"
                        + " 400 days is longer than the longest, 366 days",
                "CREATE MATERIALIZED TABLE m FRESHNESS = INTERVAL →'1.5' DAY AS SELECT 1 | SYNTAX | '1.5' is no whole number",
                "CREATE MATERIALIZED TABLE m FRESHNESS = INTERVAL '1' →MONTH AS SELECT 1 | SYNTAX | Expected SECOND, MINUTE,"
                        + " HOUR or DAY, found 'MONTH'",
                "CREATE MATERIALIZED TABLE m FRESHNESS = →DOWNSTREAM AS SELECT 1 | SYNTAX | Expected INTERVAL, found"
                        + " 'DOWNSTREAM'",
                "CREATE MATERIALIZED TABLE m REFRESH_MODE = →INCREMENTAL AS SELECT 1 | SYNTAX | Flink's grammar has no"
                        + " REFRESH_MODE = INCREMENTAL",
                "CREATE MATERIALIZED TABLE m WITH (→'streamhouse.freshness' = 'soon') AS SELECT 1 | INVALID_REQUEST | This is"
                        + " no freshness: soon",
                "CREATE MATERIALIZED TABLE m WITH (→'streamhouse.refresh-mode' = 'OFTEN') AS SELECT 1 | INVALID_REQUEST |"
                        + " This is no refresh mode: OFTEN",
                "CREATE MATERIALIZED TABLE m WITH ('streamhouse.freshness' = 'PT1S') →FRESHNESS = INTERVAL '1' DAY AS SELECT"
                        + " 1 | INVALID_STATEMENT | FRESHNESS is given twice: here and as the option"
                        + " 'streamhouse.freshness'",
                "CREATE MATERIALIZED TABLE m WITH ('a' = '1', →'a' = '2') AS SELECT 1 | INVALID_STATEMENT | The option 'a' is"
                        + " given twice",
                "CREATE MATERIALIZED TABLE m WITH ('a' = →b) AS SELECT 1 | SYNTAX | Expected text in single quotes, found 'b'",
                "ALTER MATERIALIZED TABLE m →PAUSE | SYNTAX | Expected SET, SUSPEND, RESUME, REFRESH or AS, found 'PAUSE'",
                "ALTER MATERIALIZED TABLE m SET →x = 1 | SYNTAX | Expected FRESHNESS, REFRESH_MODE or"
                        + " ('streamhouse.freshness' = …), found 'x'",
                "ALTER MATERIALIZED TABLE m SET ('streamhouse.freshness' = 'PT1S', →'bucket' = '2') | NOT_SUPPORTED | The"
                        + " option 'bucket' of a materialized table can't be set here",
                "ALTER MATERIALIZED TABLE m →RENAME TO n | NOT_SUPPORTED | ALTER MATERIALIZED TABLE … RENAME is not carried"
                        + " out here",
                "DROP MATERIALIZED TABLE m →CASCADE | SYNTAX | Expected the end of the statement, found 'CASCADE'",
                "SHOW MATERIALIZED →VIEWS | SYNTAX | Expected TABLES, found 'VIEWS'",
                "SHOW MATERIALIZED TABLES LIKE →x | SYNTAX | Expected text in single quotes, found 'x'"
            })
    void refuses(String marked, ErrorCode code, String what) {
        String statement = marked.replace("→", "");

        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> MaterializedTables.parse(statement));

        assertThat(refusal.problem().what()).isEqualTo(what);
        assertThat(refusal.problem().code()).isEqualTo(code);
        assertThat(refusal.problem().where()).contains(new Position(1, marked.indexOf('→') + 1));
    }

    @Test
    void gives_places_within_the_lines_of_the_statement() {
        String statement = "CREATE MATERIALIZED TABLE m\nFRESHNESS = INTERVAL '1' DAY\nAS SELECT a,\n  b\n  FORM t";

        assertThatThrownBy(() -> MaterializedTables.parse(statement))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().where()).contains(new Position(5, 3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "CREATE TABLE materialized (a INT)",
                "SHOW TABLES",
                "SHOW CREATE MATERIALIZED TABLE m",
                "DROP TABLE m",
                "EXPLAIN SELECT 1",
                "-- CREATE MATERIALIZED TABLE m AS SELECT 1",
                "CREATE",
                "CREATE OR",
                ""
            })
    void leaves_other_statements_alone(String statement) {
        assertThat(MaterializedTables.parse(statement)).isEmpty();
    }

    private static MaterializedTableStatement parsed(String statement) {
        return MaterializedTables.parse(statement).orElseThrow();
    }
}
