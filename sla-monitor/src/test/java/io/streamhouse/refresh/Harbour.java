package io.streamhouse.refresh;

import io.streamhouse.cluster.ClusterJobs;
import io.streamhouse.cluster.ClusterStateFiles;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.model.Actor;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import io.streamhouse.paimon.PaimonFileStorage;
import io.streamhouse.paimon.PaimonWarehouse;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** A real engine, a warehouse in a folder, and the views in it. */
final class Harbour implements Surroundings, AutoCloseable {

    static final Actor SOMEBODY = new Actor("somebody");
    static final String CATALOG = "lake";
    static final String DATABASE = "db";

    private final EngineLauncher.RunningEngine running;
    private final GatewayEngine engine;
    private final ClusterJobs jobs;
    private final ClusterStateFiles stateFiles;
    private final PaimonWarehouse warehouse;
    private final CatalogInfo catalog;
    private DataSource ledger;
    private volatile KeptLimits kept = KeptLimits.DEFAULT;
    MaterializedViews views;

    Harbour(Path folder) {
        this(folder, 16);
    }

    /** @param slots of the engine's one task manager */
    Harbour(Path folder, int slots) {
        running = ServiceLoader.load(EngineLauncher.class)
                .findFirst()
                .orElseThrow()
                .start(new EngineLauncher.Settings(folder.resolve("engine"), slots, Map.of()));
        engine = new GatewayEngine(running.endpoints(), Set.of());
        jobs = new ClusterJobs(running.endpoints().cluster());
        stateFiles = new ClusterStateFiles(running.endpoints().cluster(), new PaimonFileStorage(Map.of()));
        catalog = new CatalogInfo(
                CATALOG,
                Map.of(
                        "type",
                        "paimon",
                        "warehouse",
                        folder.resolve("warehouse").toUri().toString()));
        warehouse = PaimonWarehouse.open(catalog, folder);
        ledger = emptyLedger();
        views = new MaterializedViews(this, ledger, InstantSource.system());
        sql("CREATE DATABASE " + DATABASE);
        views.start();
    }

    private static DataSource emptyLedger() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }

    /** The cluster's own REST API. */
    URI cluster() {
        return running.endpoints().cluster();
    }

    /** The console is away while {@code meanwhile} happens. */
    void away(Runnable meanwhile) {
        views.close();
        try {
            meanwhile.run();
        } finally {
            views = new MaterializedViews(this, ledger, InstantSource.system());
            views.start();
        }
    }

    DataSource ledger() {
        return ledger;
    }

    /** The console ends; what it knew is still there for the next one, or is not. */
    void restart(boolean ledgerLost) {
        views.close();
        if (ledgerLost) {
            ledger = emptyLedger();
        }
        views = new MaterializedViews(this, ledger, InstantSource.system());
        views.start();
    }

    RelationId id(String name) {
        return new RelationId(CATALOG, DATABASE, name);
    }

    void sql(String statement) {
        run(statement);
    }

    /** Runs a statement to its end and returns its rows. */
    List<Row> run(String statement) {
        List<Row> rows = new java.util.ArrayList<>();
        try (Running runner = new Running(this)) {
            runner.batch(statement, Map.of(), rows::add);
        }
        return rows;
    }

    void write(String table, Row... rows) {
        try (Warehouse.TableWriter writer = warehouse.write(id(table), "writer")) {
            for (Row row : rows) {
                writer.add(row);
            }
            writer.commit(writer.lastCommitted() + 1);
        }
    }

    ViewState create(String name, String query, String freshness, String mode) {
        return views.create(
                SOMEBODY,
                new NewView(
                        id(name),
                        query,
                        List.of(),
                        List.of(),
                        FreshnessTarget.parse(freshness),
                        RequestedMode.parse(mode),
                        Optional.empty(),
                        CATALOG,
                        DATABASE,
                        Map.of()));
    }

    /** Waits until the view is in a mode and no switch is under way. */
    void awaitActive(String name, RefreshMode mode) {
        await(name + " is " + mode, Duration.ofSeconds(120), () -> {
            ViewState state = views.get(id(name));
            if (state.refresh() instanceof Refresh.Failed || state.refresh() instanceof Refresh.Suspended) {
                throw new AssertionError(name + " is " + state.refresh());
            }
            return state.refresh().equals(new Refresh.Active(mode));
        });
    }

    /** Pins the view to a mode, and waits until it is in it. */
    void pin(String name, RefreshMode mode) {
        views.setFreshness(
                SOMEBODY,
                id(name),
                FreshnessTarget.parse("PT5S"),
                new RequestedMode.Pinned(mode),
                OptionalLong.empty());
        awaitActive(name, mode);
    }

    /** Waits until the view contains every change of its sources. */
    void awaitFresh(String name) {
        await(
                name + " contains everything",
                Duration.ofSeconds(60),
                () -> views.get(id(name)).lag() instanceof io.streamhouse.freshness.Freshness.Known known
                        && known.lag().isZero());
    }

    void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not in " + patience + ": " + what + "; " + whatIsGoingOn());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** What there is to be known of a wait that was in vain: where each act stands, the jobs, the views. */
    private String whatIsGoingOn() {
        StringBuilder told = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            boolean ours =
                    Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(Loop.class.getName()));
            if (ours) {
                told.append("\n").append(thread.getName());
                Arrays.stream(stack)
                        .limit(40)
                        .forEach(frame -> told.append("\n    at ").append(frame));
            }
        });
        runningJobs().forEach(job -> {
            told.append("\n").append(job);
            jobs.failures(job.id())
                    .forEach(failure -> told.append("\n    failed: ").append(failure));
        });
        views.list().forEach(view -> told.append("\n").append(view));
        return told.toString();
    }

    List<JobSummary> runningJobs() {
        return jobs.list().stream().filter(job -> !job.state().terminal()).toList();
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
        return stateFiles;
    }

    @Override
    public Warehouse warehouse(String name) {
        return warehouse;
    }

    @Override
    public List<Warehouse> warehouses() {
        return List.of(warehouse);
    }

    @Override
    public SessionSettings sessionSettings() {
        return new SessionSettings(List.of(catalog), Optional.of(CATALOG), Optional.empty(), Map.of());
    }

    @Override
    public Optional<EngineMeter> meter() {
        return Optional.of(running.meter());
    }

    @Override
    public KeptLimits keptLimits() {
        return kept;
    }

    /** From now on so much is kept for a view at rest. */
    void kept(KeptLimits limits) {
        kept = limits;
    }

    @Override
    public void close() {
        views.close();
        warehouse.close();
        engine.close();
        stateFiles.close();
        jobs.close();
        running.close();
    }
}
