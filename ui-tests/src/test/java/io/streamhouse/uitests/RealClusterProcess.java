package io.streamhouse.uitests;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Flink cluster of separate JVMs, as somebody else would run it: the one the engine's contract is tested against,
 * started from what the module {@code engine-embedded} left in its target folder.
 */
final class RealClusterProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final URI gateway;
    private final URI cluster;

    private RealClusterProcess(Process process, BufferedReader output, URI gateway, URI cluster) {
        this.process = process;
        this.output = output;
        this.gateway = gateway;
        this.cluster = cluster;
    }

    /** Starts it and returns when all its members answer. */
    static RealClusterProcess start(Path folder) throws IOException {
        Path built = Path.of(System.getProperty("engine.folder", "../engine-embedded/target"));
        String classPath = built.resolve("test-classes")
                + File.pathSeparator
                + built.resolve("classes")
                + File.pathSeparator
                + Files.readString(built.resolve("real-cluster.classpath"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath,
                        "io.streamhouse.embedded.RealCluster",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("gateway=")) {
                String[] words = line.split(" ");
                return new RealClusterProcess(
                        process,
                        output,
                        URI.create(words[0].substring("gateway=".length())),
                        URI.create(words[1].substring("cluster=".length())));
            }
        }
        process.destroy();
        throw new IllegalStateException("The cluster did not start:\n" + said);
    }

    URI gateway() {
        return gateway;
    }

    URI cluster() {
        return cluster;
    }

    /**
     * Ends a member ({@code jobmanager}, {@code taskmanager-1}, {@code gateway}) as {@code kill -9} does; returns when
     * another has been started in its place.
     */
    void kill(String member) throws IOException {
        process.getOutputStream().write((member + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("killed=" + member)) {
                return;
            }
        }
        throw new IllegalStateException("The cluster ended when its " + member + " was killed");
    }

    /** What the cluster itself says of the jobs that have not ended: their states by id. Empty if it does not answer. */
    Map<String, String> running() {
        Map<String, String> running = new TreeMap<>();
        try {
            get("/jobs/overview").path("jobs").forEach(job -> {
                String state = job.path("state").asString("");
                if (!Set.of("FINISHED", "CANCELED", "FAILED").contains(state)) {
                    running.put(job.path("jid").asString(""), state);
                }
            });
        } catch (UncheckedIOException notYet) {
            return Map.of();
        }
        return running;
    }

    /** What the cluster itself says of a job's state. */
    String stateOf(String job) {
        JsonNode jobs = get("/jobs/overview").path("jobs");
        return StreamSupport.stream(jobs.spliterator(), false)
                .filter(known -> known.path("jid").asString().equals(job))
                .map(known -> known.path("state").asString())
                .findFirst()
                .orElse("UNKNOWN");
    }

    private JsonNode get(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JsonMapper.shared()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(cluster.resolve(path))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Ends its standard input, at which it stops its members. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
