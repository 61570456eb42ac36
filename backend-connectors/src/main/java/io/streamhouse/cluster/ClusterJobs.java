package io.streamhouse.cluster;

import io.streamhouse.engine.Jobs;
import io.streamhouse.model.ClusterOverview;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.TaskCounts;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The jobs of a cluster, asked of its JobManager's REST API. */
public final class ClusterJobs implements Jobs, AutoCloseable {

    /** How soon an answer is asked for again: at first at once, since most come at once, then less and less often. */
    private static final Duration FIRST_POLL = Duration.ofMillis(8);

    private static final Duration LONGEST_POLL = Duration.ofMillis(100);

    private static final String LATE = "numLateRecordsDropped";

    private static final String NO_WATERMARK = Long.toString(Long.MIN_VALUE);

    private final ClusterRest rest;

    public ClusterJobs(URI clusterRoot) {
        this.rest = new ClusterRest(clusterRoot);
    }

    @Override
    public ClusterOverview overview() {
        JsonNode overview = rest.get("/overview");
        return new ClusterOverview(
                overview.path("flink-version").asString(""),
                overview.path("taskmanagers").asInt(),
                overview.path("slots-total").asInt(),
                overview.path("slots-available").asInt());
    }

    @Override
    public List<JobSummary> list() {
        List<JobSummary> jobs = new ArrayList<>();
        for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
            jobs.add(summary(job, job.path("tasks")));
        }
        jobs.sort(Comparator.comparing(JobSummary::startedAt).reversed());
        return jobs;
    }

    /** Out of the list, which is always of this moment: what the cluster tells of one job is up to three seconds old. */
    @Override
    public Optional<JobSummary> find(JobId id) {
        return list().stream().filter(job -> job.id().equals(id)).findFirst();
    }

    @Override
    public Optional<JobState> state(JobId id) {
        // Of a job it does not know the status endpoint says that it has failed itself.
        for (JsonNode job : rest.get("/jobs").path("jobs")) {
            if (job.path("id").asString("").equals(id.value())) {
                return Optional.of(state(job.path("status").asString()));
            }
        }
        return Optional.empty();
    }

    @Override
    public JobDetail detail(JobId id) {
        JsonNode job = rest.get("/jobs/" + id);
        List<JobDetail.Vertex> vertices = new ArrayList<>();
        for (JsonNode vertex : job.path("vertices")) {
            vertices.add(vertex(id, vertex));
        }
        ExecutionMode mode = job.path("job-type").asString("STREAMING").equals("BATCH")
                ? ExecutionMode.BATCH
                : ExecutionMode.STREAMING;
        return new JobDetail(summary(job), mode, vertices, edges(job));
    }

    private JobDetail.Vertex vertex(JobId job, JsonNode vertex) {
        String id = vertex.path("id").asString();
        JsonNode metrics = vertex.path("metrics");
        JobState state = state(vertex.path("status").asString());
        Map<String, Double> figures = state == JobState.RUNNING ? figures(job, id) : Map.<String, Double>of();
        return new JobDetail.Vertex(
                id,
                plainName(vertex.path("name").asString()),
                vertex.path("parallelism").asInt(),
                state,
                metrics.path("read-records").asLong(0),
                metrics.path("write-records").asLong(0),
                metrics.path("read-bytes").asLong(0),
                metrics.path("write-bytes").asLong(0),
                ratio(figures.get("busyTimeMsPerSecond")),
                ratio(figures.get("backPressuredTimeMsPerSecond")),
                state == JobState.RUNNING ? watermark(job, id) : Optional.empty(),
                tasks(vertex.path("tasks")));
    }

    @Override
    public Map<String, TaskCounts> counts(JobId id) {
        Map<String, OptionalLong> state = stateBytes(id);
        Map<String, TaskCounts> counts = new LinkedHashMap<>();
        for (JsonNode vertex : rest.get("/jobs/" + id).path("vertices")) {
            String task = vertex.path("id").asString();
            counts.put(task, new TaskCounts(lateRecords(id, task), state.getOrDefault(task, OptionalLong.empty())));
        }
        return counts;
    }

    /** Each operator of a task counts for itself, under a name that begins with its own. */
    private OptionalLong lateRecords(JobId job, String vertex) {
        String path = "/jobs/" + job + "/vertices/" + vertex + "/subtasks/metrics";
        List<String> names = new ArrayList<>();
        for (JsonNode metric : rest.find(path).map(JsonNode::values).orElse(List.of())) {
            String name = metric.path("id").asString("");
            if (name.endsWith(LATE)) {
                names.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
            }
        }
        if (names.isEmpty()) {
            return OptionalLong.empty();
        }
        long late = 0;
        for (JsonNode metric : rest.find(path + "?get=" + String.join(",", names) + "&agg=sum")
                .map(JsonNode::values)
                .orElse(List.of())) {
            late += (long) metric.path("sum").asDouble(0);
        }
        return OptionalLong.of(late);
    }

    private Map<String, OptionalLong> stateBytes(JobId job) {
        long last = rest.find("/jobs/" + job + "/checkpoints")
                .map(answer ->
                        answer.path("latest").path("completed").path("id").asLong(-1))
                .orElse(-1L);
        if (last < 0) {
            return Map.of();
        }
        Map<String, OptionalLong> sizes = new LinkedHashMap<>();
        rest.find("/jobs/" + job + "/checkpoints/details/" + last).ifPresent(found -> {
            for (Map.Entry<String, JsonNode> task : found.path("tasks").properties()) {
                sizes.put(
                        task.getKey(),
                        OptionalLong.of(task.getValue().path("state_size").asLong(0)));
            }
        });
        return sizes;
    }

    /** Flink joins operator names and puts their details into HTML entities. */
    private static String plainName(String name) {
        return Redactor.text(name.replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&")
                .replace("<br/>", " "));
    }

    /** The worst subtask of each figure, since that is the one that holds the job up. */
    private Map<String, Double> figures(JobId job, String vertex) {
        Map<String, Double> figures = new LinkedHashMap<>();
        rest.find("/jobs/" + job + "/vertices/" + vertex
                        + "/subtasks/metrics?get=busyTimeMsPerSecond,backPressuredTimeMsPerSecond&agg=max")
                .ifPresent(found -> {
                    for (JsonNode metric : found) {
                        double max = metric.path("max").asDouble(Double.NaN);
                        if (!Double.isNaN(max)) {
                            figures.put(metric.path("id").asString(), max);
                        }
                    }
                });
        return figures;
    }

    private static OptionalDouble ratio(@Nullable Double millisPerSecond) {
        return millisPerSecond == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.clamp(millisPerSecond / 1000, 0, 1));
    }

    /** The lowest watermark among the subtasks, as an instant; none before the first. */
    private Optional<String> watermark(JobId job, String vertex) {
        return rest.find("/jobs/" + job + "/vertices/" + vertex + "/watermarks").flatMap(found -> {
            Optional<Long> lowest = Optional.empty();
            for (JsonNode metric : found) {
                String value = metric.path("value").asString();
                if (value.equals(NO_WATERMARK) || !value.matches("-?\\d+")) {
                    return Optional.empty();
                }
                long millis = Long.parseLong(value);
                lowest =
                        Optional.of(lowest.map(known -> Math.min(known, millis)).orElse(millis));
            }
            // The end of a bounded input is the largest number, which is no date.
            return lowest.filter(millis -> millis < Long.MAX_VALUE)
                    .map(millis -> Instant.ofEpochMilli(millis).toString());
        });
    }

    private static List<JobDetail.Edge> edges(JsonNode job) {
        List<JobDetail.Edge> edges = new ArrayList<>();
        for (JsonNode node : job.path("plan").path("nodes")) {
            for (JsonNode input : node.path("inputs")) {
                edges.add(new JobDetail.Edge(
                        input.path("id").asString(),
                        node.path("id").asString(),
                        input.path("ship_strategy").asString("")));
            }
        }
        return edges;
    }

    private static JobSummary summary(JsonNode job) {
        return summary(job, job.path("status-counts"));
    }

    private static JobSummary summary(JsonNode job, JsonNode taskCounts) {
        Map<String, Integer> vertices = tasks(taskCounts);
        long end = job.path("end-time").asLong(-1);
        return new JobSummary(
                new JobId(job.path("jid").asString()),
                Redactor.text(job.path("name").asString()),
                state(job.path("state").asString()),
                Instant.ofEpochMilli(job.path("start-time").asLong()),
                end < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(end)),
                Duration.ofMillis(Math.max(0, job.path("duration").asLong())),
                vertices.getOrDefault("RUNNING", 0),
                vertices.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static Map<String, Integer> tasks(JsonNode counts) {
        Map<String, Integer> tasks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> count : counts.properties()) {
            if (!count.getKey().equals("total") && count.getValue().asInt() > 0) {
                tasks.put(
                        count.getKey().toUpperCase(Locale.ROOT),
                        count.getValue().asInt());
            }
        }
        return tasks;
    }

    /** A vertex has states between CREATED and RUNNING that a job has not. */
    private static JobState state(String name) {
        return switch (name) {
            case "SCHEDULED", "DEPLOYING" -> JobState.CREATED;
            case "CANCELING" -> JobState.CANCELLING;
            default -> JobState.valueOf(name);
        };
    }

    @Override
    public List<JobFailure> failures(JobId id) {
        List<JobFailure> failures = new ArrayList<>();
        for (JsonNode entry : rest.get("/jobs/" + id + "/exceptions?maxExceptions=50")
                .path("exceptionHistory")
                .path("entries")) {
            String trace = entry.path("stacktrace").asString("");
            String task = entry.path("taskName").asString("");
            failures.add(new JobFailure(
                    Instant.ofEpochMilli(entry.path("timestamp").asLong()),
                    RootCause.of(trace),
                    Redactor.text(trace),
                    task.isEmpty() ? Optional.empty() : Optional.of(plainName(task))));
        }
        failures.sort(Comparator.comparing(JobFailure::at).reversed());
        return failures;
    }

    @Override
    public JobCheckpoints checkpoints(JobId id) {
        JsonNode answer = rest.get("/jobs/" + id + "/checkpoints");
        JsonNode counts = answer.path("counts");
        List<JobCheckpoints.Checkpoint> history = new ArrayList<>();
        for (JsonNode checkpoint : answer.path("history")) {
            history.add(checkpoint(checkpoint));
        }
        history.sort(Comparator.comparingLong(JobCheckpoints.Checkpoint::id).reversed());
        return new JobCheckpoints(
                counts.path("completed").asLong(0),
                counts.path("failed").asLong(0),
                counts.path("in_progress").asLong(0),
                counts.path("restored").asLong(0),
                history);
    }

    private static JobCheckpoints.Checkpoint checkpoint(JsonNode checkpoint) {
        JobCheckpoints.Status status =
                switch (checkpoint.path("status").asString("")) {
                    case "COMPLETED" -> JobCheckpoints.Status.COMPLETED;
                    case "FAILED" -> JobCheckpoints.Status.FAILED;
                    default -> JobCheckpoints.Status.IN_PROGRESS;
                };
        boolean finished = status != JobCheckpoints.Status.IN_PROGRESS;
        String path = checkpoint.path("external_path").asString("");
        String failure = checkpoint.path("failure_message").asString("");
        return new JobCheckpoints.Checkpoint(
                checkpoint.path("id").asLong(),
                status,
                checkpoint.path("is_savepoint").asBoolean(false),
                Instant.ofEpochMilli(checkpoint.path("trigger_timestamp").asLong()),
                finished
                        ? Optional.of(Duration.ofMillis(Math.max(
                                0, checkpoint.path("end_to_end_duration").asLong())))
                        : Optional.empty(),
                checkpoint.path("state_size").asLong(0),
                checkpoint.path("checkpointed_size").asLong(0),
                path.isEmpty()
                                || path.startsWith("<")
                                || checkpoint.path("discarded").asBoolean(false)
                        ? Optional.empty()
                        : Optional.of(path),
                failure.isEmpty() ? Optional.empty() : Optional.of(Redactor.text(failure)));
    }

    @Override
    public void cancel(JobId id) {
        JobState state = state(id).orElseThrow(() -> unknown(id));
        if (!state.terminal()) {
            rest.patch("/jobs/" + id + "?mode=cancel");
        }
    }

    @Override
    public String stopWithSavepoint(JobId id, Duration patience) {
        return stop(id, Map.of("drain", false, "formatType", "NATIVE"), patience);
    }

    @Override
    public String stopWithSavepoint(JobId id, String folder, Duration patience) {
        return stop(id, Map.of("drain", false, "formatType", "NATIVE", "targetDirectory", folder), patience);
    }

    private String stop(JobId id, Map<String, ?> how, Duration patience) {
        JobState state = state(id).orElseThrow(() -> unknown(id));
        if (state.terminal()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "The job has ended already.");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        String trigger =
                rest.post("/jobs/" + id + "/stop", how).path("request-id").asString();
        JsonNode operation = await("/jobs/" + id + "/savepoints/" + trigger, deadline, "The savepoint");
        String location = operation.path("location").asString();
        // The savepoint is there a moment before the job has ended; whoever resumes from it wants both.
        Duration poll = FIRST_POLL;
        while (!state(id).map(JobState::terminal).orElse(true)) {
            poll = pause(poll, deadline, "The end of the job");
        }
        return location;
    }

    @Override
    public long checkpoint(JobId id, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String trigger = rest.post("/jobs/" + id + "/checkpoints", Map.of("checkpointType", "CONFIGURED"))
                .path("request-id")
                .asString();
        return await("/jobs/" + id + "/checkpoints/" + trigger, deadline, "The checkpoint")
                .path("checkpointId")
                .asLong();
    }

    private JsonNode await(String path, long deadline, String what) {
        Duration poll = FIRST_POLL;
        while (true) {
            JsonNode answer = rest.get(path);
            if (answer.path("status").path("id").asString("").equals("COMPLETED")) {
                JsonNode operation = answer.path("operation");
                JsonNode failure = operation.get("failure-cause");
                if (failure != null && !failure.isNull()) {
                    throw new ProblemException(
                            ErrorCode.EXECUTION_FAILED,
                            what + " failed: "
                                    + RootCause.of(failure.path("stack-trace").asString("")));
                }
                return operation;
            }
            poll = pause(poll, deadline, what);
        }
    }

    /** Returns how long the next pause is to be. */
    private static Duration pause(Duration poll, long deadline, String what) {
        if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
            throw new ProblemException(Problem.of(
                    ErrorCode.TIMEOUT,
                    what + " takes longer than it was waited for.",
                    "It may still come; look at the job's page."));
        }
        LockSupport.parkNanos(poll.toNanos());
        Duration next = poll.multipliedBy(3).dividedBy(2);
        return next.compareTo(LONGEST_POLL) < 0 ? next : LONGEST_POLL;
    }

    private static ProblemException unknown(JobId id) {
        return new ProblemException(ErrorCode.NOT_FOUND, "The cluster knows no job " + id + ".");
    }

    @Override
    public void close() {
        rest.close();
    }
}
