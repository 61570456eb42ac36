package io.streamhouse.cluster;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to the JobManager, with its refusals turned into problems. */
final class ClusterRest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int NOT_FOUND = 404;

    private final String root;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    ClusterRest(URI root) {
        String text = root.toString();
        this.root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    JsonNode get(String path) {
        return find(path)
                .orElseThrow(() ->
                        new ProblemException(ErrorCode.NOT_FOUND, "The cluster does not know this job (any more)."));
    }

    /** Empty where the cluster answers that there is no such thing. */
    Optional<JsonNode> find(String path) {
        HttpResponse<String> response = send(request(path).GET().build());
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(body(response));
    }

    JsonNode post(String path, Map<String, ?> body) {
        return change(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    void patch(String path) {
        change(request(path)
                .method("PATCH", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private JsonNode change(HttpRequest request) {
        HttpResponse<String> response = send(request);
        if (response.statusCode() == NOT_FOUND) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "The cluster does not know this job (any more).");
        }
        return body(response);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private JsonNode body(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            String text = response.body();
            throw new ProblemException(ErrorCode.EXECUTION_FAILED, RootCause.of(lastError(text)));
        }
        try {
            return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw unreachable(e);
        }
    }

    private static String lastError(String text) {
        try {
            JsonNode errors = JSON.readTree(text).path("errors");
            return errors.isEmpty() ? text : errors.get(errors.size() - 1).asString();
        } catch (JacksonException e) {
            return text;
        }
    }

    private ProblemException unreachable(Exception cause) {
        return new ProblemException(
                Problem.of(
                        ErrorCode.ENGINE_UNREACHABLE,
                        "The cluster at " + root + " does not answer.",
                        "Check that it runs, or choose another connection in Settings."),
                cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
