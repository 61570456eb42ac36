package io.streamhouse.uitests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code kill -9} of the whole console at random moments while the shop writes: whatever its views were doing, after the
 * next start they go on, exact, and nothing is left lying about.
 *
 * <p>{@code -Dstreamhouse.seed=…} makes other choices, {@code -Dstreamhouse.kills=…} says how often it is killed.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KillTest {

    private static final System.Logger LOG = System.getLogger(KillTest.class.getName());
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration UNTIL_AT_WORK = Duration.ofMinutes(3);
    private static final String DATABASE = "streamhouse.shop.";
    private static final List<String> MODES = List.of("CONTINUOUS", "INCREMENTAL", "FULL", "AUTO");
    private static final List<String> TARGETS = List.of("PT5S", "PT10S", "PT1M");

    private static final Map<String, String> VIEWS = new TreeMap<>(Map.of(
            "k1_by_status",
            "SELECT COALESCE(status, '?') AS status, COUNT(*) AS n, SUM(total_amount) AS total FROM orders"
                    + " GROUP BY COALESCE(status, '?')",
            "k2_paid",
            "SELECT order_id, customer_id, total_amount FROM orders WHERE status = 'PAID'",
            "k3_by_category",
            "SELECT COALESCE(p.category, '?') AS category, COUNT(*) AS n, SUM(l.amount) AS total"
                    + " FROM order_lines AS l JOIN products AS p ON l.product_id = p.product_id"
                    + " GROUP BY COALESCE(p.category, '?')",
            "k4_clicks",
            "SELECT click_id, session_id, page, device FROM clicks WHERE page <> 'HOME'",
            "k5_chain",
            "SELECT n > 100 AS many, COUNT(*) AS statuses, SUM(total) AS total FROM k1_by_status GROUP BY n > 100"));

    private final long seed = Long.getLong("streamhouse.seed", 1);
    private Soak done = Soak.goOn();
    private final Random random = new Random(seed + done.kills());
    private final List<String> story = new ArrayList<>(List.of("seed " + seed + ", after " + done));

    @TempDir
    Path home;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "finds the cluster's port in /proc")
    void a_killed_console_goes_on_where_it_was() throws Exception {
        int kills = Integer.getInteger("streamhouse.kills", 3);
        ConsoleProcess console = ConsoleProcess.startOn(home, "--sample=true");
        try {
            console.awaitEngine();
            createViews(console);
            awaitAtWork(console);
            while (done.kills() < kills) {
                int kill = done.kills() + 1;
                if (kill % 2 == 1) {
                    disturb(console);
                    pause(random.nextInt(2_500));
                } else {
                    pause(random.nextInt(6_000));
                }
                List<String> underWay = underWay(console);
                console.kill();
                story.add("kill " + kill + ", under way: " + underWay);
                console = ConsoleProcess.startOn(home, "--sample=true");
                console.awaitEngine();
                awaitAtWork(console);
                mustBeExact(console);
                mustLeaveNothingBehind(console);
                done = done.killed(!underWay.isEmpty());
                done.keep();
                LOG.log(System.Logger.Level.INFO, done + ", all views exact (seed " + seed + "): " + underWay);
            }
        } catch (Throwable failure) {
            throw new AssertionError(
                    String.join("\n", story) + "\n" + failure.getMessage() + "\n" + console.lastOutput(), failure);
        } finally {
            console.close();
        }
    }

    private void createViews(ConsoleProcess console) {
        List<String> modes = List.of("CONTINUOUS", "INCREMENTAL", "FULL", "INCREMENTAL", "AUTO");
        int index = 0;
        for (var view : VIEWS.entrySet()) {
            var body = JSON.createObjectNode()
                    .put("id", DATABASE + view.getKey())
                    .put("query", view.getValue().replaceAll("(FROM|JOIN) (\\w+)", "$1 " + DATABASE + "$2"))
                    .put("freshness", "PT5S")
                    .put("mode", modes.get(index++));
            HttpResponse<String> created = console.postRaw("/api/v1/materialized-views", body.toString());
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        }
    }

    /** Sets several views in motion: switches and refreshes that the kill then meets half done. */
    private void disturb(ConsoleProcess console) {
        for (String name : VIEWS.keySet()) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    var body = JSON.createObjectNode()
                            .put("freshness", pick(TARGETS))
                            .put("mode", pick(MODES));
                    story.add(name + " to " + body);
                    HttpResponse<String> answer = console.send(console.request(path(name) + "/freshness")
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString(body.toString()))
                            .build());
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                }
                case 1 -> {
                    story.add("refresh " + name);
                    console.postRaw(path(name) + "/refresh", "");
                }
                default -> story.add("leave " + name);
            }
        }
    }

    private static String path(String name) {
        return "/api/v1/materialized-views/" + DATABASE + name;
    }

    /** Every view reaches ACTIVE, or is suspended or failed and says why. */
    private void awaitAtWork(ConsoleProcess console) {
        for (String name : VIEWS.keySet()) {
            boolean settled = eventually(UNTIL_AT_WORK, () -> {
                JsonNode view = console.get(path(name));
                return switch (view.path("status").asString("")) {
                    case "ACTIVE" -> true;
                    case "FAILED", "SUSPENDED" -> fail(name + " does not go on: " + view);
                    default -> false;
                };
            });
            assertThat(settled)
                    .as(name + " becomes ACTIVE: " + console.get(path(name)) + console.get(path(name) + "/switches"))
                    .isTrue();
        }
    }

    private void mustBeExact(ConsoleProcess console) {
        for (String name : VIEWS.keySet()) {
            JsonNode verified = console.post(path(name) + "/verify", "");
            assertThat(verified.path("equal").asBoolean(false))
                    .as("verify " + name + ": " + verified)
                    .isTrue();
        }
        String clicks = DATABASE + "k4_clicks";
        JsonNode doubled = console.sql(
                "SELECT click_id, COUNT(*) AS n FROM " + clicks + " GROUP BY click_id HAVING COUNT(*) > 1", "BATCH");
        assertThat(doubled.path(0).path("kind").asString(""))
                .as(doubled.toString())
                .isEqualTo("ROWS");
        assertThat(doubled.path(0).path("rows")).as(doubled.toString()).isEmpty();
    }

    private void mustLeaveNothingBehind(ConsoleProcess console) throws IOException {
        URI cluster = cluster(console);
        List<String> orphans = new ArrayList<>();
        boolean none = eventually(Duration.ofSeconds(30), () -> {
            Set<String> wanted = new TreeSet<>();
            VIEWS.keySet()
                    .forEach(name ->
                            wanted.add(console.get(path(name)).path("jobId").asString("")));
            orphans.clear();
            JSON.readTree(body(cluster.resolve("/jobs"))).path("jobs").forEach(job -> {
                boolean runs = Set.of("RUNNING", "CREATED", "RESTARTING", "INITIALIZING")
                        .contains(job.path("status").asString());
                if (runs && !wanted.contains(job.path("id").asString())) {
                    orphans.add(job.toString());
                }
            });
            return orphans.isEmpty();
        });
        assertThat(none).as("jobs that work for no view: " + orphans).isTrue();

        Set<String> uids = new TreeSet<>();
        for (String name : VIEWS.keySet()) {
            uids.add(console.get("/api/v1/relations/" + DATABASE + name)
                    .path("options")
                    .path("streamhouse.uid")
                    .asString(""));
        }
        List<String> savepoints = new ArrayList<>();
        boolean tidy = eventually(Duration.ofSeconds(30), () -> {
            savepoints.clear();
            orphanSavepoints(uids).forEach(savepoints::add);
            return savepoints.isEmpty();
        });
        assertThat(tidy).as("savepoints that no view needs: " + savepoints).isTrue();
    }

    /** Savepoints of no view, and those of a view beyond the one it rests on and the one before. */
    private List<String> orphanSavepoints(Set<String> uids) {
        List<String> orphans = new ArrayList<>();
        for (Path folder : list(home.resolve("engine").resolve("savepoints"))) {
            List<Path> ofView = list(folder);
            if (!uids.contains(folder.getFileName().toString())) {
                ofView.forEach(savepoint -> orphans.add("of no view: " + savepoint));
            } else if (ofView.size() > 2) {
                orphans.add("too many: " + ofView);
            }
        }
        return orphans;
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

    private static URI cluster(ConsoleProcess console) throws IOException {
        for (String address : ListeningPorts.of(console.pid())) {
            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
            URI root = URI.create("http://127.0.0.1:" + port);
            if (body(root.resolve("/overview")).contains("taskmanagers")) {
                return root;
            }
        }
        return fail("No Flink cluster listens");
    }

    private static String body(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException speaksNoHttp) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** What is half done: first contents, switches, refreshes; those of a moment before the kill. */
    private static List<String> underWay(ConsoleProcess console) {
        List<String> underWay = new ArrayList<>();
        String since = "?from=" + Instant.now().minus(Duration.ofMinutes(2));
        for (String name : VIEWS.keySet()) {
            String status = console.get(path(name)).path("status").asString("");
            if (Set.of("INITIALIZING", "SWITCHING").contains(status)) {
                underWay.add(name + " " + status);
            }
            for (JsonNode refresh : console.get(path(name) + "/refreshes" + since)) {
                if (refresh.path("state").asString("").equals("EXECUTING")) {
                    underWay.add(name + " " + refresh.path("mode").asString("") + " refresh");
                }
            }
        }
        return underWay;
    }

    /**
     * How far a soak has come; nothing is kept outside of one.
     *
     * @param amid those of the kills that met a switch, a refresh or a first content half done
     */
    private record Soak(int kills, int amid) {

        private static final String FILE = System.getProperty("streamhouse.soak");

        static Soak goOn() {
            if (FILE == null || !Files.exists(Path.of(FILE))) {
                return new Soak(0, 0);
            }
            Properties kept = new Properties();
            try (BufferedReader reader = Files.newBufferedReader(Path.of(FILE))) {
                kept.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Soak(
                    Integer.parseInt(kept.getProperty("kills")), Integer.parseInt(kept.getProperty("amid", "0")));
        }

        Soak killed(boolean amidWork) {
            return new Soak(kills + 1, amidWork ? amid + 1 : amid);
        }

        void keep() throws IOException {
            if (FILE != null) {
                Files.createDirectories(Path.of(FILE).toAbsolutePath().getParent());
                Files.writeString(Path.of(FILE), "kills=" + kills + "\namid=" + amid + "\n");
            }
        }

        @Override
        public String toString() {
            return kills + " kills, " + amid + " amid work";
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The moment of the kill is the point of the test: nothing is waited for. */
    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
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
