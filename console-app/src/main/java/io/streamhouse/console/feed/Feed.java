package io.streamhouse.console.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at one thing regularly for all who want to see it, and not at all while nobody does. */
public final class Feed<T> {

    private static final System.Logger LOG = System.getLogger(Feed.class.getName());

    private final Supplier<T> look;
    private final Duration every;
    private final ScheduledExecutorService scheduler;
    private final List<Consumer<T>> watchers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable T latest;
    private @Nullable ScheduledFuture<?> polling;

    /** @param look at what is to be seen; called on a thread of the scheduler, and whatever it throws is logged */
    public Feed(Supplier<T> look, Duration every, ScheduledExecutorService scheduler) {
        this.look = look;
        this.every = every;
        this.scheduler = scheduler;
    }

    /** What was seen last, however long ago. */
    public Optional<T> latest() {
        return Optional.ofNullable(latest);
    }

    /** Whether somebody wants to see it now. */
    public boolean watched() {
        return !watchers.isEmpty();
    }

    /** Hands every look to the watcher, the last one known at once, until the result is closed. */
    public synchronized Watch watch(Consumer<T> watcher) {
        watchers.add(watcher);
        latest().ifPresent(seen -> tell(watcher, seen));
        if (polling == null) {
            polling = scheduler.scheduleWithFixedDelay(this::poll, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                leave(watcher);
            }
        };
    }

    private synchronized void leave(Consumer<T> watcher) {
        watchers.remove(watcher);
        ScheduledFuture<?> running = polling;
        if (watchers.isEmpty() && running != null) {
            running.cancel(false);
            polling = null;
        }
    }

    /** Looks now, besides the regular looks: after something was done that changes what there is to see. */
    public void refresh() {
        if (!refreshing.getAndSet(true)) {
            scheduler.execute(() -> {
                refreshing.set(false);
                poll();
            });
        }
    }

    private void poll() {
        try {
            T seen = look.get();
            latest = seen;
            watchers.forEach(watcher -> tell(watcher, seen));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A look failed; the next one may not", e);
        }
    }

    private static <T> void tell(Consumer<T> watcher, T seen) {
        try {
            watcher.accept(seen);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "A watcher could not be told", e);
        }
    }
}
