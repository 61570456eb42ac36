package io.streamhouse.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to a Flink REST endpoint, JSON both ways. For any number of threads. */
final class GatewayClient implements AutoCloseable {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);

    /** Decimals must keep their digits, so numbers with a fraction are read as such and not as doubles. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final URI root;
    private final HttpClient http;

    GatewayClient(URI root) {
        this.root = root;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    JsonNode get(String path, Duration patience) throws GatewayException {
        return send(request(path, patience).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body, Duration patience) throws GatewayException {
        return send(request(path, patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    JsonNode patch(String path, Duration patience) throws GatewayException {
        return send(request(path, patience)
                .method("PATCH", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    JsonNode delete(String path, Duration patience) throws GatewayException {
        return send(request(path, patience).DELETE().build());
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        String base = root.toString();
        String joined = base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path;
        return HttpRequest.newBuilder(URI.create(joined)).timeout(patience).header("Accept", "application/json");
    }

    private JsonNode send(HttpRequest request) throws GatewayException {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException.Unreachable("The request was interrupted", e);
        } catch (IOException e) {
            throw new GatewayException.Unreachable("No answer from " + root, e);
        }
        JsonNode body = parse(response.body());
        if (response.statusCode() / 100 != 2) {
            throw new GatewayException.Refused(response.statusCode(), errorText(body, response.body()));
        }
        if (body == null) {
            throw new GatewayException.Unreachable(root + " does not answer as Flink does", null);
        }
        return body;
    }

    private static @Nullable JsonNode parse(String body) {
        if (body.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Flink puts a sentence for people first and the causes, which say more, last. */
    private static String errorText(@Nullable JsonNode body, String raw) {
        JsonNode errors = body == null ? null : body.get("errors");
        if (errors == null || errors.isEmpty()) {
            return raw;
        }
        return errors.get(errors.size() - 1).asString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
