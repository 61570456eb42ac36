package io.streamhouse.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What views cost whose source says nothing, and what is said of them: behind by nothing, nothing refreshed, nothing
 * billed but what a job takes that always runs. Writes {@code target/idle.md}. Not part of the checks, since it is to be
 * an hour: {@code mvn verify -pl ui-tests -am -Dtest=NoUnitTests -Dit.test=IdleBench
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}, {@code -Dstreamhouse.minutes=…} for
 * another time.
 */
final class IdleBench {

    private static final int MINUTES = Integer.getInteger("streamhouse.minutes", 60);
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final String TABLE = "streamhouse.idle.words";
    private static final Map<String, String> TARGETS = new LinkedHashMap<>();

    static {
        TARGETS.put("CONTINUOUS", "PT10S");
        TARGETS.put("INCREMENTAL", "PT1M");
        TARGETS.put("FULL", "PT5M");
    }

    @Test
    void an_hour_in_which_nothing_happens() throws IOException {
        try (ConsoleProcess console = ConsoleProcess.start()) {
            console.awaitEngine();
            console.sql(
                    "CREATE DATABASE IF NOT EXISTS streamhouse.idle; CREATE TABLE " + TABLE
                            + " (id INT NOT NULL, word STRING NOT NULL, PRIMARY KEY (id) NOT ENFORCED); INSERT INTO "
                            + TABLE + " VALUES (1, 'one'), (2, 'two'), (3, 'two')",
                    "BATCH");
            ViewJourney views = new ViewJourney(console);
            TARGETS.forEach((mode, target) -> {
                views.create(id(mode), "SELECT word, COUNT(*) AS n FROM " + TABLE + " GROUP BY word", target, mode);
                views.await(
                        id(mode),
                        "ACTIVE and up to date",
                        view -> view.path("status").asString("").equals("ACTIVE")
                                && view.path("actualLag").asString("").equals("PT0S"));
            });
            Instant begin =
                    Instant.now().plus(SETTLED).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            Instant end = begin.plus(MINUTES, ChronoUnit.MINUTES);
            rest(Duration.between(Instant.now(), end.plusSeconds(5)));

            JsonNode costs = console.get("/api/v1/costs?groupBy=relation&from=" + begin + "&to=" + end);
            List<String> told = new ArrayList<>();
            told.add("| mode | longest lag | refreshes | CPU seconds | of a core |");
            told.add("|---|---|---|---|---|");
            for (String mode : TARGETS.keySet()) {
                double lag = longestLag(console, id(mode), begin, end);
                int refreshes = console.get(ViewJourney.path(id(mode)) + "/refreshes?from=" + begin + "&to=" + end)
                        .size();
                double cpu = cpu(costs, id(mode));
                told.add(String.format(
                        Locale.ROOT,
                        "| %s | %.1f s | %d | %.2f | %.3f %% |",
                        mode,
                        lag,
                        refreshes,
                        cpu,
                        cpu / (MINUTES * 60) * 100));
                assertThat(lag).as("lag of %s", mode).isZero();
                assertThat(refreshes).as("refreshes of %s", mode).isZero();
                if (!mode.equals("CONTINUOUS")) {
                    assertThat(cpu).as("CPU seconds of %s", mode).isZero();
                }
                assertThat(views.raw("POST", ViewJourney.path(id(mode)) + "/refresh", "")
                                .statusCode())
                        .isEqualTo(202);
            }
            told.forEach(System.out::println);
            Files.write(Path.of("target", "idle.md"), told);
            for (String mode : TARGETS.keySet()) {
                views.await(
                        id(mode),
                        "NO_DATA when a refresh is asked for",
                        ignored -> console.get(ViewJourney.path(id(mode)) + "/refreshes?from=" + end)
                                .toString()
                                .contains("\"NO_DATA\""));
            }
        }
    }

    private static double longestLag(ConsoleProcess console, String view, Instant begin, Instant end) {
        double longest = 0;
        JsonNode points = console.get(ViewJourney.path(view) + "/lag?from=" + begin + "&to=" + end)
                .path("points");
        assertThat(points).isNotEmpty();
        for (JsonNode point : points) {
            assertThat(point.path("lag").isString()).as("%s", point).isTrue();
            longest = Math.max(
                    longest, Duration.parse(point.path("lag").asString()).toMillis() / 1_000.0);
        }
        return longest;
    }

    private static double cpu(JsonNode costs, String view) {
        for (JsonNode line : costs.path("lines")) {
            if (line.path("key").asString().equals(view)) {
                return line.path("usage").path("cpuSeconds").asDouble();
            }
        }
        return 0;
    }

    private static String id(String mode) {
        return "streamhouse.idle.kept_" + mode.toLowerCase(Locale.ROOT);
    }

    private static void rest(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
