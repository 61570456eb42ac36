package io.streamhouse.uitests;

import static io.streamhouse.uitests.ViewJourney.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a program asks of lineage, over HTTP. */
@Journeys
final class LineageApiTest {

    private static final String DATABASE = "streamhouse.lineage_by_program";
    private static final String SALES = DATABASE + ".sales";

    @BeforeEach
    void aTableToRead(ConsoleProcess console) {
        run(console, "CREATE DATABASE IF NOT EXISTS " + DATABASE);
        run(
                console,
                "CREATE TABLE IF NOT EXISTS " + SALES
                        + " (id INT NOT NULL, city STRING NOT NULL, amount INT, discount INT,"
                        + " PRIMARY KEY (id) NOT ENFORCED) WITH ('bucket' = '1', 'changelog-producer' = 'lookup')");
    }

    @Test
    void a_statement_is_analysed_with_its_own_ddl_and_functions(ConsoleProcess console) {
        String body = """
                {"ddl": "CREATE TABLE t (a INT, b STRING, c INT)",
                 "functions": [{"name": "clean", "kind": "SCALAR", "returns": "STRING"}],
                 "sql": "SELECT a + c AS d, clean(b) AS e FROM t WHERE a > 0"}""";

        JsonNode statement = json(post(console, "/api/v1/lineage/analyze", body))
                .path("statements")
                .path(0);

        assertThat(statement.path("target").isNull()).isTrue();
        JsonNode d = statement.path("columns").path(0);
        assertThat(d.path("column").asString()).isEqualTo("d");
        assertThat(d.path("unknown").isNull()).isTrue();
        assertThat(d.path("origins").toString())
                .contains("\"column\":\"a\",\"type\":\"DIRECT\",\"subtype\":\"TRANSFORMATION\"")
                .contains("\"column\":\"c\",\"type\":\"DIRECT\"")
                .contains("\"type\":\"INDIRECT\",\"subtype\":\"FILTER\"");
        JsonNode facet = json(post(console, "/api/v1/lineage/analyze?format=openlineage", body))
                .path("statements")
                .path(0)
                .path("facets")
                .path("columnLineage");
        assertThat(facet.path("_schemaURL").asString()).contains("1-2-0/ColumnLineageDatasetFacet");
        assertThat(facet.path("fields").has("e")).isTrue();
    }

