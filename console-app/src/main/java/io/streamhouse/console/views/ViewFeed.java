package io.streamhouse.console.views;

import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.MaterializedViews;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** What pages show of materialized views, kept up to date: at every change, and every second for what merely ages. */
@Service
public class ViewFeed {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Duration HISTORY = Duration.ofDays(1);

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("view-feed-", 0).daemon().factory());
    private final Views views;
    private final InstantSource clock;
    private final Feed<ViewsSeen> list;
    private final Map<RelationId, Feed<ViewSeen>> single = new ConcurrentHashMap<>();
    private final AutoCloseable subscription;

    ViewFeed(Views views, MaterializedViews source, InstantSource clock) {
        this.views = views;
        this.clock = clock;
        this.list = new Feed<>(this::look, EVERY, scheduler);
        this.subscription = source.onChange(this::refresh);
    }

    /** Calls {@code watcher} with every look at the list, from another thread, until the result is closed. */
    public Watch watch(Consumer<ViewsSeen> watcher) {
        return list.watch(watcher);
    }

    /** Calls {@code watcher} with every look at the view, from another thread, until the result is closed. */
    public Watch watch(RelationId id, Consumer<ViewSeen> watcher) {
        single.values().removeIf(feed -> !feed.watched());
        return single.computeIfAbsent(id, view -> new Feed<>(() -> look(view), EVERY, scheduler))
                .watch(watcher);
    }

    /** The list as it was seen last, which may be a while ago; asks for a fresh one in the background. */
    public Optional<ViewsSeen> glance() {
        if (!list.watched()) {
            list.refresh();
        }
        return list.latest();
    }

    /** Looks now at what is being watched. */
    public void refresh() {
        if (list.watched()) {
            list.refresh();
        }
        single.values().stream().filter(Feed::watched).forEach(Feed::refresh);
    }

    private ViewsSeen look() {
        try {
            return new ViewsSeen.Listed(views.list());
        } catch (ProblemException e) {
            return new ViewsSeen.Unavailable(e.problem());
        }
    }

    private ViewSeen look(RelationId id) {
        try {
            Instant now = clock.instant();
            return new ViewSeen.Known(
                    views.get(id), views.switches(id), views.refreshes(id, now.minus(HISTORY), now.plusSeconds(1)));
        } catch (ProblemException e) {
            return new ViewSeen.Unavailable(e.problem());
        }
    }

    @PreDestroy
    void close() throws Exception {
        subscription.close();
        scheduler.shutdownNow();
    }
}
