package io.streamhouse.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The calls about materialized views, as journeys make them. */
final class ViewJourney {

    static final String CALLS = "/api/v1/materialized-views";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ConsoleProcess console;

    ViewJourney(ConsoleProcess console) {
        this.console = console;
    }

    static ObjectNode request(String id, String query, String freshness, String mode) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("query", query)
                .put("freshness", freshness)
                .put("mode", mode);
    }

    HttpResponse<String> create(String id, String query, String freshness, String mode) {
        return console.postRaw(CALLS, request(id, query, freshness, mode).toString());
    }

    JsonNode get(String id) {
        return console.get(path(id));
    }

    HttpResponse<String> raw(String method, String path, String body, String... headers) {
        var request = console.request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return console.send(request.build());
    }

    HttpResponse<String> setFreshness(String id, String freshness, String mode) {
        String body = JSON.createObjectNode()
                .put("freshness", freshness)
                .put("mode", mode)
                .toString();
        return raw("PUT", path(id) + "/freshness", body);
    }

    JsonNode verify(String id) {
        return console.post(path(id) + "/verify", "");
    }

    /** Waits until the view is as it should be, and says what it was like if it never is. */
    JsonNode await(String id, String what, Predicate<JsonNode> fits) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode seen = get(id);
        while (!fits.test(seen)) {
            assertThat(System.nanoTime())
                    .as("%s was never seen of %s, which is %s", what, id, seen)
                    .isLessThan(deadline);
            pause();
            seen = get(id);
        }
        return seen;
    }

    JsonNode awaitMode(String id, String mode) {
        return await(
                id,
                "ACTIVE and " + mode,
                view -> view.path("status").asString("").equals("ACTIVE")
                        && view.path("mode").asString("").equals(mode));
    }

    /** Drops it if it is there. */
    void drop(String id) {
        raw("DELETE", path(id), "");
    }

    static String path(String id) {
        return CALLS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
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
