package io.streamhouse.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a program does with pipelines, over HTTP and on the engine. */
@Journeys
final class PipelinesApiTest {

    private static final String CALLS = "/api/v1/pipelines";
    private static final String DATABASE = "streamhouse.pipelines_by_program";
    private static final String SALES = DATABASE + ".sales";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @BeforeEach
    void aTableToRead(ConsoleProcess console) {
        run(console, "CREATE DATABASE IF NOT EXISTS " + DATABASE);
        run(
                console,
                "CREATE TABLE IF NOT EXISTS " + SALES
                        + " (id INT NOT NULL, city STRING NOT NULL, amount INT, PRIMARY KEY (id) NOT ENFORCED)"
                        + " WITH ('bucket' = '1', 'changelog-producer' = 'input')");
        run(console, "INSERT INTO " + SALES + " VALUES (1, 'Ulm', 10), (2, 'Ulm', 20), (3, 'Bonn', 5)");
    }

    @Test
    void sql_becomes_nodes_and_nodes_become_sql(ConsoleProcess console) {
        JsonNode kept = json(post(console, CALLS, body("As SQL").put("sql", byCity("anywhere", 5))));

        assertThat(kept.path("nodes")
                        .valueStream()
                        .map(node -> node.path("name").asString()))
                .containsExactly("sales", "big", "per_city", "anywhere");
        ObjectNode drawn = body("As nodes");
        drawn.set("nodes", kept.path("nodes"));
        drawn.set("links", kept.path("links"));
        JsonNode written = json(post(console, CALLS, drawn));
        assertThat(written.path("sqlProblem").isNull()).isTrue();
        JsonNode again = json(post(
                console,
                CALLS + "/read",
                body("Read").put("sql", written.path("sql").asString())));
        assertThat(again.path("nodes")).isEqualTo(kept.path("nodes"));
        assertThat(again.path("links")).isEqualTo(kept.path("links"));
        delete(console, kept);
        delete(console, written);
    }

    @Test
    void rows_at_a_node_come_from_the_engine(ConsoleProcess console) {
        JsonNode kept = json(post(console, CALLS, body("Sampled").put("sql", byCity("anywhere", 5))));

        JsonNode sample = json(
                post(console, path(kept) + "/sample", JSON.createObjectNode().put("node", "per_city")));

        assertThat(sample.path("columns").path(1).path("name").asString()).isEqualTo("total");
        assertThat(sample.path("rows").path(0).path("values").toString()).isEqualTo("[\"Ulm\",30]");
        delete(console, kept);
    }

    @Test
    void a_pipeline_is_started_changed_restored_and_stopped(ConsoleProcess console) {
        String target = fresh("by_city");
        run(
                console,
                "CREATE TABLE " + DATABASE + "." + target
                        + " (city STRING NOT NULL, total INT, PRIMARY KEY (city) NOT ENFORCED) WITH ('bucket' = '1')");
        JsonNode first = json(post(console, CALLS, body("Lived with").put("sql", byCity(target, 5))));
        String path = path(first);

        assertThat(json(post(console, path + "/start", null)).path("revision").asLong())
                .isEqualTo(1);
        awaitRows(console, target, "[[\"Ulm\",30]]");
        JsonNode figures = await(
                "rows that went out of the source",
                () -> console.get(path + "/figures"),
                seen -> seen.path("sales").path("recordsOut").asLong(0) > 0);
        assertThat(figures.propertyNames()).contains("sales", "big", "per_city", target);
        HttpResponse<String> refused = send(console, "DELETE", path, null);
        assertThat(json(refused).path("detail").asString()).contains("runs");

        put(console, path, JSON.createObjectNode().put("sql", byCity(target, 3)));
        JsonNode told = json(post(console, path + "/change/preview", null));
        assertThat(told.path("goesOn").asBoolean()).as("%s", told).isFalse();
        assertThat(told.path("nodes").toString()).contains("\"node\":\"per_city\",\"fate\":\"REBUILT\"");
        assertThat(post(console, path + "/change", null).statusCode()).isEqualTo(400);
        post(console, path + "/change", JSON.createObjectNode().put("how", "ANEW"));
        awaitRows(console, target, "[[\"Bonn\",5],[\"Ulm\",30]]");

        assertThat(json(post(console, path + "/versions/1/restore", null))
                        .path("revision")
                        .asLong())
                .isEqualTo(3);
        assertThat(console.get(path).path("sql").asString()).contains("amount > 5");
        post(console, path + "/change", JSON.createObjectNode().put("how", "ANEW"));
        JsonNode running = await(
                "RUNNING",
                () -> console.get(path + "/status"),
                status -> status.path("state").asString().equals("RUNNING"));
        assertThat(running.path("revision").asLong()).isEqualTo(3);

        assertThat(json(post(console, path + "/stop", null)).path("state").asString())
                .isEqualTo("STOPPED");
        assertThat(json(post(console, path + "/start", null)).path("revision").asLong())
                .isEqualTo(3);
        post(console, path + "/stop", null);
        delete(console, first);
    }

