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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The meter of the engine inside this JVM, against what the operating system says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThreadMeterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @SuppressWarnings("NullAway.Init")
    private EngineLauncher.RunningEngine running;

    @SuppressWarnings("NullAway.Init")
    private GatewayEngine engine;

    @SuppressWarnings("NullAway.Init")
    private EngineSession session;

    @BeforeAll
    void start(@TempDir Path folder) {
        running =
                new EmbeddedEngineLauncher().start(new EngineLauncher.Settings(folder.resolve("engine"), 8, Map.of()));
        engine = new GatewayEngine(running.endpoints(), Set.of());
        String warehouse = folder.resolve("warehouse").toUri().toString();
        CatalogInfo lake = new CatalogInfo("lake", Map.of("type", "paimon", "warehouse", warehouse));
        session = engine.open(
                new Actor("somebody"),
                new SessionSettings(
                        List.of(lake),
                        Optional.of("lake"),
                        Optional.of("default"),
                        Map.of("execution.checkpointing.interval", "500 ms")));
        Conversation talk = new Conversation(session);
        talk.batch("CREATE TABLE fed (id BIGINT PRIMARY KEY NOT ENFORCED, v DOUBLE)");
        talk.batch("CREATE TABLE small (id BIGINT, v DOUBLE)");
        talk.batch("INSERT INTO small VALUES (1, 1.0), (2, 2.0)");
        talk.batch("CREATE TEMPORARY TABLE gen (n BIGINT) WITH ('connector'='datagen', 'rows-per-second'='20000',"
                + " 'fields.n.kind'='random', 'fields.n.min'='1', 'fields.n.max'='1000')");
    }

    @AfterAll
    void stop() {
        session.close();
        engine.close();
        running.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsWhoUsedWhatTheOperatingSystemCounts() {
        JobId job = new JobId("0000000000000000000000000000a001");
        ProcessCpu machine = new ProcessCpu();
        Duration processBefore = ProcessCpu.ofProcess();
        EngineReading before = running.meter().read();
        new Conversation(session)
                .start("INSERT INTO fed SELECT n, SQRT(n) FROM gen", Map.of("$internal.pipeline.job-id", job.value()));

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (running.meter()
                                .read()
                                .jobs()
                                .getOrDefault(job, JobReading.NONE)
                                .compactionCpu()
                                .toMillis()
                        < 100
                || ProcessCpu.ofProcess().minus(processBefore).toMillis() < 6_000) {
            assertThat(System.nanoTime()).as("it uses CPU").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            machine.sample();
        }

        EngineReading after = running.meter().read();
        Duration process = ProcessCpu.ofProcess().minus(processBefore);
        machine.sample();
        Duration runtime = after.runtime().minus(before.runtime());
        Duration unexplained = runtime.minus(machine.ofTheMachine());
        System.out.printf(
                "process %d ms, metered %d ms: job %d (compaction %d), planning %d, engine %d, console %d, runtime %d,"
                        + " of which unexplained %d%n",
                process.toMillis(),
                after.total().minus(before.total()).toMillis(),
                after.jobs().getOrDefault(job, JobReading.NONE).cpu().toMillis(),
                after.jobs().getOrDefault(job, JobReading.NONE).compactionCpu().toMillis(),
                after.planning().minus(before.planning()).toMillis(),
                after.engine().minus(before.engine()).toMillis(),
                after.console().minus(before.console()).toMillis(),
                runtime.toMillis(),
                unexplained.toMillis());
        long tolerated = process.toMillis() / 20;
        assertThat(after.total().minus(before.total()).minus(process).abs().toMillis())
                .as("metered and counted by the system")
                .isLessThan(tolerated);
        assertThat(unexplained.abs().toMillis())
                .as("of the rest, what is not the machine's own threads")
                .isLessThan(tolerated);
        JobReading reading = after.jobs().getOrDefault(job, JobReading.NONE);
        assertThat(reading.compactionCpu()).isLessThan(reading.cpu());
        assertThat(reading.slotTime()).isPositive();
        assertThat(reading.running()).isTrue();
    }

    @Test
    void aJobThatIsGoneInAMomentIsNotLost() {
        JobId job = new JobId("0000000000000000000000000000a002");

        new Conversation(session)
                .run(
                        "INSERT INTO small SELECT id + 1, v FROM small",
                        ExecutionMode.BATCH,
                        Map.of("$internal.pipeline.job-id", job.value()));

        JobReading reading = running.meter().read().jobs().getOrDefault(job, JobReading.NONE);
        assertThat(reading.cpu()).isPositive();
        assertThat(reading.slotTime()).isPositive().isLessThan(Duration.ofSeconds(20));
        assertThat(reading.running()).isFalse();
    }

    @Test
    void noFigureEverFalls() {
        EngineReading before = running.meter().read();
        new Conversation(session).batch("SELECT COUNT(*) FROM small");
        EngineReading after = running.meter().read();

        assertThat(after.total()).isGreaterThanOrEqualTo(before.total());
        assertThat(after.runtime()).isGreaterThanOrEqualTo(before.runtime());
        assertThat(after.engine()).isGreaterThanOrEqualTo(before.engine());
        assertThat(after.planning()).isGreaterThan(before.planning());
        before.jobs()
                .forEach((id, was) -> assertThat(
                                after.jobs().getOrDefault(id, JobReading.NONE).cpu())
                        .isGreaterThanOrEqualTo(was.cpu()));
    }
}