    @Test
    void a_mistake_in_a_statement_is_a_problem_with_its_place(ConsoleProcess console) {
        HttpResponse<String> answer = post(
                console,
                "/api/v1/lineage/analyze",
                "{\"ddl\": \"CREATE TABLE t (a INT)\", \"sql\": \"SELECT a\\nFORM t\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("position").path("line").asInt()).isEqualTo(2);
    }

    @Test
    void a_view_is_in_the_graph_with_its_columns_and_protects_what_it_reads(ConsoleProcess console) {
        ViewJourney views = new ViewJourney(console);
        String id = DATABASE + ".totals";
        views.drop(id);
        String query = "SELECT city, SUM(amount - discount) AS total FROM " + SALES + " GROUP BY city";
        assertThat(views.create(id, query, "PT1H", "FULL").statusCode()).isEqualTo(201);

        JsonNode around = awaitLinks(console, SALES, "discount", id);
        JsonNode edge = around.path("edges").path(0);
        assertThat(edge.path("from").asString()).isEqualTo(SALES);
        assertThat(edge.path("via").path("kind").asString()).isEqualTo("DEFINITION");
        assertThat(edge.path("columns").path(0).path("from").asString()).isEqualTo("discount");
        assertThat(edge.path("columns").path(0).path("to").asString()).isEqualTo("total");
        assertThat(edge.path("columns").path(0).path("subtype").asString()).isEqualTo("AGGREGATION");

        JsonNode path = console.get("/api/v1/lineage/path?relation=" + id + "&column=total");
        assertThat(path.path("complete").asBoolean()).isTrue();
        assertThat(path.path("hops").size()).isEqualTo(3);
        JsonNode impact = console.get("/api/v1/lineage/impact?relation=" + SALES + "&column=discount");
        assertThat(impact.path("relations").path(0).path("effect").asString()).isEqualTo("BREAKS");
        assertThat(impact.path("relations").path(0).path("columns").toString()).isEqualTo("[\"total\"]");

        JsonNode refused = outcome(console, "ALTER TABLE " + SALES + " DROP discount");
        assertThat(refused.path("problem").path("detail").asString())
                .as("%s", refused)
                .contains("Dropping " + SALES + ".discount breaks " + id + " (total)");
        views.drop(id);
    }

    @Test
    void a_statement_that_was_run_is_in_the_graph_with_who_ran_it(ConsoleProcess console) {
        String copy = DATABASE + ".sales_copy";
        run(console, "CREATE TABLE IF NOT EXISTS " + copy + " (id INT, city STRING)");
        run(console, "INSERT INTO " + copy + " SELECT id, UPPER(city) FROM " + SALES);

        JsonNode via =
                awaitLinks(console, SALES, "city", copy).path("edges").path(0).path("via");

        assertThat(via.path("kind").asString()).isEqualTo("STATEMENT");
        assertThat(via.path("actor").asString()).isNotBlank();
        assertThat(via.path("text").asString()).contains("INSERT INTO");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?relation=streamhouse.nowhere.here        | 404",
                "?relation=SALES&column=nothing            | 404",
                "?relation=SALES&depth=-1                  | 400",
                "?relation=SALES&depth=deep                | 400",
                "?relation=SALES&direction=SIDEWAYS        | 400",
                "?relation=sales                           | 400",
                "?depth=1                                  | 400",
                "?relation=SALES&format=xml                | 400",
                "/path?relation=SALES                      | 400",
                "/impact?relation=SALES&change=CHANGE      | 400",
                "/impact?relation=streamhouse.nowhere.here | 404"
            })
    void a_question_that_makes_no_sense_is_a_problem(String question, int status, ConsoleProcess console) {
        awaitKnown(console, SALES);

        HttpResponse<String> answer =
                new ViewJourney(console).raw("GET", "/api/v1/lineage" + question.replace("SALES", SALES), "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isNotBlank();
        assertThat(json(answer).path("detail").asString()).isNotBlank();
    }

    private static void awaitKnown(ConsoleProcess console, String relation) {
        ViewJourney views = new ViewJourney(console);
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        while (views.raw("GET", "/api/v1/lineage?relation=" + relation + "&column=id", "")
                        .statusCode()
                != 200) {
            assertThat(Instant.now()).as("%s is not in the graph", relation).isBefore(limit);
            pause();
        }
    }

    /** What is below a column, once it goes into the other relation. */
    private static JsonNode awaitLinks(ConsoleProcess console, String relation, String column, String into) {
        ViewJourney views = new ViewJourney(console);
        Instant limit = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            HttpResponse<String> answer = views.raw(
                    "GET",
                    "/api/v1/lineage?relation=" + encoded(relation) + "&column=" + column + "&direction=DOWN&depth=1",
                    "");
            JsonNode around = json(answer);
            boolean linked = around.path("edges")
                    .valueStream()
                    .anyMatch(edge -> edge.path("to").asString().equals(into)
                            && !edge.path("columns").isEmpty());
            if (linked) {
                return around;
            }
            assertThat(Instant.now()).as(answer.body()).isBefore(limit);
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(200_000_000);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> post(ConsoleProcess console, String path, String body) {
        return new ViewJourney(console).raw("POST", path, body);
    }

    private static JsonNode outcome(ConsoleProcess console, String sql) {
        return console.sql(sql, "BATCH").path(0);
    }

    private static void run(ConsoleProcess console, String sql) {
        console.sql(sql, "BATCH")
                .forEach(outcome -> assertThat(outcome.path("kind").asString())
                        .as("%s: %s", sql, outcome)
                        .isNotEqualTo("FAILED"));
    }
}
