package io.streamhouse.console.settings;

import io.streamhouse.cluster.ClusterJobs;
import io.streamhouse.cluster.ClusterMeter;
import io.streamhouse.cluster.ClusterStateFiles;
import io.streamhouse.console.Home;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineLauncher.RunningEngine;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.model.Capability;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.paimon.PaimonFileStorage;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** The connection in use, switched while the console runs; and the warehouses, which need none. */
@Service
class EngineConnections implements Connections, EngineSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(EngineConnections.class);

    private static final String DEFAULT_CATALOG = "streamhouse";

    private static final Duration WATCH = Duration.ofSeconds(3);

    /** Share of the progress that starting takes, before warming up. */
    private static final double STARTED = 0.3;

    /** What answers at the connection in use. */
    private record Open(
            AttendedEngine engine,
            ClusterJobs jobs,
            ClusterStateFiles stateFiles,
            EngineMeter meter,
            boolean ownMeter) {

        /** For good: what still runs there ends with a problem that names the connection switched to. */
        void leave(String forConnection) {
            engine.leave(forConnection);
            jobs.close();
            stateFiles.close();
            if (ownMeter) {
                meter.close();
            }
        }
    }

    private final Home home;
    private final SavedSettings saved;
    private final ObjectProvider<SubmissionListener> submissions;
    private final ObjectProvider<EngineFarewell> farewells;
    private final CatalogInfo defaultCatalog;
    private final Warehouses warehouses;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("engine-start").daemon().factory());
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("engine-watch").daemon().factory());

    private volatile EngineConnection inUse;
    private volatile EngineStatus status;
    private volatile List<CatalogInfo> attached = List.of();
    private volatile @Nullable Open open;
    private volatile @Nullable RunningEngine embedded;
    private volatile @Nullable Problem startFailure;

    EngineConnections(
            Home home,
            SavedSettings saved,
            ObjectProvider<SubmissionListener> submissions,
            ObjectProvider<EngineFarewell> farewells,
            InstantSource clock) {
        this.home = home;
        this.saved = saved;
        this.submissions = submissions;
        this.farewells = farewells;
        this.defaultCatalog = new CatalogInfo(
                DEFAULT_CATALOG, Map.of("warehouse", home.warehouse().toUri().toString()));
        this.warehouses = new Warehouses(defaultCatalog, home.temporary(), clock);
        this.inUse = saved.connectionInUse();
        this.status =
                new EngineStatus(inUse.target().kind(), EngineState.STARTING, inUse.name(), "Starting the engine", 0);
    }

    @PostConstruct
    void attachCatalogs() {
        take(saved.catalogs());
    }

    /** Only now: an engine that starts beside the console takes from the first page the processors it needs. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        switch (inUse.target()) {
            case EngineTarget.Embedded target -> starter.execute(this::startEmbedded);
            case EngineTarget.Remote remote -> {
                open = remote(inUse, remote.endpoints());
                become(EngineState.STARTING, "Reaching the engine", 0);
                watch.execute(this::look);
            }
        }
        watch.scheduleWithFixedDelay(this::look, WATCH.toSeconds(), WATCH.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public synchronized void use(EngineConnection connection, boolean keepEmbedded) {
        EngineConnection before = inUse;
        Open left = open;
        inUse = connection;
        startFailure = null;
        switch (connection.target()) {
            case EngineTarget.Remote remote -> {
                open = remote(connection, remote.endpoints());
                become(EngineState.READY, "Ready", 1);
            }
            case EngineTarget.Embedded target -> {
                RunningEngine kept = embedded;
                if (kept == null) {
                    open = null;
                    become(EngineState.STARTING, "Starting the engine", 0);
                    starter.execute(this::startEmbedded);
                } else {
                    open = embedded(kept);
                    become(EngineState.READY, "Ready", 1);
                }
            }
        }
        boolean stopsEmbedded = before.target() instanceof EngineTarget.Embedded
                && connection.target() instanceof EngineTarget.Remote
                && !keepEmbedded;
        if (left != null && stopsEmbedded) {
            farewell(left, before.name());
        }
        if (left != null) {
            left.leave(connection.name());
        }
        if (stopsEmbedded) {
            stopEmbedded();
        }
    }

    private Open remote(EngineConnection connection, Endpoints endpoints) {
        return opened(
                connection.name(),
                endpoints,
                Set.of(Capability.DURABLE_SAVEPOINTS, Capability.LOAD_CODE),
                new ClusterMeter(endpoints.cluster()),
                true);
    }

    private Open embedded(RunningEngine running) {
        return opened(
                EngineConnection.embedded(true).name(),
                running.endpoints(),
                Set.of(Capability.DURABLE_SAVEPOINTS),
                running.meter(),
                false);
    }

    /** @param ownMeter whether the meter ends with the connection; otherwise the engine's own goes on with that */
    private Open opened(
            String name, Endpoints endpoints, Set<Capability> capabilities, EngineMeter meter, boolean ownMeter) {
        return new Open(
                new AttendedEngine(
                        new GatewayEngine(endpoints, capabilities),
                        name,
                        submissions.orderedStream().toList()),
                new ClusterJobs(endpoints.cluster()),
                new ClusterStateFiles(endpoints.cluster(), new PaimonFileStorage(storageOptions())),
                meter,
                ownMeter);
    }

    /** The cluster's folders for state lie where the warehouses do, and are reached with what those are reached with. */
    private Map<String, String> storageOptions() {
        Map<String, String> options = new HashMap<>();
        attached.forEach(catalog -> options.putAll(catalog.options()));
        options.putAll(defaultCatalog.options());
        return options;
    }

    private boolean embeddedInUse() {
        return inUse.target() instanceof EngineTarget.Embedded;
    }

    private void startEmbedded() {
        try {
            RunningEngine running = EmbeddedEngine.start(home);
            Open started = embedded(running);
            if (!takeEmbedded(running, started)) {
                started.leave(inUse.name());
                running.close();
                return;
            }
            new EngineWarmUp(home.temporary().resolve("warm-up"))
                    .run(
                            started.engine(),
                            sessionSettings(),
                            (step, share) -> progress(EngineState.WARMING_UP, step, STARTED + (1 - STARTED) * share));
            progress(EngineState.READY, "Ready", 1);
        } catch (ProblemException e) {
            LOG.error("The embedded engine did not start", e);
            if (embeddedInUse()) {
                startFailure = e.problem();
                become(EngineState.UNREACHABLE, e.problem().what(), 0);
            }
        }
    }

    /** False if another connection was chosen while the engine came up. */
    private synchronized boolean takeEmbedded(RunningEngine running, Open started) {
        if (embeddedInUse()) {
            embedded = running;
            open = started;
            return true;
        }
        return false;
    }

    /** Told only while the embedded engine is the one in use: it may have been left meanwhile. */
    private synchronized void progress(EngineState state, String step, double share) {
        if (embeddedInUse()) {
            become(state, step, share);
        }
    }

    private void look() {
        Open current = open;
        EngineState before = status.state();
        if (current == null || (embeddedInUse() && before != EngineState.READY && before != EngineState.UNREACHABLE)) {
            return;
        }
        boolean reachable = current.engine().reachable();
        synchronized (this) {
            if (current != open || status.state() != before) {
                return;
            }
            if (reachable && before != EngineState.READY) {
                become(EngineState.READY, "Ready", 1);
            } else if (!reachable && before != EngineState.UNREACHABLE) {
                become(EngineState.UNREACHABLE, "The engine does not answer", 0);
            }
        }
    }

    private void become(EngineState state, String step, double progress) {
        status = new EngineStatus(inUse.target().kind(), state, inUse.name(), step, progress);
        LOG.info("Engine: {} {}", state, step);
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    private void farewell(Open left, String connection) {
        try {
            farewells.orderedStream().forEach(farewell -> farewell.leaving(left.jobs(), left.stateFiles(), connection));
        } catch (ProblemException e) {
            LOG.warn("Not all jobs were brought to safety: {}", e.problem().what());
        } catch (BeansException e) {
            LOG.debug("Whoever is to be told has ended already, having done what there was to do", e);
        }
    }

    private synchronized void stopEmbedded() {
        RunningEngine running = embedded;
        if (running != null) {
            running.close();
            embedded = null;
        }
    }

    @Override
    public boolean embeddedRuns() {
        return embedded != null;
    }

    @Override
    public Engine trial(Endpoints endpoints) {
        return new GatewayEngine(endpoints, Set.of());
    }

    @Override
    public void attach(List<AttachedCatalog> catalogs) {
        take(catalogs);
        listeners.forEach(Runnable::run);
    }

    private void take(List<AttachedCatalog> catalogs) {
        attached = catalogs.stream().map(AttachedCatalog::info).toList();
        warehouses.attach(catalogs.stream()
                .filter(catalog -> catalog.kind() == AttachedCatalog.Kind.PAIMON)
                .map(AttachedCatalog::info)
                .toList());
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
        return current().engine();
    }

    @Override
    public Jobs jobs() {
        return current().jobs();
    }

    @Override
    public StateFiles stateFiles() {
        return current().stateFiles();
    }

    @Override
    public EngineMeter meter() {
        return current().meter();
    }

    private Open current() {
        Open current = open;
        if (current != null) {
            return current;
        }
        Problem failure = startFailure;
        throw failure != null
                ? new ProblemException(failure)
                : new ProblemException(
                        ErrorCode.ENGINE_STARTING, "The engine is starting.", "Try again in a few seconds.");
    }

    @Override
    public List<Warehouse> warehouses() {
        return warehouses.all();
    }

    @Override
    public Warehouse warehouse(String catalog) {
        return warehouses().stream()
                .filter(one -> one.catalog().name().equals(catalog))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(ErrorCode.NOT_FOUND, "No warehouse named " + catalog + " is attached."));
    }

    private List<CatalogInfo> catalogs() {
        List<CatalogInfo> all = new ArrayList<>();
        all.add(defaultCatalog);
        all.addAll(attached);
        return all;
    }

    @Override
    public SessionSettings sessionSettings() {
        return new SessionSettings(
                catalogs(),
                Optional.of(DEFAULT_CATALOG),
                Optional.of("default"),
                // A streaming INSERT shows its rows at every checkpoint, and not at all without.
                Map.of("execution.checkpointing.interval", "5 s", "table.local-time-zone", "UTC"));
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
        starter.shutdownNow();
        Open current = open;
        if (current != null) {
            if (embeddedInUse() && status.state() == EngineState.READY) {
                farewell(current, inUse.name());
            }
            current.leave("nothing: it was stopped");
        }
        stopEmbedded();
        warehouses.close();
    }
}
