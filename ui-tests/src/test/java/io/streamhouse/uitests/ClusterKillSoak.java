package io.streamhouse.uitests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console on a cluster of other processes, whose members are killed one after the other while the shop, which needs
 * no cluster, writes: the views go on, exact, and nothing is left lying about.
 *
 * <p>The cluster keeps no jobs over the loss of its job manager: they go on from what the console knows of their state.
 *
 * <p>Not part of the build, since it takes minutes: {@code ./streamhouse soak --steps=0 --kills=0} runs it alone.
 */
final class ClusterKillSoak {

    private static final System.Logger LOG = System.getLogger(ClusterKillSoak.class.getName());
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String DATABASE = "streamhouse.shop.";
    private static final String APPENDED = "c2_clicks";

    private record View(String mode, String query) {}

    private static final Map<String, View> VIEWS = new TreeMap<>(Map.of(
            "c1_by_status",
            new View(
                    "CONTINUOUS",
                    "SELECT COALESCE(status, '?') AS status, COUNT(*) AS n, SUM(total_amount) AS total FROM"
                            + " streamhouse.shop.orders GROUP BY COALESCE(status, '?')"),
            APPENDED,
            new View(
                    "CONTINUOUS",
                    "SELECT click_id, session_id, page, device FROM streamhouse.shop.clicks WHERE page <> 'HOME'"),
            "c3_by_category",
            new View(
                    "INCREMENTAL",
                    "SELECT COALESCE(p.category, '?') AS category, COUNT(*) AS n, SUM(l.amount) AS total FROM"
                            + " streamhouse.shop.order_lines AS l JOIN streamhouse.shop.products AS p ON l.product_id ="
                            + " p.product_id GROUP BY COALESCE(p.category, '?')"),
            "c4_paid",
            new View(
                    "FULL",
                    "SELECT order_id, customer_id, total_amount FROM streamhouse.shop.orders WHERE status = 'PAID'"),
            "c5_chain",
            new View(
                    "INCREMENTAL",
                    "SELECT n > 100 AS many, COUNT(*) AS statuses, SUM(total) AS total FROM"
                            + " streamhouse.shop.c1_by_status GROUP BY n > 100")));

    private final List<String> story = new ArrayList<>();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void views_go_on_where_they_were_when_members_of_the_cluster_are_killed() throws Exception {
        try (RealClusterProcess cluster = RealClusterProcess.start(folder);
                ConsoleProcess console = ConsoleProcess.start("--sample=true")) {
            try {
                console.awaitEngine();
                use(console, cluster);
                for (var view : VIEWS.entrySet()) {
                    create(console, view.getKey(), view.getValue());
                }
                areFresh(console, Instant.now());
                areExact(console);
                for (String member : List.of("taskmanager-1", "taskmanager-2", "jobmanager", "gateway")) {
                    Instant killed = Instant.now();
                    cluster.kill(member);
                    Instant back = Instant.now();
                    areFresh(console, back);
                    story.add(member + " was back after "
                            + Duration.between(killed, back).toMillis()
                            + " ms, all views are fresh "
                            + Duration.between(back, Instant.now()).toMillis() + " ms later");
                    areExact(console);
                    clusterRunsWhatTheConsoleShows(console, cluster);
                    savepointsAreNeeded(console);
                }
                atRestNothingIsLeft(console, cluster);
                story.forEach(line -> LOG.log(System.Logger.Level.INFO, line));
            } catch (Throwable failure) {
                throw new AssertionError(
                        String.join("\n", story) + "\n" + failure.getMessage() + "\n" + console.lastOutput(), failure);
            }
        }
    }

