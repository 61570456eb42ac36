package io.streamhouse.refresh;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long switches and refreshes take: an aggregate over a table of 200,000 rows. Not part of the build:
 * {@code mvn test -pl sla-monitor -am -Dtest=SwitchBench}.
 */
final class SwitchBench {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchBench.class);
    private static final int ROWS = 200_000;
    private static final int CHANGED = 100_000;
    private static final int COMMITS = 20;
    private static final int TIMES = Integer.getInteger("streamhouse.times", 7);

    private final Random random = new Random(1);

    @Test
    void switches_and_cycles(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        try (Harbour harbour = new Harbour(folder)) {
            harbour.sql(
                    "CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING NOT NULL, amount BIGINT, PRIMARY KEY"
                            + " (id) NOT ENFORCED) WITH ('bucket' = '1')");
            write(harbour, ROWS, 0, ROWS);
            harbour.create(
                    "sums",
                    "SELECT region, COUNT(*) AS orders, SUM(amount) AS amount FROM lake.db.orders GROUP BY region",
                    "PT1H",
                    "INCREMENTAL");
            harbour.awaitActive("sums", RefreshMode.INCREMENTAL);
            List<Duration> cycles = new ArrayList<>();
            List<Duration> started = new ArrayList<>();
            List<Duration> stopped = new ArrayList<>();
            for (int time = 0; time < TIMES; time++) {
                write(harbour, ROWS, 0, 50);
                cycles.add(refresh(harbour));
                started.add(switchTo(harbour, RefreshMode.CONTINUOUS));
                write(harbour, ROWS, 0, 50);
                stopped.add(switchTo(harbour, RefreshMode.INCREMENTAL));
            }
            tell("incremental cycle over 50 changed rows", cycles);
            tell("incremental to continuous", started);
            tell("continuous to incremental", stopped);
            tell("incremental to full", List.of(switchTo(harbour, RefreshMode.FULL)));
            for (int commit = 0; commit < COMMITS; commit++) {
                write(harbour, ROWS, 0, CHANGED / COMMITS);
            }
            tell(
                    "full to incremental with " + CHANGED + " changed rows",
                    List.of(switchTo(harbour, RefreshMode.INCREMENTAL)));
            harbour.views
                    .refreshes(harbour.id("sums"), Instant.EPOCH, Instant.MAX)
                    .forEach(run -> LOG.info("{}", run));
        }
    }

    private void write(Harbour harbour, int ids, int from, int rows) {
        Row[] written = new Row[rows];
        for (int row = 0; row < rows; row++) {
            int id = rows == ids ? from + row : random.nextInt(ids);
            written[row] = Row.insert(id, "region " + id % 1_000, (long) random.nextInt(1_000));
        }
        harbour.write("orders", written);
    }

    private static Duration refresh(Harbour harbour) {
        long begun = System.nanoTime();
        UUID id = harbour.views.refresh(Harbour.SOMEBODY, harbour.id("sums"));
        harbour.await(
                "it is refreshed",
                Duration.ofMinutes(2),
                () -> harbour.views.refreshes(harbour.id("sums"), Instant.EPOCH, Instant.MAX).stream()
                        .anyMatch(run -> run.id().equals(id) && run.finishedAt().isPresent()));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Duration switchTo(Harbour harbour, RefreshMode mode) {
        long begun = System.nanoTime();
        harbour.views.setFreshness(
                Harbour.SOMEBODY,
                harbour.id("sums"),
                FreshnessTarget.parse("PT1H"),
                new RequestedMode.Pinned(mode),
                OptionalLong.empty());
        harbour.awaitActive("sums", mode);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        harbour.views
                .switches(harbour.id("sums"))
                .getFirst()
                .steps()
                .forEach(step -> LOG.info(
                        "  to {}: {} {} ms",
                        mode,
                        step.name(),
                        Duration.between(step.startedAt(), step.finishedAt().orElse(step.startedAt()))
                                .toMillis()));
        return took;
    }

    private static void tell(String what, List<Duration> took) {
        List<Duration> sorted = new ArrayList<>(took);
        Collections.sort(sorted);
        LOG.info(
                "{}: median {} ms, longest {} ms",
                what,
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.getLast().toMillis());
    }
}
