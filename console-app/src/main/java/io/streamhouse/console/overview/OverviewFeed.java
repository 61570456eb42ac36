package io.streamhouse.console.overview;

import io.streamhouse.component.Tone;
import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.sample.SampleShop;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.StatementHistory;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** What the Overview shows, looked at once for all who have it open. */
@Service
public class OverviewFeed {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("overview-feed").daemon().factory());
    private final SampleShop shop;
    private final StatementHistory history;
    private final CurrentActor actor;
    private final ObjectProvider<OverviewNotices> sources;
    private final Feed<OverviewFacts> feed = new Feed<>(this::look, EVERY, scheduler);

    OverviewFeed(
            SampleShop shop, StatementHistory history, CurrentActor actor, ObjectProvider<OverviewNotices> sources) {
        this.shop = shop;
        this.history = history;
        this.actor = actor;
        this.sources = sources;
    }

    /** Calls {@code watcher} with every look, from another thread, until the result is closed. */
    public Watch watch(Consumer<OverviewFacts> watcher) {
        return feed.watch(watcher);
    }

    /** To be called after something was done that shows here. */
    public void refresh() {
        feed.refresh();
    }

    private OverviewFacts look() {
        List<OverviewNotice> notices = sources.orderedStream()
                .flatMap(source -> source.notices().stream())
                .sorted(Comparator.comparing(OverviewNotice::tone, Comparator.comparingInt(OverviewFeed::gravity)))
                .toList();
        return new OverviewFacts(
                shop.status(), !history.find(actor.get(), "", 1).isEmpty(), notices);
    }

    private static int gravity(Tone tone) {
        return switch (tone) {
            case BAD -> 0;
            case WARN -> 1;
            case NEUTRAL, ACCENT, OK, CONTINUOUS, INCREMENTAL, FULL, OVERHEAD, IDLE -> 2;
        };
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
    }
}
