package io.streamhouse.console.costs;

import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.cost.CostReport.GroupBy;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** What pages show of costs, kept up to date: one look for all pages that ask for the same. */
@Service
public class CostFeed {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private record Asked(CostWindow window, GroupBy by) {}

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("cost-feed").daemon().factory());
    private final Costs costs;
    private final InstantSource clock;
    private final Map<Asked, Feed<CostsSeen>> feeds = new ConcurrentHashMap<>();

    CostFeed(Costs costs, InstantSource clock) {
        this.costs = costs;
        this.clock = clock;
    }

    /** Calls {@code watcher} with every look, from another thread, until the result is closed. */
    public Watch watch(CostWindow window, GroupBy by, Consumer<CostsSeen> watcher) {
        feeds.values().removeIf(feed -> !feed.watched());
        return feeds.computeIfAbsent(new Asked(window, by), asked -> new Feed<>(() -> look(asked), EVERY, scheduler))
                .watch(watcher);
    }

    /** To be called after something was done that changes what things cost, so that pages show it at once. */
    public void refresh() {
        feeds.values().stream().filter(Feed::watched).forEach(Feed::refresh);
    }

    private CostsSeen look(Asked asked) {
        Instant now = clock.instant();
        Instant from = asked.window().from(now);
        Instant to = asked.window().to(now);
        try {
            return new CostsSeen.Known(
                    costs.report(from, to, asked.by()), costs.timeline(from, to, asked.by()), costs.storage());
        } catch (ProblemException e) {
            return new CostsSeen.Unavailable(e.problem());
        }
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
    }
}
