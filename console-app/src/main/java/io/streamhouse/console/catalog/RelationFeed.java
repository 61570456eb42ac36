package io.streamhouse.console.catalog;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.TableFacts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Tells pages that a table they show has changed. A table is looked at once a second however many look on, and not at
 * all when nobody does.
 */
@Component
public class RelationFeed implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RelationFeed.class);

    /** What became of a watched relation. */
    public sealed interface Change {}

    /** It has a new snapshot. */
    public record Written(TableFacts facts) implements Change {}

    /** It is not there any more. */
    public record Gone() implements Change {}

    /** Called from the feed's thread. */
    @FunctionalInterface
    public interface Listener {
        void changed(Change change);
    }

    private final Connections connections;
    private final Map<RelationId, Watched> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relation-feed").daemon().factory());

    RelationFeed(@Lazy Connections connections) {
        this.connections = connections;
        worker.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Reports changes after {@code known} until the result is closed. */
    public Subscription watch(RelationId id, TableFacts known, Listener listener) {
        watched.compute(id, (key, before) -> {
            Watched entry = before == null ? new Watched(known) : before;
            entry.listeners.add(listener);
            return entry;
        });
        return () -> watched.computeIfPresent(id, (key, entry) -> {
            entry.listeners.remove(listener);
            return entry.listeners.isEmpty() ? null : entry;
        });
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }

    private void look() {
        watched.forEach((id, entry) -> {
            try {
                Change change = look(id, entry);
                if (change != null) {
                    entry.listeners.forEach(listener -> listener.changed(change));
                }
            } catch (RuntimeException e) {
                LOG.debug("No news of {} this time", id, e);
            }
        });
    }

    private @Nullable Change look(RelationId id, Watched entry) {
        try {
            TableFacts now = connections.warehouse(id.catalog()).facts(id);
            if (now.equals(entry.known)) {
                return null;
            }
            entry.known = now;
            entry.gone = false;
            return new Written(now);
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.NOT_FOUND && !entry.gone) {
                entry.gone = true;
                return new Gone();
            }
            return null;
        }
    }

    private static final class Watched {
        private final List<Listener> listeners = new CopyOnWriteArrayList<>();
        private volatile TableFacts known;
        private volatile boolean gone;

        Watched(TableFacts known) {
            this.known = known;
        }
    }
}
