package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Column;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one result as they arrive: bounded, counted, and read by pages from other threads meanwhile.
 *
 * <p>A fixed buffer takes the first rows and then refuses; a sliding one keeps the newest.
 */
public final class ResultBuffer {

    private final ReentrantLock lock = new ReentrantLock();
    private final int maxRows;
    private final boolean sliding;
    private final ArrayDeque<Row> rows = new ArrayDeque<>();
    private final Map<RowKind, Long> counts = new EnumMap<>(RowKind.class);
    private final @Nullable ChangelogTable table;
    private List<Column> columns = List.of();
    private long total;
    private long weight;
    private boolean truncated;

    public ResultBuffer(int maxRows, boolean sliding) {
        this.maxRows = maxRows;
        this.sliding = sliding;
        this.table = sliding ? new ChangelogTable(maxRows) : null;
    }

    void describe(List<Column> found) {
        locked(() -> columns = List.copyOf(found));
    }

    /** @return false once a fixed buffer is full and there was more */
    boolean add(Row row) {
        lock.lock();
        try {
            long itsWeight = weigh(row.values());
            boolean full = rows.size() >= maxRows || weight + itsWeight > ResultBounds.MAX_WEIGHT;
            if (full && !sliding && !rows.isEmpty()) {
                truncated = true;
                return false;
            }
            while (!rows.isEmpty() && (rows.size() >= maxRows || weight + itsWeight > ResultBounds.MAX_WEIGHT)) {
                weight -= weigh(rows.removeFirst().values());
            }
            rows.addLast(row);
            weight += itsWeight;
            total++;
            counts.merge(row.kind(), 1L, Long::sum);
            if (table != null) {
                table.apply(row);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void markTruncated() {
        locked(() -> truncated = true);
    }

    /** Everything there is now. */
    public Contents contents() {
        return since(0);
    }

    /**
     * What there is now, with only those rows that came after the first {@code seen} ones.
     *
     * @param seen a former {@link Contents#total()}
     */
    public Contents since(long seen) {
        lock.lock();
        try {
            long first = total - rows.size();
            int skip = (int) Math.min(rows.size(), Math.max(0, seen - first));
            List<Row> fresh = new ArrayList<>(rows.size() - skip);
            Iterator<Row> newestFirst = rows.descendingIterator();
            for (int left = rows.size() - skip; left > 0; left--) {
                fresh.add(newestFirst.next());
            }
            java.util.Collections.reverse(fresh);
            return new Contents(columns, fresh, total, Map.copyOf(counts), truncated, sliding);
        } finally {
            lock.unlock();
        }
    }

    /** The changes of a streaming result folded into the table they make; empty for a fixed result. */
    public List<Row> asTable() {
        lock.lock();
        try {
            return table == null ? List.of() : table.rows();
        } finally {
            lock.unlock();
        }
    }

    public long total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private static long weigh(@Nullable Object value) {
        return switch (value) {
            case null -> 4;
            case String text -> 8L + text.length();
            case byte[] bytes -> 8L + bytes.length;
            case Map<?, ?> map -> 16 + weigh(map.keySet()) + weigh(map.values());
            case Collection<?> items -> {
                long sum = 16;
                for (Object item : items) {
                    sum += weigh(item);
                }
                yield sum;
            }
            default -> 16;
        };
    }

    /**
     * A look at a result.
     *
     * @param rows in the order they came
     * @param total how many ever came, the forgotten ones included
     * @param counts how many of each kind ever came
     * @param truncated whether there was more than was kept of a fixed result
     * @param sliding whether the rows are the newest of a stream rather than the first of a result
     */
    public record Contents(
            List<Column> columns,
            List<Row> rows,
            long total,
            Map<RowKind, Long> counts,
            boolean truncated,
            boolean sliding) {

        /** How many of the changes seen are no longer kept. */
        public long forgotten() {
            return Math.max(0, total - rows.size());
        }
    }
}
