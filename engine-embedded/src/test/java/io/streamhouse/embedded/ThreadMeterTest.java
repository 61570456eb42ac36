package io.streamhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.model.Actor;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.EngineReading;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The meter of the engine inside this JVM, against what the operating system says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThreadMeterTest {

    private static final JobId STREAM = new JobId("0000000000000000000000000000a001");
    private static final JobId SHORT = new JobId("0000000000000000000000000000a002");

    private EngineLauncher.RunningEngine running;
    private GatewayEngine engine;
    private EngineSession session;

    @BeforeAll
    void start(@TempDir Path folder) {
        running =
                new EmbeddedEngineLauncher().start(new EngineLauncher.Settings(folder.resolve("engine"), 8, Map.of()));
        engine = new GatewayEngine(running.endpoints(), Set.of());
        CatalogInfo lake = new CatalogInfo(
                "lake",
                Map.of(
                        "type",
                        "paimon",
                        "warehouse",
                        folder.resolve("warehouse").toUri().toString()));
        session = engine.open(
                new Actor("somebody"),
                new SessionSettings(
                        List.of(lake),
                        Optional.of("lake"),
                        Optional.of("default"),
                        Map.of("execution.checkpointing.interval", "1 s")));
        Conversation talk = new Conversation(session);
        talk.batch("CREATE TABLE fed (id BIGINT PRIMARY KEY NOT ENFORCED, v DOUBLE)");
        talk.batch("CREATE TABLE small (id BIGINT, v DOUBLE)");
        talk.batch("INSERT INTO small VALUES (1, 1.0), (2, 2.0)");
    }

    @AfterAll
    void stop() {
        session.close();
        engine.close();
        running.close();
    }

    @Test
    void findsTheThreadsOfAStreamAndItsCompaction() throws Exception {
        EngineReading before = running.meter().read();
        Duration osBefore = osCpu();
        Map<String, Duration> nativeBefore = nativeThreads();
        Conversation.Result made = new Conversation(session)
                .batch("CREATE TEMPORARY TABLE gen (n BIGINT) WITH ('connector'='datagen', 'rows-per-second'='20000',"
                        + " 'fields.n.kind'='random', 'fields.n.min'='1', 'fields.n.max'='1000')");
        assertThat(made).isNotNull();
        JobId job = new JobId("0000000000000000000000000000a003");
        new Conversation(session)
                .start("INSERT INTO fed SELECT n, SQRT(n) FROM gen", Map.of("$internal.pipeline.job-id", job.value()));
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000_000);
        }
        Thread.getAllStackTraces().keySet().stream()
                .map(t -> t.threadId() + " " + t.getName() + " | "
                        + (t.getThreadGroup() == null ? "" : t.getThreadGroup().getName()) + " | "
                        + t.getContextClassLoader() + " | "
                        + ManagementFactory.getThreadMXBean().getThreadCpuTime(t.threadId()) / 1_000_000)
                .sorted()
                .forEach(System.err::println);
        EngineReading after = running.meter().read();
        Duration os = osCpu().minus(osBefore);
        System.err.println("READING " + after);
        System.err.println("job " + after.jobs().get(job));
        System.err.println("planning " + after.planning().minus(before.planning()));
        System.err.println("engine " + after.engine().minus(before.engine()));
        System.err.println("console " + after.console().minus(before.console()));
        System.err.println("runtime " + after.runtime().minus(before.runtime()));
        System.err.println("total " + after.total().minus(before.total()) + " os " + os);
        nativeThreads().forEach((name, cpu) -> {
            Duration more = cpu.minus(nativeBefore.getOrDefault(name, Duration.ZERO));
            if (more.toMillis() > 10) System.err.println("NATIVE " + name + " " + more.toMillis());
        });
        JobReading reading = after.jobs().getOrDefault(job, JobReading.NONE);
        assertThat(reading.cpu()).isPositive();
        assertThat(reading.compactionCpu()).isPositive();
        EngineReading a = running.meter().read();
        new Conversation(session)
                .run(
                        "INSERT INTO small SELECT id + 1, v FROM small WHERE id < 0",
                        ExecutionMode.BATCH,
                        Map.of("$internal.pipeline.job-id", SHORT.value()));
        System.err.println("SHORT " + running.meter().read().jobs().get(SHORT) + " "
                + a.jobs().keySet());
    }

    /** User and system time of this process in {@code /proc}, in ticks of 10 ms. */
    private static Duration osCpu() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/self/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
    }

    private static Map<String, Duration> nativeThreads() throws IOException {
        Map<String, Duration> sums = new TreeMap<>();
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String stat;
                try {
                    stat = Files.readString(task.resolve("stat"));
                } catch (IOException e) {
                    continue;
                }
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                sums.merge(
                        name.replaceFirst("[#0-9]+$", ""),
                        Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]))),
                        Duration::plus);
            }
        }
        return sums;
    }
}
