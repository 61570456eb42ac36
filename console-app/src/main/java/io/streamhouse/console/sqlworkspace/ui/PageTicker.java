package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import io.streamhouse.console.sqlworkspace.ScriptRun;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings what a run does to the page, four times a second at most, however much happens. */
@Component
final class PageTicker {

    private static final Logger LOG = LoggerFactory.getLogger(PageTicker.class);
    private static final long PERIOD_MILLIS = 250;

    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sql-page-ticker").daemon().factory());

    /**
     * Refreshes until the run has ended, and once more then.
     *
     * @param pump moves rows along, without the page's lock; called before {@code refresh}
     * @param refresh redraws, with the page's lock
     */
    Registration follow(UI ui, ScriptRun run, Runnable pump, Runnable refresh) {
        Follower follower = new Follower(ui, run, pump, refresh);
        ScheduledFuture<?> ticks =
                clockwork.scheduleWithFixedDelay(follower, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        follower.ticks = ticks;
        return () -> ticks.cancel(false);
    }

    private static final class Follower implements Runnable {

        private final UI ui;
        private final ScriptRun run;
        private final Runnable pump;
        private final Runnable refresh;
        private final AtomicBoolean underWay = new AtomicBoolean();
        private volatile @org.jspecify.annotations.Nullable ScheduledFuture<?> ticks;

        Follower(UI ui, ScriptRun run, Runnable pump, Runnable refresh) {
            this.ui = ui;
            this.run = run;
            this.pump = pump;
            this.refresh = refresh;
        }

        @Override
        public void run() {
            try {
                boolean last = run.isEnded();
                pump.run();
                // A page that is slow to redraw is not asked again before it has.
                if (last || underWay.compareAndSet(false, true)) {
                    ui.access(() -> {
                        underWay.set(false);
                        refresh.run();
                    });
                }
                if (last) {
                    stop();
                }
            } catch (UIDetachedException e) {
                LOG.debug("The page is gone");
                stop();
            } catch (RuntimeException e) {
                LOG.warn("A page could not be refreshed", e);
            }
        }

        private void stop() {
            ScheduledFuture<?> mine = ticks;
            if (mine != null) {
                mine.cancel(false);
            }
        }
    }

    @PreDestroy
    void stop() {
        clockwork.shutdownNow();
    }
}
