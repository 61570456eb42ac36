package io.streamhouse.store;

import java.time.Duration;
import java.time.Instant;

/**
 * What an account used in a minute or an hour.
 *
 * @param span a minute or an hour
 * @param worked how long at least one job worked for it; at most {@code span}
 * @param rowsRead changed rows of the inputs
 * @param rowsWritten changed rows of the relation
 * @param commits snapshots of the relation
 */
public record UsageBucket(
        UsageAccount account,
        Instant from,
        Duration span,
        LedgerUsage usage,
        Duration worked,
        long rowsRead,
        long rowsWritten,
        long commits) {}
