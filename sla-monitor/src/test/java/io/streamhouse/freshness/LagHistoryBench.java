package io.streamhouse.freshness;

import io.streamhouse.store.LagBlock;
import io.streamhouse.store.LagStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What remembering the lag of 1,000 views costs: a month of hours and a day of minutes are written as they would have
 * been packed, then some hours are recorded sample by sample, at a simulated clock. Not part of the build:
 * {@code mvn test -pl sla-monitor -am -Dtest=LagHistoryBench}.
 */
final class LagHistoryBench {

    private static final Logger LOG = LoggerFactory.getLogger(LagHistoryBench.class);
    private static final int VIEWS = Integer.getInteger("streamhouse.views", 1_000);
    private static final int LIVE_HOURS = Integer.getInteger("streamhouse.hours", 4);
    private static final int CHARTS = 50;
    private static final Duration HOUR = Duration.ofHours(1);

    private static final List<Duration> TARGETS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    private final Random random = new Random(1);
    private final Instant begun = Instant.parse("2026-03-01T00:00:00Z");
    private Instant now = begun;

    @Test
    void a_month(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException, SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("console") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
        Path file = folder.resolve("console.mv.db");
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "", "");
        Flyway.configure().dataSource(pool).load().migrate();
        LagStore store = new LagStore(pool);
        for (int view = 0; view < VIEWS; view++) {
            store.save(packed("view" + view, target(view)));
        }
        now = begun.plus(Duration.ofDays(31));
        LOG.info("the past is written: {} MB", megabytes(file));
        LagHistory history = new LagHistory(store, () -> now);
        live(history, file);
        for (String span : List.of("PT1H", "PT24H", "PT168H", "PT744H")) {
            charts("warm, " + span, history, Duration.parse(span));
        }
        history.saveAll();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet sizes = statement.executeQuery("SELECT RESOLUTION, COUNT(*), SUM(LENGTH(STRETCHES)) FROM"
                    + " VIEW_LAG GROUP BY RESOLUTION ORDER BY RESOLUTION")) {
                while (sizes.next()) {
                    LOG.info("of {} s: {} rows, {} kB", sizes.getInt(1), sizes.getLong(2), sizes.getLong(3) / 1_000);
                }
            }
            // A simulated hour passes too fast for the database to clean up behind itself.
            statement.execute("SHUTDOWN COMPACT");
        }
        pool.dispose();
        LOG.info("tidied up: {} MB", megabytes(file));
        pool = JdbcConnectionPool.create(url, "", "");
        LagHistory again = new LagHistory(new LagStore(pool), () -> now);
        for (String span : List.of("PT1H", "PT24H", "PT168H", "PT744H")) {
            charts("after a restart, " + span, again, Duration.parse(span));
        }
        long start = System.nanoTime();
        for (int view = 0; view < VIEWS; view++) {
            again.within("view" + view);
        }
        LOG.info("what lists show, taken up for {} views: {} ms", VIEWS, (System.nanoTime() - start) / 1_000_000);
        start = System.nanoTime();
        for (int view = 0; view < VIEWS; view++) {
            again.within("view" + view);
        }
        LOG.info("and again: {} ms", (System.nanoTime() - start) / 1_000_000);
        pool.dispose();
    }

    /** Records as many samples as would come in. */
    private void live(LagHistory history, Path file) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long longest = 0;
        int seconds = LIVE_HOURS * 3_600;
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            for (int view = 0; view < VIEWS; view++) {
                Optional<Duration> target = Optional.of(target(view));
                Duration pace = LagSample.pace(target, false);
                if ((second + view) % pace.toSeconds() == 0) {
                    history.record("view" + view, sample(target(view), (second + view) % 1_000 / 1_000.0), pace);
                }
            }
            if (second % 60 == 59) {
                long start = System.nanoTime();
                history.save();
                longest = Math.max(longest, System.nanoTime() - start);
            }
            if (second % 3_600 == 3_599) {
                LOG.info("hour {}: {} MB", second / 3_600 + 1, megabytes(file));
            }
        }
        double share = (threads.getCurrentThreadCpuTime() - cpu) / 1e9 / seconds;
        LOG.info(
                "recording takes {} % of a core; the longest save took {} ms",
                String.format(Locale.ROOT, "%.2f", 100 * share), longest / 1_000_000);
    }

    private void charts(String what, LagHistory history, Duration span) {
        List<Long> took = new ArrayList<>();
        int points = 0;
        for (int chart = 0; chart < CHARTS; chart++) {
            String view = "view" + random.nextInt(VIEWS);
            long start = System.nanoTime();
            points = Math.max(
                    points, history.report(view, now.minus(span), now).points().size());
            took.add((System.nanoTime() - start) / 1_000);
        }
        Collections.sort(took);
        LOG.info(
                "chart and summaries, {}: median {} ms, longest {} ms, {} points",
                what,
                took.get(CHARTS / 2) / 1_000.0,
                took.getLast() / 1_000.0,
                points);
    }

    private List<LagBlock> packed(String uid, Duration target) {
        List<LagBlock> blocks = new ArrayList<>();
        for (int day = 0; day < 31; day++) {
            NavigableMap<Instant, LagStretch> hours = new TreeMap<>();
            for (int hour = 0; hour < 24; hour++) {
                hours.put(begun.plus(Duration.ofDays(day)).plus(HOUR.multipliedBy(hour)), stretch(target, HOUR));
            }
            blocks.add(Resolution.HOURS.pack(uid, hours));
        }
        for (int hour = 0; hour < 24; hour++) {
            NavigableMap<Instant, LagStretch> minutes = new TreeMap<>();
            Instant at = begun.plus(Duration.ofDays(30)).plus(HOUR.multipliedBy(hour));
            for (int minute = 0; minute < 60; minute++) {
                minutes.put(at.plusSeconds(60L * minute), stretch(target, Duration.ofMinutes(1)));
            }
            blocks.add(Resolution.MINUTES.pack(uid, minutes));
        }
        return blocks;
    }

    private LagStretch stretch(Duration target, Duration width) {
        LagStretch stretch = new LagStretch();
        long samples = Math.clamp(width.dividedBy(LagSample.pace(Optional.of(target), false)), 1, 360);
        for (int i = 0; i < samples; i++) {
            stretch.add(sample(target, random.nextDouble()), width.toMillis() / samples);
        }
        return stretch;
    }

    /** Lag grows until a refresh, and is sometimes too long. */
    private LagSample sample(Duration target, double phase) {
        double noise = 1 + random.nextGaussian() * 0.05;
        Duration lag = Duration.ofMillis(Math.max(0, Math.round(target.toMillis() * phase * noise)));
        boolean above = lag.compareTo(target) > 0;
        return new LagSample(
                now,
                Optional.of(lag),
                Optional.of(target),
                false,
                above ? Optional.of(LagCause.values()[random.nextInt(2)]) : Optional.empty());
    }

    private static Duration target(int view) {
        return TARGETS.get(view % TARGETS.size());
    }

    private static long megabytes(Path file) throws IOException {
        return Files.size(file) / 1_000_000;
    }
}
