package io.streamhouse.refresh;

import io.streamhouse.cost.Observed;
import io.streamhouse.cost.Runs;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerRefresh;
import io.streamhouse.store.LedgerUsage;
import io.streamhouse.store.UsageBucket;
import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What was done for views, as the ledgers of refreshes and of usage have it. */
final class LedgerRuns implements Runs {

    private static final int REFRESHES = 200;

    /** Minutes of a job that always runs that are looked at. */
    private static final Duration MINUTES = Duration.ofHours(3);

    /** A job that worked for less of a minute was just started or stopped in it. */
    private static final Duration WHOLE = Duration.ofSeconds(55);

    private final Ledger ledger;
    private final UsageLedger usage;
    private final InstantSource clock;

    LedgerRuns(Ledger ledger, UsageLedger usage, InstantSource clock) {
        this.ledger = ledger;
        this.usage = usage;
        this.clock = clock;
    }

    @Override
    public List<Observed> of(String uid, RelationId id, Instant createdAt) {
        Instant now = clock.instant();
        List<Observed> observed = new ArrayList<>();
        for (LedgerRefresh run : ledger.refreshes(uid, createdAt, now, REFRESHES)) {
            observed(run).ifPresent(observed::add);
        }
        Instant from = now.minus(MINUTES).isAfter(createdAt) ? now.minus(MINUTES) : createdAt;
        List<UsageBucket> minutes = new ArrayList<>(usage.minutes(id, RefreshMode.CONTINUOUS, from, now));
        Collections.reverse(minutes);
        for (UsageBucket minute : minutes) {
            if (minute.worked().compareTo(WHOLE) >= 0) {
                observed.add(new Observed(
                        Observed.Kind.CONTINUOUS,
                        minute.worked(),
                        Optional.of(minute.usage().cpu()),
                        minute.commits(),
                        OptionalLong.of(minute.rowsRead()),
                        OptionalLong.empty(),
                        OptionalLong.of(minute.usage().requests())));
            }
        }
        return observed;
    }

    private static Optional<Observed> observed(LedgerRefresh run) {
        boolean counts = run.state().equals(RefreshRun.State.SUCCEEDED.name())
                && run.mode() != RefreshMode.CONTINUOUS
                && run.finishedAt().isPresent()
                && run.action().isPresent();
        if (!counts) {
            return Optional.empty();
        }
        return kind(RefreshRun.Action.valueOf(run.action().get()))
                .map(kind -> new Observed(
                        kind,
                        Duration.between(run.startedAt(), run.finishedAt().get()),
                        run.usage().map(LedgerUsage::cpu).filter(cpu -> !cpu.isZero()),
                        1,
                        run.rowsRead(),
                        run.baseRows(),
                        run.usage().isPresent()
                                ? OptionalLong.of(run.usage().get().requests())
                                : OptionalLong.empty()));
    }

    private static Optional<Observed.Kind> kind(RefreshRun.Action action) {
        return switch (action) {
            case NO_DATA -> Optional.empty();
            case INCREMENTAL -> Optional.of(Observed.Kind.INCREMENTAL);
            case FULL -> Optional.of(Observed.Kind.FULL);
            case REINITIALIZE -> Optional.of(Observed.Kind.REINITIALIZE);
        };
    }
}