    @Test
    void a_change_of_names_alone_lets_the_job_run_on(ConsoleProcess console) {
        String target = fresh("named");
        run(
                console,
                "CREATE TABLE " + DATABASE + "." + target
                        + " (city STRING NOT NULL, total INT, PRIMARY KEY (city) NOT ENFORCED) WITH ('bucket' = '1')");
        JsonNode kept = json(post(console, CALLS, body("Renamed").put("sql", byCity(target, 5))));
        String path = path(kept);
        HttpResponse<String> started = post(console, path + "/start", null);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        String job = json(started).path("jobId").asString();
        put(console, path, JSON.createObjectNode().put("sql", byCity(target, 5).replace("per_city", "sums")));

        JsonNode changed = json(post(console, path + "/change", null));

        assertThat(changed.path("revision").asLong()).as("%s", changed).isEqualTo(2);
        assertThat(changed.path("jobId").asString()).isEqualTo(job);
        post(console, path + "/stop", null);
        delete(console, kept);
    }

    @Test
    void a_new_table_and_a_view_are_made_and_the_mode_is_a_toggle(ConsoleProcess console) {
        String table = fresh("cheap");
        String view = fresh("how_many");
        ObjectNode drawn = body("Two ends").put("mode", "BATCH");
        ArrayNode nodes = drawn.putArray("nodes");
        nodes.add(node("sales", step("source").put("relation", SALES)));
        nodes.add(node("cheap", step("filter").put("condition", "amount < 15")));
        ObjectNode counted = step("aggregate");
        counted.putArray("keys").add(named("city", "city"));
        counted.putArray("measures").add(named("COUNT(*)", "n"));
        nodes.add(node("counted", counted));
        ObjectNode made = step("intoNewTable").put("relation", DATABASE + "." + table);
        made.putArray("primaryKey").add("id");
        made.putObject("options").put("bucket", "1").put("fs.s3.secret-key", "hush");
        nodes.add(node("made", made));
        nodes.add(node(
                "kept",
                step("intoView")
                        .put("relation", DATABASE + "." + view)
                        .put("freshness", "PT5S")
                        .put("mode", "AUTO")));
        ArrayNode links = drawn.putArray("links");
        link(links, "sales", "cheap");
        link(links, "cheap", "counted");
        link(links, "cheap", "made");
        link(links, "counted", "kept");
        HttpResponse<String> created = post(console, CALLS, drawn);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body()).doesNotContain("hush");
        String path = path(json(created));

        post(console, path + "/start", null);

