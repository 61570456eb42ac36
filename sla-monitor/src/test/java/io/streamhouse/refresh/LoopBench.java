package io.streamhouse.refresh;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Row;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What looking after many views costs: 200 registered, most at rest, some refreshed in full now and then, 20 active with
 * a source that changes every second. Not part of the build: {@code mvn test -pl sla-monitor -am -Dtest=LoopBench}.
 */
final class LoopBench {

    private static final Logger LOG = LoggerFactory.getLogger(LoopBench.class);
    private static final int REGISTERED = 200;
    private static final int CONTINUOUS = 10;
    private static final int INCREMENTAL = 10;
    private static final int FULL = 20;
    private static final int MEASURED = Integer.getInteger("streamhouse.seconds", 60);

    @Test
    void the_loop_itself(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        try (Harbour harbour = new Harbour(folder)) {
            harbour.sql(
                    "CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING, amount BIGINT, PRIMARY KEY (id) NOT"
                            + " ENFORCED) WITH ('bucket' = '1')");
            harbour.write("orders", Row.insert(1, "north", 10L), Row.insert(2, "south", 20L));
            for (int view = 0; view < REGISTERED; view++) {
                create(harbour, view);
            }
            harbour.await(
                    "all are as they are to be",
                    Duration.ofMinutes(15),
                    () -> harbour.views.list().stream()
                            .allMatch(view -> view.refresh() instanceof Refresh.Active
                                    || view.refresh() instanceof Refresh.Suspended));
            measure("nothing changes", harbour, false);
            measure("a commit every second", harbour, true);
        }
    }

    private static void create(Harbour harbour, int number) {
        String name = "v" + number;
        String query = "SELECT id, region, amount + " + number + " AS amount FROM lake.db.orders";
        if (number < CONTINUOUS) {
            harbour.create(name, query, "PT10S", "CONTINUOUS");
        } else if (number < CONTINUOUS + INCREMENTAL) {
            harbour.create(name, query, "PT60S", "INCREMENTAL");
        } else {
            harbour.create(name, query, FreshnessTarget.parse("ON_DEMAND").text(), "FULL");
            if (number >= CONTINUOUS + INCREMENTAL + FULL) {
                harbour.views.suspend(Harbour.SOMEBODY, harbour.id(name));
            }
        }
    }

    private static void measure(String what, Harbour harbour, boolean writing) {
        Map<String, Long> before = cpu();
        long begun = System.nanoTime();
        for (int second = 0; second < MEASURED; second++) {
            if (writing) {
                harbour.write("orders", Row.insert(second % 50, "west", (long) second));
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        double wall = System.nanoTime() - begun;
        Map<String, Long> after = cpu();
        after.forEach((thread, nanos) -> LOG.info(
                "{}: {} used {} % of a core",
                what,
                thread,
                String.format(java.util.Locale.ROOT, "%.2f", 100 * (nanos - before.getOrDefault(thread, 0L)) / wall)));
    }

    private static Map<String, Long> cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> cpu = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("view-")) {
                cpu.put(thread.getThreadName(), threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return cpu;
    }
}
