package io.streamhouse.streaming;

import io.streamhouse.cluster.ClusterJobs;
import io.streamhouse.cluster.ClusterStateFiles;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.model.Actor;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.paimon.PaimonFileStorage;
import io.streamhouse.paimon.PaimonWarehouse;
import io.streamhouse.store.LedgerJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** A console that comes and goes: its engine and its care for statements end, the warehouse and the ledger stay. */
final class Dock implements AutoCloseable {

    static final Actor ADA = new Actor("ada");
    static final String CATALOG = "lake";
    static final String HERE = "Here";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final CatalogInfo catalog;
    private final JdbcDataSource ledger = new JdbcDataSource();
    final PaimonWarehouse warehouse;

    @SuppressWarnings("NullAway.Init")
    private Running running;

    Dock(Path folder) {
        this.folder = folder;
        ledger.setURL("jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(ledger).load().migrate();
        catalog = new CatalogInfo(
                CATALOG,
                Map.of(
                        "type",
                        "paimon",
                        "warehouse",
                        folder.resolve("warehouse").toUri().toString(),
                        "cache-enabled",
                        "false"));
        warehouse = PaimonWarehouse.open(catalog, folder);
        begin();
    }

    /** What lives as long as the process would. */
    private final class Running implements JobSurroundings {
        private final EngineLauncher.RunningEngine process = ServiceLoader.load(EngineLauncher.class)
                .findFirst()
                .orElseThrow()
                .start(new EngineLauncher.Settings(folder.resolve("engine"), 8, Map.of()));
        private final GatewayEngine engine = new GatewayEngine(process.endpoints(), Set.of());
        private final ClusterJobs jobs = new ClusterJobs(process.endpoints().cluster());
        private final ClusterStateFiles files =
                new ClusterStateFiles(process.endpoints().cluster(), new PaimonFileStorage(Map.of()));
        private final ManagedJobs managed = new ManagedJobs(this, ledger, InstantSource.system(), new Silent());
        private volatile boolean orderly = true;

        @Override
        public Optional<String> connection() {
            return Optional.of(HERE);
        }

        @Override
        public boolean endsWithConsole() {
            return orderly;
        }

        @Override
        public Engine engine() {
            return engine;
        }

        @Override
        public Jobs jobs() {
            return jobs;
        }

        @Override
        public StateFiles stateFiles() {
            return files;
        }

        @Override
        public SessionSettings sessionSettings() {
            return new SessionSettings(
                    List.of(catalog),
                    Optional.of(CATALOG),
                    Optional.empty(),
                    Map.of("execution.checkpointing.interval", "300 ms"));
        }
    }

    private static final class Silent implements JobWitness {
        @Override
        public void stopped(Actor by, JobSummary job, String connection, String savepoint) {
            // nobody keeps a record here
        }

        @Override
        public void resumed(Actor by, JobId before, JobId next, String connection) {
            // nobody keeps a record here
        }
    }

    /** The console starts. */
    void begin() {
        running = new Running();
        running.managed.start();
    }

    /** The console ends as it should. */
    void end() {
        running.managed.close();
        engineGone();
    }

    /** The console is gone from one moment to the next: nothing is stopped with a savepoint. */
    void crash() {
        running.orderly = false;
        running.managed.close();
        engineGone();
    }

    private void engineGone() {
        running.engine.close();
        running.files.close();
        running.jobs.close();
        running.process.close();
    }

    ManagedJobs managed() {
        return running.managed;
    }

    Jobs jobs() {
        return running.jobs;
    }

    RelationId id(String name) {
        return new RelationId(CATALOG, "db", name);
    }

    void sql(String... statements) {
        try (EngineSession session = running.engine.open(ADA, running.sessionSettings())) {
            for (String statement : statements) {
                run(session, statement, ExecutionMode.BATCH);
            }
        }
    }

    /** Submits a streaming statement as a person would, and leaves it to the care under test. */
    ManagedJob stream(String statement, String... preparations) {
        SessionSettings settings = running.sessionSettings();
        try (EngineSession session = running.engine.open(ADA, settings)) {
            run(session, "USE db", ExecutionMode.BATCH);
            for (String preparation : preparations) {
                run(session, preparation, ExecutionMode.BATCH);
            }
            JobId job = run(session, statement, ExecutionMode.STREAMING).orElseThrow();
            Optional<String> catalogName = Optional.of(CATALOG);
            Optional<String> database = Optional.of("db");
            LedgerJob.Origin origin = new LedgerJob.Origin(
                    ADA,
                    statement,
                    List.of(preparations).stream()
                            .map(sql -> new LedgerJob.Preparation(sql, catalogName, database))
                            .toList(),
                    catalogName,
                    database,
                    settings.configuration(),
                    InstantSource.system().instant());
            return managed().care(HERE, origin, job);
        }
    }

    private static Optional<JobId> run(EngineSession session, String statement, ExecutionMode mode) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (StatementHandle handle = session.submit(statement, mode)) {
            while (System.nanoTime() < deadline) {
                switch (handle.fetch(Duration.ofSeconds(1))) {
                    case StatementHandle.Complete complete -> {
                        return complete.submitted();
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                    case StatementHandle.Page ignored -> {}
                    case StatementHandle.Waiting ignored -> {}
                }
            }
        }
        throw new AssertionError("Did not end: " + statement);
    }

    void write(String table, Row... rows) {
        try (Warehouse.TableWriter writer = warehouse.write(id(table), "writer")) {
            for (Row row : rows) {
                writer.add(row);
            }
            writer.commit(writer.lastCommitted() + 1);
        }
    }

    /** The rows of a table, each as often as it is there. */
    List<String> rows(String table) {
        return warehouse.preview(id(table), OptionalLong.empty(), 1_000).rows().stream()
                .map(row -> row.values().toString())
                .sorted()
                .toList();
    }

    void awaitRows(String table, String... rows) {
        await(() -> rows(table).equals(List.of(rows)), () -> table + " is " + rows(table));
    }

    void awaitState(ManagedJob statement, ManagedJob.State state) {
        await(
                () -> managed().get(statement.uid()).state() == state,
                () -> "not " + state + " but " + managed().get(statement.uid()));
    }

    /** Waits until a crash can't lose the statement's place. */
    void awaitPlaced(ManagedJob statement) {
        await(
                () -> managed().get(statement.uid()).job().stream()
                        .anyMatch(job -> running.files.checkpoints(job).size() == 1),
                () -> "no checkpoint of " + managed().get(statement.uid()));
    }

    void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get() + "; all: " + managed().list());
            }
            LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
        }
    }

    List<JobSummary> runningJobs() {
        return running.jobs.list().stream()
                .filter(job -> !job.state().terminal())
                .toList();
    }

    /** Where the engine's savepoints and checkpoints lie. */
    Path state() {
        return folder.resolve("engine");
    }

    @Override
    public void close() {
        end();
        warehouse.close();
    }
}
