package io.streamhouse.console.settings;

import io.streamhouse.cluster.ClusterJobs;
import io.streamhouse.console.Home;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineLauncher.RunningEngine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.StatementHandle.Complete;
import io.streamhouse.engine.StatementHandle.Failed;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Capability;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.paimon.PaimonWarehouse;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** The embedded engine, started beside the application, and the default warehouse in the home folder. */
@Service
class EngineConnections implements Connections {

    private static final Logger LOG = LoggerFactory.getLogger(EngineConnections.class);

    private static final String DEFAULT_CATALOG = "streamhouse";
    private static final String EMBEDDED = "Embedded engine";

    /** Enough for some twenty small jobs of a laptop; the engine's memory is divided by it. */
    private static final int SLOTS = 20;

    private static final Duration WATCH = Duration.ofSeconds(3);

    /** Share of the progress that starting takes, before warming up. */
    private static final double STARTED = 0.3;

    private final Home home;
    private final CatalogInfo defaultCatalog;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("engine-start").daemon().factory());
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("engine-watch").daemon().factory());

    private volatile EngineStatus status =
            new EngineStatus(EngineKind.EMBEDDED, EngineState.STARTING, EMBEDDED, "Starting the engine", 0);
    private volatile @Nullable GatewayEngine engine;
    private volatile @Nullable ClusterJobs jobs;
    private volatile @Nullable RunningEngine running;
    private volatile @Nullable Problem startFailure;
    private @Nullable Warehouse warehouse;

    EngineConnections(@Value("${streamhouse.home:${home}}") Path folder) {
        this.home = new Home(folder.toAbsolutePath().normalize());
        this.defaultCatalog = new CatalogInfo(
                DEFAULT_CATALOG,
                Map.of(
                        "warehouse",
                        home.warehouse().toUri().toString(),
                        // Tables are changed through several sessions: none may go by what it remembers of them.
                        // Written so because Flink's catalog store quotes what YAML takes for a boolean twice, and
                        // then reads the quotes as part of it; Paimon does not mind the case.
                        "cache-enabled",
                        "fAlse"));
    }

    @PostConstruct
    void start() {
        starter.execute(this::startEmbedded);
    }

    private void startEmbedded() {
        try {
            EngineLauncher launcher = ServiceLoader.load(EngineLauncher.class)
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.ENGINE_FAILED, "No embedded engine is packaged with this console."));
            RunningEngine started = launcher.start(new EngineLauncher.Settings(home.engine(), SLOTS, Map.of()));
            running = started;
            GatewayEngine gateway = new GatewayEngine(started.endpoints(), Set.of(Capability.DURABLE_SAVEPOINTS));
            become(EngineState.STARTING, "Opening the warehouse", STARTED / 2);
            attachAnew(gateway, defaultCatalog);
            jobs = new ClusterJobs(started.endpoints().cluster());
            engine = gateway;
            new EngineWarmUp(home.temporary().resolve("warm-up"))
                    .run(
                            gateway,
                            sessionSettings(),
                            (step, share) -> become(EngineState.WARMING_UP, step, STARTED + (1 - STARTED) * share));
            become(EngineState.READY, "Ready", 1);
            watch.scheduleWithFixedDelay(this::look, WATCH.toSeconds(), WATCH.toSeconds(), TimeUnit.SECONDS);
        } catch (ProblemException e) {
            LOG.error("The embedded engine did not start", e);
            startFailure = e.problem();
            become(EngineState.UNREACHABLE, e.problem().what(), 0);
        }
    }

    /**
     * The engine keeps catalogs over restarts, but the home folder may have moved since: what it kept of the attached
     * ones is replaced by how they are attached now.
     */
    private static void attachAnew(Engine engine, CatalogInfo catalog) {
        SessionSettings bare = new SessionSettings(List.of(), Optional.empty(), Optional.empty(), Map.of());
        try (EngineSession session = engine.open(Actor.CONSOLE, bare);
                StatementHandle drop = session.submit(
                        "DROP CATALOG IF EXISTS " + Identifiers.quote(catalog.name()), ExecutionMode.BATCH)) {
            while (true) {
                switch (drop.fetch(Duration.ofSeconds(10))) {
                    case Complete complete -> {
                        return;
                    }
                    case Failed failed -> throw new ProblemException(failed.problem());
                    default -> LOG.trace("Dropping {}", catalog.name());
                }
            }
        }
    }

    private void look() {
        GatewayEngine current = engine;
        if (current == null) {
            return;
        }
        boolean reachable = current.reachable();
        EngineState state = status.state();
        if (reachable && state == EngineState.UNREACHABLE) {
            become(EngineState.READY, "Ready", 1);
        } else if (!reachable && state != EngineState.UNREACHABLE) {
            become(EngineState.UNREACHABLE, "The engine does not answer", 0);
        }
    }

    private void become(EngineState state, String step, double progress) {
        status = new EngineStatus(EngineKind.EMBEDDED, state, EMBEDDED, step, progress);
        LOG.info("Engine: {} {}", state, step);
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    @Override
    public EngineStatus status() {
        return status;
    }

    @Override
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Engine engine() {
        GatewayEngine current = engine;
        if (current == null) {
            throw notYet();
        }
        return current;
    }

    @Override
    public Jobs jobs() {
        ClusterJobs current = jobs;
        if (current == null) {
            throw notYet();
        }
        return current;
    }

    private ProblemException notYet() {
        Problem failure = startFailure;
        return failure != null
                ? new ProblemException(failure)
                : new ProblemException(
                        ErrorCode.ENGINE_STARTING, "The engine is starting.", "Try again in a few seconds.");
    }

    @Override
    public synchronized List<Warehouse> warehouses() {
        Warehouse open = warehouse;
        if (open == null) {
            open = PaimonWarehouse.open(defaultCatalog, home.temporary());
            warehouse = open;
        }
        return List.of(open);
    }

    @Override
    public Warehouse warehouse(String catalog) {
        return warehouses().stream()
                .filter(open -> open.catalog().name().equals(catalog))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(ErrorCode.NOT_FOUND, "No warehouse named " + catalog + " is attached."));
    }

    @Override
    public SessionSettings sessionSettings() {
        return new SessionSettings(
                List.of(defaultCatalog),
                Optional.of(DEFAULT_CATALOG),
                Optional.of("default"),
                // A streaming INSERT shows its rows at every checkpoint, and not at all without.
                Map.of("execution.checkpointing.interval", "5 s", "table.local-time-zone", "UTC"));
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
        starter.shutdownNow();
        GatewayEngine current = engine;
        if (current != null) {
            current.close();
        }
        ClusterJobs currentJobs = jobs;
        if (currentJobs != null) {
            currentJobs.close();
        }
        RunningEngine embedded = running;
        if (embedded != null) {
            embedded.close();
        }
    }
}
