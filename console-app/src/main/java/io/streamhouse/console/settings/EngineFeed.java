package io.streamhouse.console.settings;

import io.streamhouse.model.ClusterOverview;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Tells every open page how the engine is doing: one look for all of them, and none while nobody looks. */
@Service
public class EngineFeed {

    private static final System.Logger LOG = System.getLogger(EngineFeed.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(3);

    /**
     * What there is to know of the engine at a glance.
     *
     * @param cluster what it has and how much is taken; empty while it does not answer
     */
    public record Seen(EngineStatus status, Optional<ClusterOverview> cluster) {}

    private final ObjectProvider<Connections> connections;
    private final List<Consumer<Seen>> watchers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("engine-feed").daemon().factory());
    private final AutoCloseable subscription;
    private volatile Seen latest;

    EngineFeed(ObjectProvider<Connections> connections) {
        this.connections = connections;
        this.latest = new Seen(status(), Optional.empty());
        this.subscription = connections.stream()
                .findFirst()
                .map(found -> found.onChange(() -> scheduler.execute(this::look)))
                .orElse(() -> {});
        scheduler.scheduleWithFixedDelay(
                () -> {
                    if (!watchers.isEmpty()) {
                        look();
                    }
                },
                EVERY.toMillis(),
                EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What was seen last. */
    public Seen latest() {
        return new Seen(status(), latest.cluster());
    }

    /** Calls {@code watcher} with everything new, from another thread, until the result is run. */
    public Runnable watch(Consumer<Seen> watcher) {
        watchers.add(watcher);
        scheduler.execute(this::look);
        return () -> watchers.remove(watcher);
    }

    private void look() {
        EngineStatus status = status();
        Seen seen = new Seen(status, cluster(status));
        if (!seen.equals(latest)) {
            latest = seen;
            for (Consumer<Seen> watcher : watchers) {
                try {
                    watcher.accept(seen);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.DEBUG, "A page could not be told of the engine", e);
                }
            }
        }
    }

    private EngineStatus status() {
        return connections.stream()
                .findFirst()
                .map(Connections::status)
                .orElse(new EngineStatus(EngineKind.EMBEDDED, EngineState.STARTING, "", "Starting", 0));
    }

    private Optional<ClusterOverview> cluster(EngineStatus status) {
        if (status.state() != EngineState.READY && status.state() != EngineState.WARMING_UP) {
            return Optional.empty();
        }
        try {
            return Optional.of(connections.getObject().jobs().overview());
        } catch (ProblemException e) {
            // Whoever keeps the connection notices too, and says so in the status.
            LOG.log(System.Logger.Level.DEBUG, "The cluster does not tell its slots", e);
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() throws Exception {
        subscription.close();
        scheduler.shutdownNow();
    }
}