    private static void use(ConsoleProcess console, RealClusterProcess cluster) {
        var body = JSON.createObjectNode()
                .put("name", "A cluster")
                .put("gateway", cluster.gateway().toString())
                .put("cluster", cluster.cluster().toString());
        String id =
                console.post("/api/v1/connections", body.toString()).path("id").asString("");
        var answer = console.postRaw("/api/v1/connections/" + id + "/use", "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(console.get("/api/v1/health").at("/engine/kind").asString()).isEqualTo("REMOTE");
    }

    private static void create(ConsoleProcess console, String name, View view) {
        var body = JSON.createObjectNode()
                .put("id", DATABASE + name)
                .put("query", view.query())
                .put("freshness", "PT5S")
                .put("mode", view.mode());
        var created = console.postRaw("/api/v1/materialized-views", body.toString());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    private static String path(String name) {
        return "/api/v1/materialized-views/" + DATABASE + name;
    }

    /** Every view contains all that was written until then, and is ACTIVE; or this says why not. */
    private static void areFresh(ConsoleProcess console, Instant until) {
        for (String name : VIEWS.keySet()) {
            boolean fresh = eventually(PATIENCE, () -> {
                JsonNode view = console.get(path(name));
                String contained = view.path("dataTimestamp").asString("");
                return switch (view.path("status").asString("")) {
                    case "ACTIVE" ->
                        !contained.isEmpty() && !Instant.parse(contained).isBefore(until);
                    case "SUSPENDED" -> fail(name + " does not go on: " + view);
                    default -> false;
                };
            });
            assertThat(fresh)
                    .as(name + " is fresh: " + console.get(path(name)) + console.get(path(name) + "/refreshes"))
                    .isTrue();
        }
    }

    private static void areExact(ConsoleProcess console) {
        for (String name : VIEWS.keySet()) {
            JsonNode verified = console.post(path(name) + "/verify", "");
            assertThat(verified.path("equal").asBoolean(false))
                    .as("verify " + name + ": " + verified)
                    .isTrue();
        }
        JsonNode doubled = console.sql(
                "SELECT click_id, COUNT(*) AS n FROM " + DATABASE + APPENDED + " GROUP BY click_id HAVING COUNT(*) > 1",
                "BATCH");
        assertThat(doubled.path(0).path("kind").asString(""))
                .as(doubled.toString())
                .isEqualTo("ROWS");
        assertThat(doubled.path(0).path("rows")).as(doubled.toString()).isEmpty();
    }

    /** The jobs that run are those that views name; the console lists the same ones in the same states. */
    private static void clusterRunsWhatTheConsoleShows(ConsoleProcess console, RealClusterProcess cluster) {
        List<String> seen = new ArrayList<>();
        boolean same = eventually(Duration.ofSeconds(60), () -> {
            Set<String> named = new TreeSet<>();
            VIEWS.keySet()
                    .forEach(name ->
                            named.add(console.get(path(name)).path("jobId").asString("")));
            named.remove("");
            Map<String, String> shown = new TreeMap<>();
            console.get("/api/v1/jobs").forEach(job -> {
                if (!Set.of("FINISHED", "CANCELED", "FAILED")
                        .contains(job.path("state").asString(""))) {
                    shown.put(job.path("id").asString(""), job.path("state").asString(""));
                }
            });
            Map<String, String> running = cluster.running();
            seen.clear();
            seen.add("views name " + named + ", the console shows " + shown + ", the cluster runs " + running);
            return running.keySet().equals(named) && running.equals(shown);
        });
        assertThat(same).as(seen.toString()).isTrue();
    }

    private void savepointsAreNeeded(ConsoleProcess console) {
        Set<String> uids = uids(console);
        List<String> orphans = new ArrayList<>();
        boolean tidy = eventually(Duration.ofSeconds(60), () -> {
            orphans.clear();
            for (Path ofView : list(folder.resolve("savepoints"))) {
                if (!uids.contains(ofView.getFileName().toString())) {
                    orphans.add("of no view: " + ofView);
                }
                list(ofView).stream()
                        .map(ClusterKillSoak::list)
                        .filter(savepoints -> savepoints.size() > 2)
                        .forEach(savepoints -> orphans.add("too many: " + savepoints));
            }
            return orphans.isEmpty();
        });
        assertThat(tidy).as("savepoints that no view needs: " + orphans).isTrue();
    }

    /** Suspended, every view keeps one savepoint, or none if it is computed whole; no job runs and none left a state. */
    private void atRestNothingIsLeft(ConsoleProcess console, RealClusterProcess cluster) {
        for (String name : List.of("c5_chain", "c4_paid", "c3_by_category", APPENDED, "c1_by_status")) {
            var answer = console.postRaw(path(name) + "/suspend", "");
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        }
        boolean quiet =
                eventually(Duration.ofSeconds(60), () -> cluster.running().isEmpty());
        assertThat(quiet).as("jobs of suspended views: " + cluster.running()).isTrue();
        boolean none = eventually(
                Duration.ofSeconds(60),
                () -> list(folder.resolve("checkpoints")).isEmpty());
        assertThat(none)
                .as("checkpoints of jobs that have ended: " + list(folder.resolve("checkpoints")))
                .isTrue();
        savepointsAreNeeded(console);
    }

    private static Set<String> uids(ConsoleProcess console) {
        Set<String> uids = new TreeSet<>();
        VIEWS.keySet()
                .forEach(name -> uids.add(console.get("/api/v1/relations/" + DATABASE + name)
                        .path("options")
                        .path("streamhouse.uid")
                        .asString("")));
        return uids;
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static boolean eventually(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return true;
    }
}
