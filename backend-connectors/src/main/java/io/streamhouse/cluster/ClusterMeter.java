package io.streamhouse.cluster;

import io.streamhouse.engine.EngineMeter;
import io.streamhouse.model.EngineReading;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Meters a cluster over its REST API. Its processes count their CPU time themselves; that of the task managers is shared
 * among the jobs by how busy their subtasks were. A cluster refreshes its figures every ten seconds or so: a job that
 * lived for less may not be told of, and what it used is the others' or the engine's then.
 */
public final class ClusterMeter implements EngineMeter {

    private static final String CPU = "Status.JVM.CPU.Time";
    private static final String BUSY = "busyTimeMsPerSecond";

    /** What a subtask that does nothing weighs, in busy milliseconds a second: it keeps its task manager awake. */
    private static final double STANDING = 10;

    private static final Duration ENDED_JOBS_KEPT = Duration.ofMinutes(15);

    private final ClusterRest rest;
    private final Map<String, Long> processes = new HashMap<>();
    private final Map<JobId, Sum> jobs = new HashMap<>();
    private final Map<JobId, Shape> shapes = new HashMap<>();
    private long engine;
    private long total;
    private long readAt = System.nanoTime();

    /** @param clusterRoot of the job manager's REST API */
    public ClusterMeter(URI clusterRoot) {
        this.rest = new ClusterRest(clusterRoot);
    }

    private static final class Sum {
        private long cpu;
        private long slots;
        private boolean running;
        private long runningAt;
    }

    /** What does not change while a job runs. */
    private record Shape(Map<String, Integer> vertices) {
        int slots() {
            return vertices.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        int subtasks() {
            return vertices.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    @Override
    public synchronized EngineReading read() {
        long now = System.nanoTime();
        long passed = now - readAt;
        readAt = now;
        int cores = 0;
        long workers = 0;
        for (JsonNode worker : rest.get("/taskmanagers").path("taskmanagers")) {
            String id = worker.path("id").asString();
            cores += worker.path("hardware").path("cpuCores").asInt(0);
            workers += more(id, "/taskmanagers/" + id + "/metrics");
        }
        long master = more("jobmanager", "/jobmanager/metrics");
        total += workers + master;
        Map<JobId, Double> weights = weights();
        book(weights, workers, passed, now);
        engine += master + (weights.isEmpty() ? workers : 0);
        return new EngineReading(
                readings(),
                Duration.ZERO,
                Duration.ofNanos(engine),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofNanos(total),
                cores);
    }

    /** CPU time of a process since the last reading. One that was started anew counts from zero again. */
    private long more(String process, String metrics) {
        Optional<JsonNode> found = rest.find(metrics + "?get=" + CPU);
        if (found.isEmpty() || found.get().isEmpty()) {
            return 0;
        }
        long now = (long) Double.parseDouble(found.get().get(0).path("value").asString("0"));
        return more(process, now);
    }

    private long more(String process, long now) {
        Long before = processes.put(process, now);
        return before == null ? 0 : now < before ? now : now - before;
    }

    private void book(Map<JobId, Double> weights, long workers, long passed, long now) {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        jobs.values().forEach(job -> job.running = false);
        weights.forEach((id, weight) -> {
            Sum job = jobs.computeIfAbsent(id, key -> new Sum());
            job.cpu += (long) (workers * weight / all);
            job.slots += passed * shapes.getOrDefault(id, new Shape(Map.of())).slots();
            job.running = true;
            job.runningAt = now;
        });
        jobs.values().removeIf(job -> now - job.runningAt > ENDED_JOBS_KEPT.toNanos());
        shapes.keySet().retainAll(weights.keySet());
    }

    private Map<JobId, Double> weights() {
        Map<JobId, Double> weights = new LinkedHashMap<>();
        for (JsonNode job : rest.get("/jobs").path("jobs")) {
            if (job.path("status").asString("").equals("RUNNING")) {
                JobId id = new JobId(job.path("id").asString());
                weigh(id).ifPresent(weight -> weights.put(id, weight));
            }
        }
        return weights;
    }

    /** Empty if the job has ended meanwhile. */
    private Optional<Double> weigh(JobId id) {
        Shape shape = shapes.get(id);
        if (shape == null) {
            shape = shape(id);
            if (shape == null) {
                return Optional.empty();
            }
            shapes.put(id, shape);
        }
        double busy = 0;
        for (String vertex : shape.vertices().keySet()) {
            busy += busy(id, vertex);
        }
        return Optional.of(busy + STANDING * shape.subtasks());
    }

    private @Nullable Shape shape(JobId id) {
        return rest.find("/jobs/" + id)
                .map(job -> {
                    Map<String, Integer> vertices = new LinkedHashMap<>();
                    for (JsonNode vertex : job.path("vertices")) {
                        vertices.put(
                                vertex.path("id").asString(),
                                Math.max(1, vertex.path("parallelism").asInt(1)));
                    }
                    return new Shape(vertices);
                })
                .orElse(null);
    }

    private double busy(JobId id, String vertex) {
        Optional<JsonNode> found =
                rest.find("/jobs/" + id + "/vertices/" + vertex + "/subtasks/metrics?get=" + BUSY + "&agg=sum");
        double busy = found.filter(metrics -> !metrics.isEmpty())
                .map(metrics -> metrics.get(0).path("sum").asDouble(0))
                .orElse(0.0);
        return Double.isFinite(busy) && busy > 0 ? busy : 0;
    }

    private Map<JobId, JobReading> readings() {
        Map<JobId, JobReading> readings = new HashMap<>();
        jobs.forEach((id, job) -> readings.put(
                id,
                new JobReading(Duration.ofNanos(job.cpu), Duration.ZERO, Duration.ofNanos(job.slots), job.running)));
        return readings;
    }

    @Override
    public void close() {
        rest.close();
    }
}
