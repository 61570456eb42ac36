package io.streamhouse.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.streamhouse.lineage.StatementLineage.Refused;
import io.streamhouse.lineage.StatementLineage.Traced;
import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Schema;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_ALL = Duration.ofSeconds(60);

    private final LineageShop shop = new LineageShop();

    @BeforeAll
    static void load_what_the_first_statement_needs() {
        new LineageShop().all("SELECT a.id FROM orders a JOIN customers b ON a.id = b.id");
    }

    /** Time is that of the work: another process may have the processor in between. */
    private List<StatementLineage> answered(String script) {
        return assertTimeoutPreemptively(AT_ALL, () -> {
            ThreadMXBean clock = ManagementFactory.getThreadMXBean();
            long before = clock.getCurrentThreadCpuTime();
            List<StatementLineage> answer = shop.all(script);
            assertThat(Duration.ofNanos(clock.getCurrentThreadCpuTime() - before))
                    .isLessThan(SOON);
            return answer;
        });
    }

    private Refused refused(String script) {
        List<StatementLineage> all = answered(script);
        StatementLineage last = all.get(all.size() - 1);
        assertThat(last).isInstanceOf(Refused.class);
        return (Refused) last;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "→SELEC id FROM orders | SYNTAX | Expected SELECT, found 'SELEC'",
                "SELECT →FROM orders | SYNTAX | Expected an expression, found FROM",
                "SELECT id, →gone FROM orders | NOT_FOUND | Column 'gone' not found in any table",
                "SELECT id FROM →gone | NOT_FOUND | There is no table or view streamhouse.shop.gone",
                "INSERT INTO →gone SELECT id FROM orders | NOT_FOUND | There is no table gone",
                "INSERT INTO sink (id, →gone) SELECT id, id FROM orders | NOT_FOUND | The table streamhouse.shop.sink has no"
                        + " column 'gone' that can be filled",
                "INSERT INTO sink →SELECT id FROM orders | INVALID_STATEMENT | The query gives 1 columns, but 4 are to be"
                        + " filled",
                "INSERT INTO →paid SELECT id FROM orders | INVALID_STATEMENT | A view can't be written to:"
                        + " streamhouse.shop.paid",
                "SELECT →nofun(id) FROM orders | INVALID_STATEMENT | No match found for function signature nofun(<NUMERIC>)",
                "SELECT a FROM →circle | INVALID_STATEMENT | The view streamhouse.shop.circle reads itself",
                "CREATE MATERIALIZED TABLE m AS SELECT →gone FROM orders | NOT_FOUND | Column 'gone' not found in any table",
                "CREATE VIEW v AS SELECT →gone FROM orders | NOT_FOUND | Column 'gone' not found in any table",
                "CREATE VIEW v →(a, b) AS SELECT id FROM orders | INVALID_STATEMENT | The view names 2 columns, but its query"
                        + " gives 1",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO sink (id) SELECT →gone FROM orders; END | NOT_FOUND | Column 'gone'"
                        + " not found in any table"
            })
    void a_mistake_is_told_with_its_place_in_the_script(String marked, ErrorCode code, String what) {
        Refused refused = refused("SELECT 1;\n  " + marked.replace("→", ""));

        assertThat(refused.problem().what()).isEqualTo(what);
        assertThat(refused.problem().code()).isEqualTo(code);
        assertThat(refused.problem().where()).contains(new Position(2, marked.indexOf('→') + 3));
    }

    @Test
    void a_mistake_does_not_keep_the_others_from_being_read() {
        List<StatementLineage> all =
                answered("SELECT id FROM orders; SELEC; SELECT gone FROM orders; SELECT id FROM sink");

        assertThat(all).hasSize(4);
        assertThat(all.get(0)).isInstanceOf(Traced.class);
        assertThat(all.get(1)).isInstanceOf(Refused.class);
        assertThat(all.get(2)).isInstanceOf(Refused.class);
        assertThat(all.get(3)).isInstanceOf(Traced.class);
    }

    @Test
    void a_view_whose_query_no_longer_holds_is_refused_where_it_is_named() {
        Refused refused = refused("SELECT gone FROM broken");

        assertThat(refused.problem().what()).contains("gone");
        assertThat(refused.problem().where()).isPresent();
        assertThat(shop.lineage("SELECT gone FROM broken", Views.AS_THEY_ARE).lineage())
                .isInstanceOf(Traced.class);
    }

    @Test
    void a_view_that_a_script_makes_read_itself_is_refused() {
        assertThat(refused("CREATE VIEW a1 AS SELECT 1 AS x; CREATE VIEW a2 AS SELECT x FROM a1; DROP VIEW a1;"
                                + " CREATE VIEW a1 AS SELECT x FROM a2; SELECT x FROM a1")
                        .problem()
                        .where())
                .isPresent();
    }

    @Test
    void views_that_multiply_are_refused_before_they_fill_the_memory() {
        shop.view("level0", "SELECT id FROM orders", Schema.of(Column.notNull("id", "BIGINT")));
        for (int level = 1; level <= 30; level++) {
            shop.view(
                    "level" + level,
                    "SELECT a.id FROM level" + (level - 1) + " a JOIN level" + (level - 1) + " b ON a.id = b.id",
                    Schema.of(Column.notNull("id", "BIGINT")));
        }

        assertThat(refused("SELECT id FROM level30").problem().code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void a_statement_of_a_megabyte_is_answered() {
        String list = IntStream.range(0, 150_000).mapToObj(String::valueOf).collect(Collectors.joining(", "));

        Refused refused = refused("SELECT id FROM orders WHERE id IN (" + list + ")");

        assertThat(refused.problem().code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refused.problem().where()).isPresent();
    }

    @Test
    void a_literal_of_a_megabyte_is_answered() {
        assertThat(answered("SELECT '" + "x".repeat(1_000_000) + "' AS x, id FROM orders")
                        .get(0))
                .isInstanceOf(Traced.class);
    }

    @Test
    void three_hundred_joins_are_answered() {
        String joins = IntStream.range(0, 300)
                .mapToObj(at -> " JOIN customers c" + at + " ON o.customer_id = c" + at + ".id")
                .collect(Collectors.joining());

        StatementLineage lineage =
                answered("SELECT o.id, c299.name FROM orders o" + joins).get(0);

        if (lineage instanceof Traced traced) {
            assertThat(traced.columns()).hasSize(2);
        } else {
            assertThat(((Refused) lineage).problem().where()).isPresent();
        }
    }

    @Test
    void deep_nesting_is_answered() {
        String brackets = "(".repeat(5_000) + "id" + ")".repeat(5_000);
        String subqueries = "SELECT id FROM (".repeat(1_500) + "SELECT id FROM orders" + ")".repeat(1_500);
        String sum = "id" + " + id".repeat(9_000);

        for (String query :
                List.of("SELECT " + brackets + " FROM orders", subqueries, "SELECT " + sum + " FROM orders")) {
            assertThat(answered(query)).hasSize(1);
        }
    }

    @Test
    void a_script_of_very_many_statements_is_read_up_to_a_limit() {
        List<StatementLineage> all = answered("SET 'a' = 'b';\n".repeat(LineageAnalyzer.MOST_STATEMENTS) + "SELECT 1;");

        assertThat(all).hasSize(LineageAnalyzer.MOST_STATEMENTS + 1);
        assertThat(all.get(LineageAnalyzer.MOST_STATEMENTS - 1)).isInstanceOf(StatementLineage.Without.class);
        assertThat(all.get(LineageAnalyzer.MOST_STATEMENTS))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().where())
                                .contains(new Position(LineageAnalyzer.MOST_STATEMENTS + 1, 1)));
    }

    @Test
    void what_is_no_sql_at_all_is_refused() {
        for (String text : List.of(
                "\u0000", "'", "`", "/*", "((((", "🙂 SELECT", "SELECT \"a\"", "END;", "BEGIN STATEMENT SET;")) {
            assertThat(answered(text)).noneMatch(Traced.class::isInstance);
        }
        assertThat(answered(" -- nothing \n ;;")).isEmpty();
    }
}
