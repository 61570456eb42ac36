package io.streamhouse.cost;

import io.streamhouse.store.LedgerUsage;
import io.streamhouse.store.UsageAccount;
import io.streamhouse.store.UsageBucket;
import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was booked and is not written down yet, by account and minute. For several threads. */
final class MinuteSums {

    private record Key(UsageAccount account, Instant minute) {}

    private final Map<Key, UsageBucket> sums = new HashMap<>();

    synchronized void add(UsageAccount account, Instant at, Booking.Entry entry) {
        add(
                account,
                at,
                new LedgerUsage(entry.cpu(), entry.compactionCpu(), entry.slotTime(), 0, 0, 0, 0),
                entry.worked(),
                0,
                0,
                0);
    }

    synchronized void add(UsageAccount account, Instant at, TableWork.Done done) {
        LedgerUsage usage = new LedgerUsage(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                done.bytesRead(),
                done.bytesWritten(),
                done.requests(),
                done.checkpointBytes());
        add(account, at, usage, Duration.ZERO, done.rowsRead(), done.rowsWritten(), done.commits());
    }

    private void add(
            UsageAccount account,
            Instant at,
            LedgerUsage usage,
            Duration worked,
            long rowsRead,
            long rowsWritten,
            long commits) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        sums.merge(
                new Key(account, minute),
                new UsageBucket(account, minute, UsageLedger.MINUTE, usage, worked, rowsRead, rowsWritten, commits),
                MinuteSums::sum);
    }

    private static UsageBucket sum(UsageBucket one, UsageBucket other) {
        return new UsageBucket(
                one.account(),
                one.from(),
                one.span(),
                one.usage().plus(other.usage()),
                one.worked().plus(other.worked()),
                one.rowsRead() + other.rowsRead(),
                one.rowsWritten() + other.rowsWritten(),
                one.commits() + other.commits());
    }

    /** Takes everything out. */
    synchronized List<UsageBucket> drain() {
        List<UsageBucket> all = new ArrayList<>(sums.values());
        sums.clear();
        return all;
    }
}
