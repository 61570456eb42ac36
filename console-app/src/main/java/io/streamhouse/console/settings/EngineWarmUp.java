package io.streamhouse.console.settings;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.StatementHandle.Complete;
import io.streamhouse.engine.StatementHandle.Failed;
import io.streamhouse.engine.StatementHandle.Page;
import io.streamhouse.engine.StatementHandle.Waiting;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first statements of a fresh engine take many seconds, for classes to be loaded and code to be compiled. They are
 * run here, on data of their own, so that a person's first one is fast.
 */
final class EngineWarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(EngineWarmUp.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path scratch;

    /** @param scratch a folder for a table that is thrown away */
    EngineWarmUp(Path scratch) {
        this.scratch = scratch;
    }

    /** Told what is being done and how far it is, 0 to 1. */
    interface Progress {
        void at(String step, double share);
    }

    private record Step(String words, ExecutionMode mode, String sql) {}

    private List<Step> steps() {
        return List.of(
                new Step(
                        "Running a first query",
                        ExecutionMode.BATCH,
                        "SELECT name, COUNT(*) AS n, MAX(amount) FROM (VALUES ('a', 1.5), ('b', 2.5)) AS t(name, amount)"
                                + " GROUP BY name ORDER BY n LIMIT 10"),
                new Step(
                        "Creating a first table",
                        ExecutionMode.BATCH,
                        "CREATE TEMPORARY TABLE streamhouse_warm_up (id BIGINT, name STRING, seen_at TIMESTAMP(3),"
                                + " PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'paimon', 'bucket' = '1',"
                                + " 'auto-create' = 'true', 'path' = "
                                + Identifiers.literal(scratch.toUri().toString()) + ")"),
                new Step(
                        "Writing first rows",
                        ExecutionMode.BATCH,
                        "INSERT INTO streamhouse_warm_up VALUES (1, 'a', LOCALTIMESTAMP), (2, 'b', LOCALTIMESTAMP)"),
                new Step(
                        "Reading first rows",
                        ExecutionMode.BATCH,
                        "SELECT w.name, COUNT(*) FROM streamhouse_warm_up w JOIN streamhouse_warm_up v ON w.id = v.id GROUP BY w.name"),
                new Step(
                        "Running a first streaming query",
                        ExecutionMode.STREAMING,
                        "SELECT name, COUNT(*) FROM streamhouse_warm_up /*+ OPTIONS('scan.mode' = 'latest-full',"
                                + " 'scan.bounded.watermark' = '0') */ GROUP BY name"));
    }

    /** Runs the statements one by one. One that fails is logged and left at that: a cold engine works too. */
    void run(Engine engine, SessionSettings settings, Progress progress) {
        List<Step> steps = steps();
        try (EngineSession session = engine.open(Actor.CONSOLE, settings)) {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                progress.at(step.words(), (double) i / steps.size());
                run(session, step);
            }
        }
    }

    private static void run(EngineSession session, Step step) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (StatementHandle handle = session.submit(step.sql(), step.mode())) {
            while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
                switch (handle.fetch(Duration.ofMillis(500))) {
                    case Waiting waiting -> LOG.trace("{} …", step.words());
                    case Page page -> {
                        if (step.mode() == ExecutionMode.STREAMING) {
                            return;
                        }
                    }
                    case Complete complete -> {
                        return;
                    }
                    case Failed failed -> {
                        LOG.warn(
                                "Warm-up: {} failed: {}",
                                step.words(),
                                failed.problem().what());
                        return;
                    }
                }
            }
        }
    }
}
