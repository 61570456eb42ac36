package io.streamhouse.refresh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What looking at the lag of 1,000 views costs: targets from ten seconds to an hour, each view over one or two of 50
 * tables, ten of which change every second; views are taken to be refreshed shortly before they are late. Not part of the
 * build: {@code mvn test -pl sla-monitor -am -Dtest=LagBench}. What remembering costs: {@code LagHistoryBench}.
 */
final class LagBench {

    private static final Logger LOG = LoggerFactory.getLogger(LagBench.class);
    private static final int VIEWS = 1_000;
    private static final int TABLES = 50;
    private static final int CHANGING = 10;
    private static final int MEASURED = Integer.getInteger("streamhouse.seconds", 180);
    private static final int WARM = 30;

    private static final List<Duration> TARGETS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    private record Watched(ManagedView view, String[] roots) {}

    @Test
    void sampling(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("console") + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0";
        Random random = new Random(1);
        try (Backwater water = new Backwater(folder, url)) {
            for (int table = 0; table < TABLES; table++) {
                water.table("t" + table);
            }
            List<Watched> watched = new ArrayList<>();
            for (int view = 0; view < VIEWS; view++) {
                String first = "t" + view % TABLES;
                String[] roots = random.nextInt(3) == 0
                        ? new String[] {first, "t" + random.nextInt(TABLES)}
                        : new String[] {first};
                watched.add(new Watched(water.view("v" + view, TARGETS.get(view % TARGETS.size()), roots), roots));
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long used = 0;
            long longest = 0;
            for (int second = 0; second < WARM + MEASURED; second++) {
                long begun = System.nanoTime();
                for (int table = 0; table < CHANGING; table++) {
                    water.write("t" + table);
                }
                for (int view = 0; view < VIEWS; view++) {
                    Watched one = watched.get(view);
                    long cycle =
                            Math.max(1, one.view().effectiveTarget.orElseThrow().toSeconds() * 8 / 10);
                    if ((second + view) % cycle == 0) {
                        water.refreshed(one.view(), one.roots());
                    }
                }
                long before = threads.getCurrentThreadCpuTime();
                long wall = System.nanoTime();
                water.sampler.round();
                if (second >= WARM) {
                    used += threads.getCurrentThreadCpuTime() - before;
                    longest = Math.max(longest, System.nanoTime() - wall);
                }
                LockSupport.parkNanos(Math.max(0, 1_000_000_000 - (System.nanoTime() - begun)));
            }
            LOG.info(
                    "looking at {} views takes {} % of a core; the longest round took {} ms",
                    VIEWS, String.format(Locale.ROOT, "%.2f", 100 * (used / 1e9) / MEASURED), longest / 1_000_000);
        }
    }
}
