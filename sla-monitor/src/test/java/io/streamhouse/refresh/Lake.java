package io.streamhouse.refresh;

import io.streamhouse.cluster.ClusterJobs;
import io.streamhouse.cluster.ClusterStateFiles;
import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineLauncher.RunningEngine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.StatementHandle.Complete;
import io.streamhouse.engine.StatementHandle.Failed;
import io.streamhouse.engine.StatementHandle.Page;
import io.streamhouse.engine.StatementHandle.Waiting;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.model.Actor;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.paimon.PaimonFileStorage;
import io.streamhouse.paimon.PaimonWarehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A real engine and a real warehouse in a folder, for as many rounds as one likes. */
final class Lake implements AutoCloseable {

    static final String CATALOG = "lake";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofMillis(700);
    private static final int SLOTS = 16;
    private static final int SLOTS_OF_A_ROUND = 12;

    final Path folder;
    final RunningEngine running;
    final GatewayEngine engine;
    final ClusterJobs jobs;
    final PaimonWarehouse warehouse;
    final ClusterStateFiles stateFiles;

    Lake(Path folder) {
        this(folder, 1);
    }

    /** @param rounds how many are to go on at once */
    Lake(Path folder, int rounds) {
        this.folder = folder;
        EngineLauncher launcher =
                ServiceLoader.load(EngineLauncher.class).findFirst().orElseThrow();
        running = launcher.start(new EngineLauncher.Settings(
                folder.resolve("engine"),
                SLOTS + SLOTS_OF_A_ROUND * (rounds - 1),
                Map.of("taskmanager.memory.managed.size", 384 * rounds + "mb")));
        engine = new GatewayEngine(running.endpoints(), Set.of());
        jobs = new ClusterJobs(running.endpoints().cluster());
        warehouse = PaimonWarehouse.open(catalog(), folder);
        stateFiles = new ClusterStateFiles(running.endpoints().cluster(), new PaimonFileStorage(Map.of()));
    }

    private CatalogInfo catalog() {
        return new CatalogInfo(
                CATALOG,
                Map.of(
                        "type",
                        "paimon",
                        "warehouse",
                        folder.resolve("warehouse").toUri().toString(),
                        "cache-enabled",
                        "false"));
    }

    /** Where the engine's savepoints lie. */
    Path savepoints() {
        return folder.resolve("engine").resolve("savepoints");
    }

    SessionSettings sessionSettings() {
        return new SessionSettings(List.of(catalog()), Optional.of(CATALOG), Optional.empty(), Map.of());
    }

    RelationId id(String database, String name) {
        return new RelationId(CATALOG, database, name);
    }

    /**
     * The warehouse as whoever looks after the views of one database sees it: of other databases there are none. Rounds
     * that go on at once would otherwise look after each other's.
     */
    Warehouse warehouseOf(String database) {
        return (Warehouse) Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("views")) {
                        return warehouse.views().stream()
                                .filter(id -> id.database().equals(database))
                                .toList();
                    }
                    try {
                        return method.invoke(warehouse, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /** Runs statements one after the other in batch mode and waits for each. */
    List<Row> batch(String database, String... statements) {
        SessionSettings settings = new SessionSettings(
                List.of(catalog()),
                Optional.of(CATALOG),
                database.isEmpty() ? Optional.empty() : Optional.of(database),
                Map.of("table.dml-sync", "true"));
        List<Row> rows = new ArrayList<>();
        try (EngineSession session = engine.open(new Actor("tester"), settings)) {
            for (String statement : statements) {
                rows.addAll(run(session, statement));
            }
        }
        return rows;
    }

    private static List<Row> run(EngineSession session, String statement) {
        List<Row> rows = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (StatementHandle handle = session.submit(statement, ExecutionMode.BATCH)) {
            while (System.nanoTime() < deadline) {
                switch (handle.fetch(Duration.ofSeconds(1))) {
                    case Waiting waiting -> {}
                    case Page page -> rows.addAll(page.rows());
                    case Complete complete -> {
                        return rows;
                    }
                    case Failed failed -> throw new ProblemException(failed.problem());
                }
            }
        }
        throw new ProblemException(ErrorCode.TIMEOUT, "This did not end: " + statement);
    }

    /** One commit of rows. */
    void commit(RelationId table, long identifier, List<Row> rows) {
        try (Warehouse.TableWriter writer = warehouse.write(table, "tester")) {
            rows.forEach(writer::add);
            writer.commit(identifier);
        }
    }

    /** Those that work for views of a database. */
    List<JobSummary> runningJobs(String database) {
        return jobs.list().stream()
                .filter(job -> !job.state().terminal())
                .filter(job -> job.name().contains(CATALOG + "." + database + "."))
                .toList();
    }

    /** Ends every job for views of a database at once, as the death of the whole process would. */
    void killJobs(String database) {
        // A statement that was being planned becomes a job a moment later.
        AtomicLong quietSince = new AtomicLong(System.nanoTime());
        boolean quiet = eventually(PATIENCE, () -> {
            List<JobSummary> running = runningJobs(database);
            running.forEach(job -> jobs.cancel(job.id()));
            if (!running.isEmpty()) {
                quietSince.set(System.nanoTime());
            }
            return System.nanoTime() - quietSince.get() > QUIET.toNanos();
        });
        if (!quiet) {
            throw new ProblemException(ErrorCode.TIMEOUT, "Jobs did not end: " + runningJobs(database));
        }
    }

    /** Where those threads stand that look after views. */
    static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("view-"))
                .map(thread -> "\n  " + thread.getKey().getName() + " "
                        + Arrays.stream(thread.getValue())
                                .filter(frame -> frame.getClassName().startsWith("io.streamhouse."))
                                .limit(8)
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining(" < ")))
                .collect(Collectors.joining());
    }

    /** Looks again and again; false if the condition did not come true in time. */
    static boolean eventually(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        warehouse.close();
        engine.close();
        stateFiles.close();
        jobs.close();
        running.close();
    }
}
