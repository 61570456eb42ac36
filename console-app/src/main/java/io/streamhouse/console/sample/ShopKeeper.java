package io.streamhouse.console.sample;

import io.streamhouse.console.sample.SampleStatus.State;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationRef;
import io.streamhouse.sample.LivingShop;
import io.streamhouse.sample.ShopSchema;
import io.streamhouse.sample.ShopTable;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Keeps the shop as it is wished to be, on one thread of its own, and tries again whatever fails. */
@Component
class ShopKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ShopKeeper.class);
    private static final String DATABASE = "shop";
    private static final Duration ENGINE_LOOK = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);

    /** What the shop does now. */
    record Seen(State state, String step, long rowsWritten, Optional<Instant> lastWrite, Optional<Problem> problem) {}

    private final Connections connections;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private SampleShop.@Nullable Wish wish;
    private SampleShop.@Nullable Wish followed;
    private @Nullable Thread thread;
    private boolean closing;
    private @Nullable LivingShop shop;
    private volatile Seen seen = new Seen(State.PAUSED, "Paused", 0, Optional.empty(), Optional.empty());

    ShopKeeper(@Lazy Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    Seen seen() {
        return seen;
    }

    /** Takes a new wish; returns at once. */
    void follow(SampleShop.Wish newWish) {
        lock.lock();
        try {
            wish = newWish;
            changed.signalAll();
            if (thread == null && !closing) {
                thread = Thread.ofPlatform().name("sample-shop").daemon().start(this::work);
            }
        } finally {
            lock.unlock();
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        Thread working;
        lock.lock();
        try {
            closing = true;
            working = thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (working != null) {
            // A tick in the making is finished; an installation that takes longer is taken up at the next start.
            working.join(Duration.ofSeconds(10));
        }
    }

    private void work() {
        Duration retry = FIRST_RETRY;
        try {
            while (!ended()) {
                try {
                    Duration pause = step();
                    retry = FIRST_RETRY;
                    await(pause);
                } catch (ProblemException failed) {
                    fail(failed.problem(), failed);
                    await(retry);
                    retry = longer(retry);
                } catch (RuntimeException | LinkageError failed) {
                    fail(Problem.of(ErrorCode.INTERNAL, "The sample shop stopped: " + failed.getMessage()), failed);
                    await(retry);
                    retry = longer(retry);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            closeShop();
        }
    }

    private static Duration longer(Duration retry) {
        Duration twice = retry.multipliedBy(2);
        return twice.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : twice;
    }

    /** Does the next thing, and says how long nothing need be done after it. */
    private Duration step() {
        SampleShop.Wish current = wish();
        if (!current.running()) {
            closeShop();
            show(State.PAUSED, "Paused");
            return Duration.ofHours(1);
        }
        LivingShop open = shop;
        if (open == null) {
            Optional<Warehouse> warehouse = connections.warehouses().stream().findFirst();
            if (warehouse.isEmpty() || !ready(warehouse.get())) {
                show(State.WAITING_FOR_ENGINE, "Waiting for the engine to create the shop's tables");
                return ENGINE_LOOK;
            }
            open = open(warehouse.get());
            shop = open;
        }
        Instant now = clock.instant();
        int events = (int)
                Math.min(LivingShop.MOST_EVENTS_PER_TICK, current.eventsPerSecond() * LivingShop.INTERVAL.toSeconds());
        long rows = open.tick(now, events);
        seen = new Seen(
                State.RUNNING,
                "Writing " + current.eventsPerSecond() + " events per second",
                seen.rowsWritten() + rows,
                Optional.of(now),
                Optional.empty());
        Duration spent = Duration.between(now, clock.instant());
        return spent.compareTo(LivingShop.INTERVAL) < 0 ? LivingShop.INTERVAL.minus(spent) : Duration.ZERO;
    }

    /** Whether the tables are there, or an engine that can create them. */
    private boolean ready(Warehouse warehouse) {
        EngineState engine = connections.status().state();
        return complete(warehouse) || engine == EngineState.READY || engine == EngineState.WARMING_UP;
    }

    private static boolean complete(Warehouse warehouse) {
        DatabaseId database = database(warehouse);
        if (!warehouse.databases().contains(database)) {
            return false;
        }
        List<String> there = warehouse.relations(database).stream()
                .map(RelationRef::id)
                .map(id -> id.name())
                .toList();
        return Arrays.stream(ShopTable.values()).map(ShopTable::tableName).allMatch(there::contains);
    }

    private LivingShop open(Warehouse warehouse) {
        DatabaseId database = database(warehouse);
        if (!complete(warehouse)) {
            show(State.INSTALLING, "Creating the shop's tables");
            ShopSchema.create(connections.engine(), connections.sessionSettings(), database);
        }
        LivingShop opened = new LivingShop(warehouse, database);
        try {
            show(State.INSTALLING, "Finding out how far the shop has come");
            if (!opened.recover()) {
                show(State.INSTALLING, "Writing thirty days of history");
                Instant start = clock.instant();
                opened.install(start);
                LOG.info(
                        "The sample shop was installed in {} s",
                        Duration.between(start, clock.instant()).toSeconds());
            }
            return opened;
        } catch (RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    private static DatabaseId database(Warehouse warehouse) {
        return new DatabaseId(warehouse.catalog().name(), DATABASE);
    }

    private void show(State state, String step) {
        seen = new Seen(state, step, seen.rowsWritten(), seen.lastWrite(), Optional.empty());
    }

    private void fail(Problem problem, Throwable cause) {
        LOG.warn("The sample shop is held up: {}", problem.what(), cause);
        closeShop();
        seen = new Seen(State.FAILED, problem.what(), seen.rowsWritten(), seen.lastWrite(), Optional.of(problem));
    }

    private void closeShop() {
        LivingShop closed = shop;
        shop = null;
        if (closed != null) {
            try {
                closed.close();
            } catch (ProblemException failed) {
                LOG.warn("The sample shop's writers did not close well", failed);
            }
        }
    }

    private boolean ended() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private SampleShop.Wish wish() {
        lock.lock();
        try {
            followed = wish;
            return wish == null ? new SampleShop.Wish(false, LivingShop.DEFAULT_EVENTS_PER_SECOND) : wish;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, or until there is a wish that was not followed yet. */
    private void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closing && followed == wish && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
