package io.streamhouse.sample;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Keeps the shop's tables alive, tick by tick, through the {@link Warehouse}.
 *
 * <p>A tick commits table after table, {@link ShopTable#ORDERS} last. Its commit identifier holds its second and its
 * number of events, and nothing else is needed to say what it consists of: after a crash the tick that some tables have
 * and the orders have not is worked out again from the state before it, and the tables that have it refuse it. Not for
 * several threads at once.
 */
public final class LivingShop implements AutoCloseable {

    /** Enough for a demonstration, little enough for a laptop. */
    public static final int DEFAULT_EVENTS_PER_SECOND = 10;

    /** How often the shop writes. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /** The most that one tick may hold: what an identifier has room for. */
    public static final int MOST_EVENTS_PER_TICK = 50_000;

    static final String COMMIT_USER = "sample-shop";
    private static final long SEED = 20_260_101L;
    private static final long EVENTS_IN_IDENTIFIER = 100_000;
    private static final int SNAPSHOTS_SEARCHED = 200;

    private final Warehouse warehouse;
    private final DatabaseId database;
    private final ShopGenerator generator;
    private final Map<ShopTable, TableWriter> writers = new EnumMap<>(ShopTable.class);
    private ShopState state = new ShopState();
    private long lastTick;

    /** Opens a shop whose tables exist. Call {@link #recover} before anything else. */
    public LivingShop(Warehouse warehouse, DatabaseId database) {
        this(warehouse, database, SEED);
    }

    LivingShop(Warehouse warehouse, DatabaseId database, long seed) {
        this.warehouse = warehouse;
        this.database = database;
        this.generator = new ShopGenerator(seed);
    }

    /**
     * Finds out how far the tables have come and finishes a tick that was cut short.
     *
     * @return whether the shop has its history already
     */
    public boolean recover() {
        closeWriters();
        state = new ShopState();
        lastTick = 0;
        long done = writer(ShopTable.ORDERS).lastCommitted();
        long begun = done;
        for (ShopTable table : ShopTable.values()) {
            begun = Math.max(begun, writer(table).lastCommitted());
        }
        boolean written =
                warehouse.facts(relation(ShopTable.ORDERS)).currentSnapshot().isPresent();
        if (written) {
            read(done == 0 ? Long.MAX_VALUE : done);
        }
        if (begun > done && (done > 0 || !written)) {
            apply(begun);
        }
        lastTick = second(begun);
        return written || begun > 0;
    }

    /** Writes thirty days of history, up to {@code now}. */
    public void install(Instant now) {
        apply(identifier(now, 0));
    }

    /**
     * Writes what happened since the last tick.
     *
     * @param events at least 1 and at most {@link #MOST_EVENTS_PER_TICK}
     * @return rows written; none if {@code now} lies in the second of the last tick, or before it
     */
    public long tick(Instant now, int events) {
        if (events < 1 || events > MOST_EVENTS_PER_TICK) {
            throw new IllegalArgumentException("A tick has 1 to " + MOST_EVENTS_PER_TICK + " events, not " + events);
        }
        if (now.getEpochSecond() <= lastTick) {
            return 0;
        }
        return apply(identifier(now, events));
    }

    /** Reads the state as it was after the tick of this identifier. */
    private void read(long identifier) {
        warehouse.scan(
                relation(ShopTable.ORDERS),
                snapshot(ShopTable.ORDERS, identifier),
                row -> Order.of(row).ifPresent(state::order));
        warehouse.scan(
                relation(ShopTable.CUSTOMERS),
                snapshot(ShopTable.CUSTOMERS, identifier),
                row -> state.customer((Long) Objects.requireNonNull(row.values().getFirst())));
    }

    /** The newest snapshot of ours no later than a tick; the latest of all where ours have expired. */
    private OptionalLong snapshot(ShopTable table, long identifier) {
        List<Snapshot> snapshots = warehouse.snapshots(relation(table), SNAPSHOTS_SEARCHED);
        for (Snapshot snapshot : snapshots) {
            if (!snapshot.commitUser().equals(COMMIT_USER)) {
                continue;
            }
            if (snapshot.commitIdentifier() <= identifier) {
                // What others wrote after it belongs to the state as well, unless a tick of ours is to be redone.
                return snapshot == snapshots.getFirst() || noneOfOurs(snapshots, snapshot)
                        ? OptionalLong.empty()
                        : OptionalLong.of(snapshot.id());
            }
        }
        return OptionalLong.empty();
    }

    private static boolean noneOfOurs(List<Snapshot> snapshots, Snapshot before) {
        return snapshots.stream()
                .takeWhile(snapshot -> snapshot.id() != before.id())
                .noneMatch(snapshot -> snapshot.commitUser().equals(COMMIT_USER));
    }

    private long apply(long identifier) {
        Instant at = Instant.ofEpochSecond(second(identifier));
        int events = (int) (identifier % EVENTS_IN_IDENTIFIER);
        Changes changes = events == 0 ? generator.history(state, at) : generator.tick(state, at, INTERVAL, events);
        if (changes.count() == 0) {
            lastTick = second(identifier);
            return 0;
        }
        for (ShopTable table : ShopTable.values()) {
            List<Row> rows = changes.of(table);
            if (rows.isEmpty() && table != ShopTable.ORDERS) {
                continue;
            }
            TableWriter writer = writer(table);
            rows.forEach(writer::add);
            writer.commit(identifier);
        }
        lastTick = second(identifier);
        return changes.count();
    }

    private static long identifier(Instant at, int events) {
        return at.getEpochSecond() * EVENTS_IN_IDENTIFIER + events;
    }

    private static long second(long identifier) {
        return identifier / EVENTS_IN_IDENTIFIER;
    }

    private RelationId relation(ShopTable table) {
        return database.relation(table.tableName());
    }

    private TableWriter writer(ShopTable table) {
        return writers.computeIfAbsent(table, missing -> warehouse.write(relation(missing), COMMIT_USER));
    }

    private void closeWriters() {
        writers.values().forEach(TableWriter::close);
        writers.clear();
    }

    @Override
    public void close() {
        closeWriters();
    }
}
