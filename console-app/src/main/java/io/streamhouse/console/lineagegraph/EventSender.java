package io.streamhouse.console.lineagegraph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events in their order, on a thread of its own. Whoever hands one over never waits: what does not fit into the
 * queue any more, and what could not be sent after a few attempts, is left out, and the log says so.
 */
final class EventSender implements AutoCloseable {

    static final int MOST_WAITING = 1_000;
    static final List<Duration> WAITS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final int SAID_EVERY = 100;

    private final EventTarget target;
    private final List<Duration> waits;
    private final BlockingQueue<String> queue;
    private final Thread thread;
    private int lost;

    EventSender(EventTarget target, List<Duration> waits, int mostWaiting) {
        this.target = target;
        this.waits = List.copyOf(waits);
        this.queue = new ArrayBlockingQueue<>(mostWaiting);
        this.thread = Thread.ofPlatform().name("openlineage").daemon().start(this::work);
    }

    /** @return whether it will be sent */
    boolean offer(String event) {
        boolean taken = queue.offer(event);
        if (!taken) {
            lose("more wait than are kept");
        }
        return taken;
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                deliver(queue.take());
            }
        } catch (InterruptedException e) {
            // The console is being stopped; events are no reason to keep it from that.
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String event) throws InterruptedException {
        Optional<String> problem = attempt(event);
        for (Duration wait : waits) {
            if (problem.isEmpty()) {
                return;
            }
            Thread.sleep(wait);
            problem = attempt(event);
        }
        problem.ifPresent(this::lose);
    }

    private Optional<String> attempt(String event) throws InterruptedException {
        try {
            return target.send(event);
        } catch (RuntimeException e) {
            LOG.debug("An event could not be sent", e);
            return Optional.of("It could not be sent");
        }
    }

    private synchronized void lose(String why) {
        if (lost++ % SAID_EVERY == 0) {
            LOG.warn("OpenLineage events are left out ({} until now): {}", lost, why);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        target.close();
    }
}