        awaitRows(console, table, "[[1,\"Ulm\",10],[3,\"Bonn\",5]]");
        awaitRows(console, view, "[[\"Bonn\",1],[\"Ulm\",1]]");
        JsonNode status = console.get(path + "/status");
        assertThat(status.path("views").path(0).asString()).isEqualTo(DATABASE + "." + view);
        assertThat(json(post(console, path + "/stop", null)).path("state").asString())
                .isEqualTo("STOPPED");
        put(console, path, JSON.createObjectNode().put("mode", "STREAMING"));
        post(console, path + "/change", JSON.createObjectNode().put("how", "ANEW"));
        await(
                "a streaming statement",
                () -> console.get(path + "/status"),
                now -> now.path("statementId").isString()
                        && now.path("state").asString().equals("RUNNING"));
        post(console, path + "/stop", null);
        delete(console, json(created));
        run(console, "DROP MATERIALIZED TABLE " + DATABASE + "." + view);
    }

    @Test
    void what_stands_against_a_start_names_the_node_and_nothing_runs(ConsoleProcess console) {
        JsonNode kept = json(post(
                console, CALLS, body("Wrong").put("sql", byCity("nowhere", 5).replace("amount > 5", "amont > 5"))));

        HttpResponse<String> refused = post(console, path(kept) + "/start", null);

        assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 499);
        assertThat(json(refused).path("detail").asString()).contains("“big”");
        assertThat(console.get(path(kept) + "/check")
                        .path("nodes")
                        .path("big")
                        .path("problems")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo("condition");
        assertThat(console.get(path(kept) + "/status").path("state").asString()).isEqualTo("AT_REST");
        delete(console, kept);
    }

    @Test
    void a_change_of_an_old_version_and_a_circle_are_refused(ConsoleProcess console) {
        JsonNode kept = json(post(console, CALLS, body("Refused").put("sql", byCity("anywhere", 5))));
        put(console, path(kept), JSON.createObjectNode().put("name", "Renamed"));

        HttpResponse<String> late =
                send(console, "PUT", path(kept), JSON.createObjectNode().put("name", "Late"), "If-Match", "\"1\"");
        ObjectNode circle = JSON.createObjectNode();
        circle.set("nodes", kept.path("nodes"));
        ArrayNode links = circle.putArray("links");
        link(links, "big", "per_city");
        link(links, "per_city", "big");
        HttpResponse<String> round = send(console, "PUT", path(kept), circle);

        assertThat(json(late).path("code").asString()).isEqualTo("REVISION_CONFLICT");
        assertThat(json(round).path("detail").asString()).contains("circle");
        assertThat(console.get(path(kept)).path("revision").asLong()).isEqualTo(2);
        delete(console, kept);
    }

    private static String byCity(String target, int above) {
        return "INSERT INTO " + DATABASE + "." + target + " WITH big AS (SELECT * FROM " + SALES
                + " WHERE amount > " + above
                + "), per_city AS (SELECT city, SUM(amount) AS total FROM big GROUP BY city) SELECT * FROM per_city";
    }

    private static ObjectNode body(String name) {
        return JSON.createObjectNode().put("name", name);
    }

    private static ObjectNode step(String kind) {
        return JSON.createObjectNode().put("kind", kind);
    }

    private static ObjectNode node(String name, ObjectNode step) {
        ObjectNode node = JSON.createObjectNode().put("name", name);
        node.set("step", step);
        return node;
    }

    private static ObjectNode named(String expression, String name) {
        return JSON.createObjectNode().put("expression", expression).put("name", name);
    }

    private static void link(ArrayNode links, String from, String to) {
        links.addObject().put("from", from).put("to", to).put("port", 0);
    }

    private static String path(JsonNode pipeline) {
        return CALLS + "/" + pipeline.path("id").asString();
    }

    private static String fresh(String name) {
        return name + "_" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static HttpResponse<String> post(ConsoleProcess console, String path, @Nullable JsonNode body) {
        return send(console, "POST", path, body);
    }

    private static void put(ConsoleProcess console, String path, JsonNode body) {
        HttpResponse<String> answer = send(console, "PUT", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void delete(ConsoleProcess console, JsonNode pipeline) {
        HttpResponse<String> answer = send(console, "DELETE", path(pipeline), null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private static HttpResponse<String> send(
            ConsoleProcess console, String method, String path, @Nullable JsonNode body, String... headers) {
        var request = console.request(path)
                .timeout(Duration.ofMinutes(3))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return console.send(request.build());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private static void run(ConsoleProcess console, String sql) {
        JsonNode outcome = console.sql(sql, "BATCH").path(0);
        assertThat(outcome.path("kind").asString()).as("%s", outcome).isNotEqualTo("FAILED");
    }

    private static void awaitRows(ConsoleProcess console, String table, String rows) {
        await(
                rows,
                () -> {
                    ArrayNode values = JSON.createArrayNode();
                    console.get("/api/v1/relations/" + DATABASE + "." + table + "/preview?limit=100")
                            .path("rows")
                            .forEach(row -> values.add(row.path("values")));
                    return values;
                },
                seen -> seen.toString().equals(rows));
    }

    private static JsonNode await(String what, Supplier<JsonNode> look, Predicate<JsonNode> fits) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode seen = look.get();
        while (!fits.test(seen)) {
            assertThat(System.nanoTime())
                    .as("%s was never seen, but %s", what, seen)
                    .isLessThan(deadline);
            pause();
            seen = look.get();
        }
        return seen;
    }

    /** Polling another process has no event to wait on. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(150);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
