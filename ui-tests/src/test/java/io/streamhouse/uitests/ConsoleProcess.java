package io.streamhouse.uitests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged jar, running as a process of its own with a home and a port of its own.
 *
 * <p>{@code -Dconsole.url=http://127.0.0.1:8080} lets the journeys run against a console that runs already.
 */
public final class ConsoleProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration UNTIL_FIRST_PAGE = Duration.ofSeconds(90);
    private static final Duration UNTIL_ENGINE = Duration.ofMinutes(4);

    private final URI url;
    private final Optional<Process> process;
    private final Path home;
    private final Path output;
    private final boolean ownHome;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private ConsoleProcess(URI url, Optional<Process> process, Path home, Path output, boolean ownHome) {
        this.url = url;
        this.process = process;
        this.home = home;
        this.output = output;
        this.ownHome = ownHome;
    }

    /** The console all journeys share: with the sample shop, its engine ready. */
    static ConsoleProcess shared() {
        String running = System.getProperty("console.url");
        if (running != null) {
            return new ConsoleProcess(URI.create(running), Optional.empty(), Path.of(""), Path.of(""), false);
        }
        ConsoleProcess console = start("--sample=" + System.getProperty("console.sample", "true"));
        try {
            console.awaitEngine();
        } catch (Throwable failure) {
            console.close();
            throw failure;
        }
        return console;
    }

    /** A console of one's own in a fresh home; returns when it serves its first page. */
    public static ConsoleProcess start(String... options) {
        try {
            return start(Files.createTempDirectory("streamhouse-ui-"), true, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A console on a home that is there already and stays; returns when it serves its first page. */
    public static ConsoleProcess startOn(Path home, String... options) {
        return start(home, false, options);
    }

    private static ConsoleProcess start(Path home, boolean ownHome, String... options) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + port, "--home=" + home));
        arguments.addAll(List.of(options));
        try {
            Path output = Files.createDirectories(Path.of("target", "console")).resolve("console-" + port + ".log");
            Process process = launch(output, arguments.toArray(String[]::new));
            ConsoleProcess console = new ConsoleProcess(
                    URI.create("http://127.0.0.1:" + port), Optional.of(process), home, output, ownHome);
            try {
                console.await("the first page", UNTIL_FIRST_PAGE, () -> console.status("/sql") == 200);
            } catch (Throwable failure) {
                console.close();
                throw failure;
            }
            return console;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the jar with these arguments and nothing else, its output in a file; for tests of the start itself. */
    public static Process launch(Path output, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(System.getProperty("console.jvm", "-Xmx1500m").split(" ")));
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("STREAMHOUSE_"));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar under test. */
    public static Path jar() {
        Path jar = Path.of(System.getProperty("console.jar", "../console-app/target/streamhouse-console.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("There is no " + jar + ": build it with ./streamhouse build");
        }
        return jar;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public URI url() {
        return url;
    }

    /** The data folder. */
    public Path home() {
        return home;
    }

    public long pid() {
        return process.orElseThrow().pid();
    }

    /** Waits until the engine has warmed up. */
    public void awaitEngine() {
        HttpResponse<String> health = send(request("/api/v1/health").GET().build());
        if (!health.headers().firstValue("Content-Type").orElse("").contains("json")) {
            return;
        }
        await(
                "the engine",
                UNTIL_ENGINE,
                () -> get("/api/v1/health").at("/engine/state").asString().equals("READY"));
    }

    /** Asks for a statement's rows again and again until they come. */
    void awaitAnswer(String sql, int atMostSeconds) {
        await(
                "rows of " + sql,
                Duration.ofSeconds(atMostSeconds),
                () -> sql(sql, "BATCH").path(0).path("kind").asString("").equals("ROWS"));
    }

    /** Asks a question of one column again and again until the answer is yes. */
    void awaitTrue(String sql, int atMostSeconds) {
        await(
                "yes to " + sql,
                Duration.ofSeconds(atMostSeconds),
                () -> sql(sql, "BATCH").path(0).at("/rows/0/values/0").asBoolean(false));
    }

    /** The answer to a GET, as JSON. */
    public JsonNode get(String path) {
        return JSON.readTree(send(request(path).GET().build()).body());
    }

    /** The answer to a POST of JSON, as JSON. */
    public JsonNode post(String path, String json) {
        return JSON.readTree(postRaw(path, json).body());
    }

    /** The whole answer to a POST of JSON. */
    public HttpResponse<String> postRaw(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** What one statement, or several, gave: {@code outcomes} of {@code POST /sql}. */
    public JsonNode sql(String sql, String executionMode) {
        var body = JSON.createObjectNode().put("sql", sql).put("executionMode", executionMode);
        return post("/api/v1/sql", body.toString()).path("outcomes");
    }

    /** Sends any request; a path is resolved against {@link #url()} by {@link #request}. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofMinutes(2));
    }

    private int status(String path) {
        try {
            return send(request(path).GET().build()).statusCode();
        } catch (UncheckedIOException notYet) {
            return 0;
        }
    }

    private void await(String what, Duration atMost, Condition condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            if (process.isPresent() && !process.get().isAlive()) {
                throw new IllegalStateException(
                        "The console ended while waiting for " + what + ", its last words:\n" + lastOutput());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "No sign of " + what + " after " + atMost + ", the console's last words:\n" + lastOutput());
            }
            pause();
        }
    }

    /** Polling another process has no event to wait on. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** The last lines of its output, for a failure's message. */
    public String lastOutput() {
        if (process.isEmpty()) {
            return "(a console that was running already)";
        }
        try {
            List<String> lines =
                    Files.readString(output, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a loss of power would (SIGKILL); its home stays as it is. */
    void kill() {
        process.orElseThrow().destroyForcibly();
        try {
            process.orElseThrow().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Ends it as a person would (SIGTERM), and for good if it does not listen; a home of its own goes with it. */
    @Override
    public void close() {
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        try {
            if (!process.get().waitFor(40, TimeUnit.SECONDS)) {
                process.get().destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.get().destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (ownHome) {
            delete(home);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Condition {
        boolean holds();
    }
}
