package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.RelationId;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** How the relations that pages draw are, kept up to date: one look for all pages, and none while nobody looks on. */
@Service
public class LineageFeed {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lineage-feed").daemon().factory());
    private final List<Set<RelationId>> wanted = new CopyOnWriteArrayList<>();
    private final Feed<Map<RelationId, NodeHealth>> feed;

    LineageFeed(Lineage lineage) {
        this.feed = new Feed<>(() -> lineage.health(all()), EVERY, scheduler);
    }

    /**
     * Calls {@code watcher} with every look, from another thread, until the result is closed. The answer may tell of
     * other relations, too.
     */
    public Watch watch(Collection<RelationId> relations, Consumer<Map<RelationId, NodeHealth>> watcher) {
        // A set of its own: two pages may draw the same relations.
        Set<RelationId> mine = new HashSet<>(relations);
        wanted.add(mine);
        Watch watch = feed.watch(watcher);
        return () -> {
            wanted.removeIf(each -> each == mine);
            watch.close();
        };
    }

    private Set<RelationId> all() {
        Set<RelationId> all = new HashSet<>();
        wanted.forEach(all::addAll);
        return all;
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
    }
}
