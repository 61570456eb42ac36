package io.streamhouse.uitests;

import static io.streamhouse.uitests.ViewJourney.json;
import static io.streamhouse.uitests.ViewJourney.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a program does with materialized views, over HTTP and by statements. */
@Journeys
final class ViewsApiTest {

    private static final String DATABASE = "streamhouse.views_by_program";
    private static final String SALES = DATABASE + ".sales";
    private static final String BY_CITY =
            "SELECT city, SUM(amount) AS total, COUNT(*) AS sales FROM " + SALES + " GROUP BY city";

    @BeforeEach
    void aTableToRead(ConsoleProcess console) {
        run(console, "CREATE DATABASE IF NOT EXISTS " + DATABASE);
        run(
                console,
                "CREATE TABLE IF NOT EXISTS " + SALES
                        + " (id INT NOT NULL, city STRING NOT NULL, amount INT, PRIMARY KEY (id) NOT ENFORCED)"
                        + " WITH ('bucket' = '1', 'changelog-producer' = 'lookup')");
        run(console, "INSERT INTO " + SALES + " VALUES (1, 'Ulm', 10), (2, 'Ulm', 20), (3, 'Bonn', 5)");
    }

    @Test
    void a_view_is_created_read_verified_and_dropped(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "whole_life");

        HttpResponse<String> created = views.create(id, BY_CITY, "PT10S", "AUTO");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("ETag")).isPresent();
        assertThat(json(created).path("status").asString()).isEqualTo("INITIALIZING");
        JsonNode active = views.await(
                id, "ACTIVE", view -> view.path("status").asString("").equals("ACTIVE"));
        assertThat(active.path("freshness").asString()).isEqualTo("PT10S");
        assertThat(active.path("requestedMode").asString()).isEqualTo("AUTO");
        assertThat(active.path("primaryKey").path(0).asString()).isEqualTo("city");
        assertThat(active.path("reads").path(0).asString()).isEqualTo(SALES);
        assertThat(rows(console, id)).isEqualTo("[[\"Bonn\",5,1],[\"Ulm\",30,2]]");
        JsonNode verified = views.verify(id);
        assertThat(verified.path("equal").asBoolean()).as("%s", verified).isTrue();
        views.await(id, "watched", view -> view.path("withinTarget").isNumber());
        JsonNode lag = json(views.raw("GET", path(id) + "/lag", ""));
        assertThat(lag.path("points").size()).as("%s", lag).isPositive();
        assertThat(lag.path("summaries").path(0).path("window").asString()).isEqualTo("PT1H");
        assertThat(lag.path("summaries").path(0).path("max").isNull()).isFalse();
        assertThat(views.raw("DELETE", path(id), "").statusCode()).isEqualTo(204);
        assertThat(views.raw("GET", path(id), "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_view_goes_through_all_modes_and_stays_equal(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "all_modes");
        assertThat(views.create(id, BY_CITY, "PT5S", "CONTINUOUS").statusCode()).isEqualTo(201);
        views.awaitMode(id, "CONTINUOUS");
        int next = 100;
        for (String mode : new String[] {"INCREMENTAL", "FULL", "INCREMENTAL", "CONTINUOUS", "FULL", "CONTINUOUS"}) {
            run(console, "INSERT INTO " + SALES + " VALUES (" + next + ", 'Kiel', 1), (1, 'Ulm', " + next + ")");
            next++;

            HttpResponse<String> asked = views.setFreshness(id, "PT5S", mode);

            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
            String switchId = json(asked).path("switchId").asString();
            views.awaitMode(id, mode);
            JsonNode last = json(views.raw("GET", path(id) + "/switches", "")).path(0);
            assertThat(last.path("id").asString()).isEqualTo(switchId);
            assertThat(last.path("state").asString()).as("%s", last).isEqualTo("SUCCEEDED");
            assertThat(last.path("steps").size()).isPositive();
            JsonNode verified = views.verify(id);
            assertThat(verified.path("equal").asBoolean())
                    .as("after %s: %s", mode, verified)
                    .isTrue();
        }
        int total = next - 1;
        views.await(
                id,
                "the last change in the view",
                view -> rows(console, id).contains("[\"Ulm\"," + (total + 20) + ",2]"));
        views.drop(id);
    }

    @Test
    void a_view_lives_by_flinks_statements(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "by_statement");

        run(console, "CREATE MATERIALIZED TABLE " + id + " FRESHNESS = INTERVAL '30' SECOND AS " + BY_CITY);

        views.await(id, "ACTIVE", view -> view.path("status").asString("").equals("ACTIVE"));
        run(console, "ALTER MATERIALIZED TABLE " + id + " SET FRESHNESS = INTERVAL '1' HOUR");
        assertThat(views.get(id).path("freshness").asString()).isEqualTo("PT1H");
        run(console, "ALTER MATERIALIZED TABLE " + id + " SET REFRESH_MODE = FULL");
        views.awaitMode(id, "FULL");
        run(console, "ALTER MATERIALIZED TABLE " + id + " SUSPEND");
        views.await(id, "SUSPENDED", view -> view.path("status").asString("").equals("SUSPENDED"));
        run(console, "ALTER MATERIALIZED TABLE " + id + " RESUME");
        run(console, "ALTER MATERIALIZED TABLE " + id + " REFRESH");
        assertThat(console.sql("USE " + DATABASE + "; SHOW MATERIALIZED TABLES LIKE 'by\\_%'", "BATCH")
                        .path(1)
                        .toString())
                .contains("ROWS");
        JsonNode shown = console.sql("SHOW MATERIALIZED TABLES FROM " + DATABASE + " LIKE 'by%'", "BATCH")
                .path(0);
        assertThat(shown.path("rows").path(0).path("values").path(0).asString()).isEqualTo("by_statement");
        run(console, "DROP MATERIALIZED TABLE " + id);
        assertThat(views.raw("GET", path(id), "").statusCode()).isEqualTo(404);
        run(console, "DROP MATERIALIZED TABLE IF EXISTS " + id);
    }

    @Test
    void a_change_based_on_an_old_revision_is_refused(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "revised");
        String old = views.create(id, BY_CITY, "PT1H", "FULL")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        views.await(id, "ACTIVE", view -> view.path("status").asString("").equals("ACTIVE"));
        assertThat(views.setFreshness(id, "PT2H", "FULL").statusCode()).isEqualTo(202);

        HttpResponse<String> refused = views.raw(
                "PUT", path(id) + "/freshness", "{\"freshness\":\"PT3H\",\"mode\":\"FULL\"}", "If-Match", old);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(412);
        assertThat(json(refused).path("code").asString()).isEqualTo("REVISION_CONFLICT");
        assertThat(views.get(id).path("freshness").asString()).isEqualTo("PT2H");
        views.drop(id);
    }

    @Test
    void a_preview_changes_nothing(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "looked_at");
        JsonNode before = json(console.postRaw(
                ViewJourney.CALLS + "/preview",
                ViewJourney.request(id, BY_CITY, "PT5S", "AUTO").toString()));
        assertThat(before.path("candidates").size()).as("%s", before).isEqualTo(3);
        assertThat(before.path("primaryKey").path(0).asString()).isEqualTo("city");
        assertThat(views.raw("GET", path(id), "").statusCode()).isEqualTo(404);

        views.create(id, BY_CITY, "PT1H", "FULL");
        views.awaitMode(id, "FULL");
        JsonNode preview = json(
                console.postRaw(path(id) + "/freshness/preview", "{\"freshness\":\"PT1S\",\"mode\":\"CONTINUOUS\"}"));
        assertThat(preview.path("mode").asString()).as("%s", preview).isEqualTo("CONTINUOUS");
        assertThat(preview.path("steps").size()).isPositive();
        assertThat(views.get(id).path("freshness").asString()).isEqualTo("PT1H");
        views.drop(id);
    }

    @Test
    void a_freshness_is_priced_tried_and_accounted_for(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "priced");
        views.create(id, BY_CITY, "PT1H", "INCREMENTAL");
        views.awaitMode(id, "INCREMENTAL");

        JsonNode curve = console.get(path(id) + "/curve");
        assertThat(curve.path("lines").size()).as("%s", curve).isEqualTo(3);
        assertThat(curve.path("bands").size()).isPositive();
        JsonNode preview = json(
                console.postRaw(path(id) + "/freshness/preview", "{\"freshness\":\"PT10S\",\"mode\":\"CONTINUOUS\"}"));
        assertThat(preview.path("costPerDay").asDouble()).as("%s", preview).isPositive();
        assertThat(preview.path("auto").asString()).isNotBlank();
        JsonNode whatIf = json(console.postRaw(
                ViewJourney.CALLS + "/what-if",
                "{\"wishes\":[{\"id\":\"" + id + "\",\"freshness\":\"PT10S\",\"mode\":\"CONTINUOUS\"}]}"));
        assertThat(whatIf.path("views").path(0).path("modeThen").asString())
                .as("%s", whatIf)
                .isEqualTo("CONTINUOUS");

        assertThat(console.postRaw(path(id) + "/trial", "{\"freshness\":\"PT1S\",\"for\":\"PT1H\"}")
                        .statusCode())
                .as("INCREMENTAL can't keep a second")
                .isEqualTo(400);
        HttpResponse<String> trial = console.postRaw(path(id) + "/trial", "{\"freshness\":\"PT30S\",\"for\":\"PT1H\"}");
        assertThat(trial.statusCode()).as(trial.body()).isEqualTo(202);
        assertThat(views.get(id).path("trial").path("freshness").asString()).isEqualTo("PT30S");
        assertThat(views.get(id).path("effectiveFreshness").asString()).isEqualTo("PT30S");
        assertThat(views.raw("DELETE", path(id) + "/trial", "").statusCode()).isEqualTo(204);
        assertThat(views.get(id).path("effectiveFreshness").asString()).isEqualTo("PT1H");
        JsonNode decisions = console.get(path(id) + "/decisions");
        assertThat(decisions.path(0).path("candidates").size())
                .as("%s", decisions)
                .isEqualTo(3);
        views.drop(id);
    }

    @Test
    void what_a_view_reads_is_not_dropped_and_its_table_not_written(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "protected_view");
        assertThat(views.create(id, BY_CITY, "PT1H", "FULL").statusCode()).isEqualTo(201);
        views.awaitMode(id, "FULL");

        for (String statement :
                new String[] {"DROP TABLE " + SALES, "DROP DATABASE " + DATABASE + " CASCADE", "DROP TABLE " + id}) {
            JsonNode problem = refused(console, statement);
            assertThat(problem.path("detail").asString()).as(statement).contains(id);
        }
        for (String statement : new String[] {
            "INSERT INTO " + id + " VALUES ('x', 1, 1)",
            "DELETE FROM " + id + " WHERE city = 'Ulm'",
            "UPDATE " + id + " SET total = 0 WHERE city = 'Ulm'",
            "TRUNCATE TABLE " + id,
            "ALTER TABLE " + id + " SET ('bucket' = '2')"
        }) {
            JsonNode problem = refused(console, statement);
            assertThat(problem.path("code").asString()).as(statement).isEqualTo("INVALID_STATEMENT");
            assertThat(problem.path("nextStep").asString()).as(statement).isNotBlank();
        }
        assertThat(rows(console, SALES)).isNotEqualTo("[]");
        views.drop(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown_column | SELECT nothing FROM {sales}           | PT1M | AUTO | 404",
                "unknown_table  | SELECT * FROM streamhouse.nowhere.here | PT1M | AUTO | 404",
                "typo           | SELEC 1                               | PT1M | AUTO | 400",
                "writes         | INSERT INTO {sales} VALUES (9, 'x', 1) | PT1M | AUTO | 4xx",
                "zero           | SELECT * FROM {sales}                 | PT0S | AUTO | 400",
                "negative       | SELECT * FROM {sales}                 | -PT5S | AUTO | 400",
                "too_long       | SELECT * FROM {sales}                 | P400D | AUTO | 400",
                "no_mode        | SELECT * FROM {sales}                 | PT1M | SOMETIMES | 400",
                "no_duration    | SELECT * FROM {sales}                 | soon | AUTO | 400"
            })
    void a_bad_request_is_a_clear_problem_and_leaves_nothing_behind(
            String name, String query, String freshness, String mode, String status, ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = DATABASE + ".bad_" + name;

        HttpResponse<String> refused = views.create(id, query.replace("{sales}", SALES), freshness, mode);

        assertThat(String.valueOf(refused.statusCode())).as(refused.body()).matches(status.replace("x", "\\d"));
        assertThat(json(refused).path("code").asString()).isNotBlank();
        assertThat(json(refused).path("detail").asString()).isNotBlank();
        assertThat(refused.body()).doesNotContain("\tat ", "Exception:");
        assertThat(views.raw("GET", path(id), "").statusCode()).isEqualTo(404);
        assertThat(console.send(console.request("/api/v1/relations/" + id).build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_name_is_taken_once(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = fresh(views, "taken");
        assertThat(views.create(id, BY_CITY, "PT1H", "FULL").statusCode()).isEqualTo(201);

        assertThat(views.create(id, BY_CITY, "PT1H", "FULL").statusCode()).isEqualTo(409);
        assertThat(views.create(SALES, BY_CITY, "PT1H", "FULL").statusCode()).isEqualTo(409);
        views.drop(id);
    }

    private static String fresh(ViewJourney views, String name) {
        String id = DATABASE + "." + name;
        views.drop(id);
        return id;
    }

    private static JsonNode refused(ConsoleProcess console, String statement) {
        JsonNode outcome = console.sql(statement, "BATCH").path(0);
        assertThat(outcome.path("kind").asString())
                .as("%s: %s", statement, outcome)
                .isEqualTo("FAILED");
        return outcome.path("problem");
    }

    private static void run(ConsoleProcess console, String sql) {
        console.sql(sql, "BATCH")
                .forEach(outcome -> assertThat(outcome.path("kind").asString())
                        .as("%s", outcome)
                        .isNotEqualTo("FAILED"));
    }

    /** All rows in the order of their first column. */
    private static String rows(ConsoleProcess console, String id) {
        JsonNode rows = console.sql("SELECT * FROM " + id, "BATCH").path(0).path("rows");
        return rows.valueStream()
                .map(row -> row.path("values").toString())
                .sorted()
                .toList()
                .toString()
                .replace(", ", ",");
    }
}
