package io.streamhouse.refresh;

import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What looking after many views costs, and what it leaves for a person who asks: 200 registered, most at rest, some
 * refreshed in full now and then, 20 active with a source that changes every second. Interactive SQL is asked before
 * there are any views, on the same engine, and beside them. Not part of the build:
 * {@code mvn test -pl sla-monitor -am -Dtest=LoopBench}; {@code -Dstreamhouse.continuous=10} lets the others of the 20 be
 * refreshed incrementally, {@code -Dstreamhouse.registered=…} makes it shorter.
 */
final class LoopBench {

    private static final Logger LOG = LoggerFactory.getLogger(LoopBench.class);
    private static final int REGISTERED = Integer.getInteger("streamhouse.registered", 200);
    private static final int ACTIVE = 20;
    private static final int CONTINUOUS = Integer.getInteger("streamhouse.continuous", ACTIVE);
    private static final int FULL = 20;
    private static final int SLOTS = 24;
    private static final int MEASURED = Integer.getInteger("streamhouse.seconds", 60);
    private static final int QUESTIONS = 30;
    private static final int WARM_UP = 15;
    private static final String QUESTION =
            "SELECT region, COUNT(*) AS orders, SUM(amount) AS amount FROM lake.db.orders GROUP BY region";

    @Test
    void the_loop_itself_and_interactive_sql_beside_it(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        try (Harbour harbour = new Harbour(folder, SLOTS);
                EngineSession person = harbour.engine().open(new Actor("a person"), harbour.sessionSettings())) {
            harbour.sql(
                    "CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING, amount BIGINT, PRIMARY KEY (id) NOT"
                            + " ENFORCED) WITH ('bucket' = '1')");
            harbour.write("orders", Row.insert(1, "north", 10L), Row.insert(2, "south", 20L));
            for (int question = 0; question < WARM_UP; question++) {
                ask(person);
            }
            Asked idle = asked("nothing else runs", person);
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
            Asked quiet = asked("beside the views, nothing changes", person);
            measure("a commit every second", harbour, true);
            try (AutoCloseable ignored = writing(harbour)) {
                Asked busy = asked("beside the views, a commit every second", person);
                LOG.info(
                        "interactive SELECT beside {} views, {} of {} active ones continuous: median {} times idle, {} with"
                                + " a commit every second; load {}",
                        REGISTERED,
                        CONTINUOUS,
                        ACTIVE,
                        ratio(quiet, idle),
                        ratio(busy, idle),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Asked(long medianMillis, long p95Millis) {}

    private static String ratio(Asked here, Asked there) {
        return String.format(Locale.ROOT, "%.2f", (double) here.medianMillis() / there.medianMillis());
    }

    private static Asked asked(String what, EngineSession person) {
        List<Long> took = new ArrayList<>();
        for (int question = 0; question < QUESTIONS; question++) {
            took.add(ask(person));
        }
        Collections.sort(took);
        Asked asked = new Asked(took.get(QUESTIONS / 2), took.get(QUESTIONS * 95 / 100));
        LOG.info(
                "{}: a SELECT takes {} ms (median), {} ms (p95) of {}",
                what,
                asked.medianMillis(),
                asked.p95Millis(),
                QUESTIONS);
        return asked;
    }

    /** Milliseconds from the statement to its last row. */
    private static long ask(EngineSession person) {
        long begun = System.nanoTime();
        try (StatementHandle handle = person.submit(QUESTION, ExecutionMode.BATCH)) {
            while (true) {
                switch (handle.fetch(Duration.ofSeconds(5))) {
                    case StatementHandle.Complete ignored -> {
                        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                    case StatementHandle.Page ignored -> {}
                    case StatementHandle.Waiting ignored -> {}
                }
            }
        }
    }

    private static AutoCloseable writing(Harbour harbour) {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            for (int second = 0; !done.get(); second++) {
                harbour.write("orders", Row.insert(second % 50, "west", (long) second));
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        });
        return () -> {
            done.set(true);
            writer.join();
        };
    }

    private static void create(Harbour harbour, int number) {
        String name = "v" + number;
        String query = "SELECT id, region, amount + " + number + " AS amount FROM lake.db.orders";
        if (number < CONTINUOUS) {
            harbour.create(name, query, "PT10S", "CONTINUOUS");
        } else if (number < ACTIVE) {
            harbour.create(name, query, "PT60S", "INCREMENTAL");
        } else {
            harbour.create(name, query, FreshnessTarget.parse("ON_DEMAND").text(), "FULL");
            if (number >= ACTIVE + FULL) {
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
                String.format(Locale.ROOT, "%.2f", 100 * (nanos - before.getOrDefault(thread, 0L)) / wall)));
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
