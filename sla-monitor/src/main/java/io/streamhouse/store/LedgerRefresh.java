package io.streamhouse.store;

import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One refresh, under way or done; trigger, state and action by name.
 *
 * @param reason why the view had to be computed anew
 * @param usage what it cost; empty if that was not metered
 * @param baseRows rows in the newest snapshots of its inputs; empty if not known
 */
public record LedgerRefresh(
        UUID id,
        String uid,
        String trigger,
        String state,
        Optional<String> action,
        RefreshMode mode,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Instant> dataTimestamp,
        OptionalLong rowsRead,
        OptionalLong rowsWritten,
        Optional<JobId> job,
        Optional<Problem> problem,
        Optional<String> reason,
        Optional<LedgerUsage> usage,
        OptionalLong baseRows) {}
