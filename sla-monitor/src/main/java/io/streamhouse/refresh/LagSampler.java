package io.streamhouse.refresh;

import io.streamhouse.freshness.Circumstances;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.LagHistory;
import io.streamhouse.freshness.LagSample;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, on a thread of its own, how far every view is behind, as often as its target asks for, and records it with what
 * was to blame. Storage tells how far: that is known while the engine is down too, and then grows.
 */
final class LagSampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LagSampler.class);

    private static final Duration ROUND = Duration.ofSeconds(1);

    /** A round comes a little sooner or later than it should. */
    private static final Duration JITTER = Duration.ofMillis(300);

    private static final Duration SAVED_EVERY = Duration.ofMinutes(1);
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private final Views views;
    private final LagHistory history;
    private final InstantSource clock;
    private final RootWatch roots;
    private final Lags lags;
    private final EngineWatch engine;
    private final Map<RelationId, Freshness> newest = new HashMap<>();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("view-lag").factory());
    private Instant savedAt = Instant.EPOCH;

    LagSampler(Surroundings surroundings, Views views, Sources sources, LagHistory history, InstantSource clock) {
        this.views = views;
        this.history = history;
        this.clock = clock;
        this.roots = new RootWatch(sources);
        this.lags = new Lags(roots, clock);
        this.engine = new EngineWatch(surroundings);
    }

    void start() {
        rounds.scheduleAtFixedRate(this::roundSafely, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void roundSafely() {
        try {
            round();
        } catch (Throwable e) {
            // An Error let through would end all further turns in silence.
            if (!rounds.isShutdown()) {
                LOG.warn("How far views are behind could not be recorded", e);
            }
        }
    }

    /** Looks at the views that are due. */
    void round() {
        Instant now = clock.instant();
        roots.begin();
        Set<RelationId> ids = new HashSet<>();
        Set<String> uids = new HashSet<>();
        for (ManagedView view : views.all()) {
            if (view.dropped) {
                continue;
            }
            ids.add(view.id());
            uids.add(view.uid());
            Optional<Duration> target = view.effectiveTarget;
            boolean suspended = view.ledger().suspended();
            Duration pace = LagSample.pace(target, suspended);
            if (history.due(view.uid(), pace.minus(JITTER), now)) {
                Freshness found = lags.lag(view);
                newest.put(view.id(), found);
                history.record(view.uid(), sample(view, found, target, suspended), pace);
            }
        }
        newest.keySet().retainAll(ids);
        history.keepOnly(uids);
        if (Duration.between(savedAt, now).abs().compareTo(SAVED_EVERY) >= 0) {
            savedAt = now;
            history.save();
        }
    }

    private LagSample sample(ManagedView view, Freshness found, Optional<Duration> target, boolean suspended) {
        Instant at = found instanceof Freshness.Known known ? known.measuredAt() : clock.instant();
        return LagSample.of(at, found, target, suspended, () -> circumstances(view, target, suspended));
    }

    private Circumstances circumstances(ManagedView view, Optional<Duration> target, boolean suspended) {
        boolean anotherQuery = view.ledger()
                .query()
                .filter(query -> !query.equals(view.definition.query()))
                .isPresent();
        return new Circumstances(
                suspended,
                engine.down(clock.instant()),
                Views.reads(view).stream()
                        .flatMap(read -> views.find(read).stream())
                        .anyMatch(read -> late(read, target)),
                view.waitsForSlot,
                view.change.isPresent() || view.held().isEmpty() || view.version.isEmpty() || anotherQuery);
    }

    /** Whether a view is further behind than it should be, or than what reads it may be. */
    private boolean late(ManagedView upstream, Optional<Duration> readersTarget) {
        Freshness found = newest.get(upstream.id());
        if (found == null) {
            return false;
        }
        return switch (found) {
            case Freshness.Unknown ignored -> true;
            case Freshness.Known known ->
                exceeds(known.lag(), upstream.effectiveTarget) || exceeds(known.lag(), readersTarget);
        };
    }

    private static boolean exceeds(Duration lag, Optional<Duration> target) {
        return target.filter(promised -> lag.compareTo(promised) > 0).isPresent();
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        engine.close();
        try {
            if (rounds.awaitTermination(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                history.saveAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("How far views were behind in the last minute could not be stored", e);
        }
    }
}
