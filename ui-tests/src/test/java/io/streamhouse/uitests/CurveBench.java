package io.streamhouse.uitests;

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
 * The curve of cost over freshness as it is measured: one query over the shop kept by a view for each mode and target, all
 * at once for the same time, and what each is metered at beside what its curve said. Prints also how near everything that
 * was metered comes to what the operating system counted of the process. Writes {@code target/curve.md}. Not part of the
 * checks:
 * {@code mvn verify -pl ui-tests -am -Dtest=NoUnitTests -Dit.test=CurveBench -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}, {@code -Dstreamhouse.minutes=…} for how long.
 */
final class CurveBench {

    private static final int MINUTES = Integer.getInteger("streamhouse.minutes", 10);
    private static final Duration WARM = Duration.ofSeconds(60);
    private static final String QUERY = "SELECT channel, COUNT(*) AS orders, SUM(total_amount) AS total"
            + " FROM streamhouse.shop.orders WHERE channel IS NOT NULL GROUP BY channel";
    private static final Map<String, List<Integer>> TARGETS = new LinkedHashMap<>();

    static {
        TARGETS.put("CONTINUOUS", List.of(2, 5, 15, 60));
        TARGETS.put("INCREMENTAL", List.of(5, 15, 60, 300));
        TARGETS.put("FULL", List.of(15, 60, 300));
        TARGETS.put("AUTO", List.of(3, 15, 60, 300));
    }

    private record Kept(String id, String mode, int target) {}

    @Test
    void cost_over_freshness_in_every_mode() throws IOException {
        try (ConsoleProcess console = ConsoleProcess.start("--sample=true")) {
            console.awaitEngine();
            ViewJourney views = new ViewJourney(console);
            console.sql("CREATE DATABASE IF NOT EXISTS streamhouse.curve", "BATCH");
            List<Kept> kept = new ArrayList<>();
            TARGETS.forEach((mode, targets) -> targets.forEach(target -> {
                Kept view = new Kept("streamhouse.curve." + mode.toLowerCase(Locale.ROOT) + "_" + target, mode, target);
                views.create(view.id(), QUERY, "PT" + target + "S", mode);
                kept.add(view);
            }));
            kept.forEach(view -> views.await(
                    view.id(), "ACTIVE", now -> now.path("status").asString("").equals("ACTIVE")));
            rest(WARM);
            // Usage is told by the minute.
            Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            rest(Duration.between(Instant.now(), begin));
            long usedBefore = cpuMillis(console);
            Instant to = begin.plus(MINUTES, ChronoUnit.MINUTES);
            rest(Duration.between(Instant.now(), to));
            long used = cpuMillis(console) - usedBefore;
            JsonNode costs = console.get("/api/v1/costs?groupBy=relation&from=" + begin + "&to=" + to);
            report(console, kept, costs, begin, to, used);
        }
    }

    private static void report(
            ConsoleProcess console, List<Kept> kept, JsonNode costs, Instant from, Instant to, long used)
            throws IOException {
        Map<String, JsonNode> lines = new LinkedHashMap<>();
        costs.path("lines").forEach(line -> lines.put(line.path("key").asString(), line));
        double days = Duration.between(from, to).toMillis()
                / (double) Duration.ofDays(1).toMillis();
        List<String> out = new ArrayList<>();
        out.add("| asked for | target | kept | metered a day | its curve said | lag p95 |");
        out.add("|---|---|---|---|---|---|");
        for (Kept view : kept) {
            JsonNode now = console.get("/api/v1/materialized-views/" + view.id());
            String mode = now.path("mode").asString();
            JsonNode line = lines.get(view.id());
            double metered = line == null ? 0 : (line.path("metered").asDouble() - storage(line)) / days;
            JsonNode curve = console.get("/api/v1/materialized-views/" + view.id() + "/curve");
            JsonNode lag = console.get("/api/v1/materialized-views/" + view.id() + "/lag?from=" + from + "&to=" + to);
            out.add(String.format(
                    Locale.ROOT,
                    "| %s | %d s | %s | $%.4f | $%.4f | %s |",
                    view.mode(),
                    view.target(),
                    mode,
                    metered,
                    onCurve(curve, mode, view.target()),
                    lag.path("summaries").path(0).path("p95").asString("unknown")));
        }
        double cpuHour = console.get("/api/v1/costs/prices").path("cpuHour").asDouble();
        double beyondCpu = 0;
        for (JsonNode line : costs.path("lines")) {
            beyondCpu += storage(line) + line.path("parts").path("requests").asDouble();
        }
        double sum = costs.path("idle").asDouble() + costs.path("overhead").asDouble();
        for (JsonNode line : costs.path("lines")) {
            sum += line.path("metered").asDouble();
        }
        double bySystem = used / 3_600_000.0 * cpuHour;
        out.add("");
        out.add(String.format(
                Locale.ROOT,
                "In %d min: lines + overhead + idle without storage and requests $%.5f; the process by the operating"
                        + " system's count %.1f CPU s, $%.5f; apart by %.2f %%.",
                MINUTES,
                sum - beyondCpu,
                used / 1000.0,
                bySystem,
                100 * Math.abs(sum - beyondCpu - bySystem) / bySystem));
        Files.write(Path.of("target", "curve.md"), out);
        out.forEach(System.out::println);
    }

    private static double storage(JsonNode line) {
        return line.path("parts").path("storage").asDouble();
    }

    /** Read off by a straight line over the logarithm of the target, as the slider does. */
    private static double onCurve(JsonNode curve, String mode, int target) {
        double before = Double.NaN;
        double beforeAt = 0;
        for (JsonNode line : curve.path("lines")) {
            if (!line.path("mode").asString().equals(mode)) {
                continue;
            }
            for (JsonNode point : line.path("points")) {
                double at =
                        Math.log(Duration.parse(point.path("target").asString()).toMillis());
                double cost = point.path("costPerDay").asDouble();
                double wanted = Math.log(target * 1000.0);
                if (at >= wanted) {
                    return Double.isNaN(before)
                            ? cost
                            : before + (cost - before) * (wanted - beforeAt) / (at - beforeAt);
                }
                before = cost;
                beforeAt = at;
            }
        }
        return before;
    }

    private static long cpuMillis(ConsoleProcess console) {
        return ProcessHandle.of(console.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toMillis();
    }

    private static void rest(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
