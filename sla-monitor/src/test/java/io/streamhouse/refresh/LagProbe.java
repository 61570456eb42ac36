package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measured lag against truth, in every mode: a row is written, and a reader that knows nothing of positions or snapshots
 * waits until it stands in the view. Until then its age is the lag; from then on there is none. Not part of the build:
 * {@code mvn test -pl sla-monitor -am -Dtest=LagProbe}.
 */
final class LagProbe {

    private static final Logger LOG = LoggerFactory.getLogger(LagProbe.class);
    private static final int TIMES = Integer.getInteger("streamhouse.times", 5);

    /** What was told of the lag while the reader did not see the row. */
    private record Told(Duration truth, Duration measured) {
        Duration error() {
            return truth.minus(measured).abs();
        }

        Duration allowed() {
            return Duration.ofMillis(Math.max(1_000, truth.toMillis() / 10));
        }
    }

    @Test
    void what_is_measured_is_what_a_reader_finds(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        try (Harbour harbour = new Harbour(folder)) {
            harbour.sql("CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING, amount BIGINT, PRIMARY KEY (id)"
                    + " NOT ENFORCED) WITH ('bucket' = '1')");
            harbour.write("orders", Row.insert(0, "north", 1L));
            int probe = 1;
            List<Told> all = new ArrayList<>();
            for (RefreshMode mode : RefreshMode.values()) {
                String name = "v_" + mode.name().toLowerCase(Locale.ROOT);
                harbour.create(name, "SELECT id, region, amount FROM lake.db.orders", "PT10S", mode.name());
                harbour.awaitActive(name, mode);
                harbour.awaitFresh(name);
                List<Duration> errors = new ArrayList<>();
                List<Duration> peaks = new ArrayList<>();
                for (int time = 0; time < TIMES; time++) {
                    List<Told> told = follow(harbour, name, probe++);
                    Told worst =
                            told.stream().max(Comparator.comparing(Told::error)).orElseThrow();
                    all.add(worst);
                    errors.add(worst.error());
                    peaks.add(told.get(Math.max(0, told.size() - 2)).truth());
                }
                LOG.info(
                        "{}: the row was seen after {} ms; measured lag was at most {} ms off",
                        mode,
                        peaks.stream().map(Duration::toMillis).toList(),
                        errors.stream().map(Duration::toMillis).toList());
                Instant now = Instant.now();
                LagReport.Summary hour = harbour.views
                        .lag(harbour.id(name), now.minusSeconds(3600), now)
                        .summaries()
                        .getFirst();
                LOG.info(
                        "{}: the history has it {} ms behind at most, {} within {}",
                        mode,
                        hour.max().map(Duration::toMillis),
                        hour.within(),
                        hour.causes());
                harbour.views.suspend(Harbour.SOMEBODY, harbour.id(name));
            }
            assertThat(all).allSatisfy(one -> assertThat(one.error()).isLessThanOrEqualTo(one.allowed()));
        }
    }

    private static List<Told> follow(Harbour harbour, String view, int id) {
        List<Told> told = new ArrayList<>();
        harbour.write("orders", Row.insert(id, "north", 1L));
        long written = System.nanoTime();
        while (true) {
            Duration age = since(written);
            Freshness measured = harbour.views.get(harbour.id(view)).lag();
            if (contains(harbour, view, id)) {
                break;
            }
            assertThat(measured)
                    .isInstanceOfSatisfying(Freshness.Known.class, known -> told.add(new Told(age, known.lag())));
            assertThat(age).as("it is never seen").isLessThan(Duration.ofMinutes(1));
            LockSupport.parkNanos(10_000_000);
        }
        long seen = System.nanoTime();
        harbour.awaitFresh(view);
        // For so long it was told to be behind though it was not.
        told.add(new Told(Duration.ZERO, since(seen)));
        return told;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static boolean contains(Harbour harbour, String view, int id) {
        AtomicBoolean found = new AtomicBoolean();
        harbour.warehouse(Harbour.CATALOG).scan(harbour.id(view), OptionalLong.empty(), row -> {
            if (Integer.valueOf(id).equals(row.values().getFirst())) {
                found.set(true);
            }
        });
        return found.get();
    }
}
