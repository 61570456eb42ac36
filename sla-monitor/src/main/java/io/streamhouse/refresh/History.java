package io.streamhouse.refresh;

import io.streamhouse.freshness.Freshness;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerRefresh;
import io.streamhouse.store.LedgerVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Writes down the refreshes of views: asked for, under way, ended, and with what. */
final class History {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Ledger ledger;
    private final Sources sources;
    private final Lags lags;
    private final RunMeter meter;
    private final InstantSource clock;
    private final Runnable changed;

    History(Ledger ledger, Sources sources, RunMeter meter, InstantSource clock, Runnable changed) {
        this.ledger = ledger;
        this.sources = sources;
        this.meter = meter;
        this.lags = new Lags(sources, clock);
        this.clock = clock;
        this.changed = changed;
    }

    Freshness lag(ManagedView view) {
        return lags.lag(view);
    }

    /** A refresh begins: the one that was asked for, or one that was due. */
    LedgerRefresh begin(ManagedView view, RefreshMode wished) {
        Optional<LedgerRefresh> asked = view.asked;
        view.asked = Optional.empty();
        LedgerRefresh run = new LedgerRefresh(
                asked.map(LedgerRefresh::id).orElseGet(UUID::randomUUID),
                view.uid(),
                asked.map(LedgerRefresh::trigger).orElse(view.held().isEmpty() ? "CREATION" : "SCHEDULED"),
                "EXECUTING",
                Optional.empty(),
                view.held().orElse(wished),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
        ledger.save(run);
        view.lastRefresh = Optional.of(run);
        view.begun = Optional.of(meter.begin(view));
        changed.run();
        return run;
    }

    /**
     * A refresh has ended.
     *
     * @param problem why it failed; empty if it did what was to be done
     * @param reason why the view had to be computed anew, if it had
     * @param before the version there was when it began
     */
    void end(
            ManagedView view,
            LedgerRefresh run,
            RefreshRun.State state,
            RefreshRun.Action action,
            Optional<Problem> problem,
            Optional<String> reason,
            Optional<LedgerVersion> before) {
        Optional<Instant> dataTime =
                lags.lag(view) instanceof Freshness.Known known ? Optional.of(known.dataTime()) : Optional.empty();
        boolean worked = action != RefreshRun.Action.NO_DATA && problem.isEmpty();
        RunMeter.Ended metered = action == RefreshRun.Action.NO_DATA
                ? RunMeter.Ended.NOTHING
                : view.begun.map(begun -> meter.end(view, begun, before)).orElse(RunMeter.Ended.NOTHING);
        LedgerRefresh ended = new LedgerRefresh(
                run.id(),
                run.uid(),
                run.trigger(),
                state.name(),
                Optional.of(action.name()),
                view.held().orElse(run.mode()),
                run.startedAt(),
                Optional.of(clock.instant()),
                dataTime,
                worked ? rowsRead(view, before) : OptionalLong.empty(),
                worked ? rowsWritten(view, before) : OptionalLong.empty(),
                metered.job(),
                problem,
                reason,
                metered.usage(),
                metered.baseRows());
        ledger.save(ended);
        view.lastRefresh = Optional.of(ended);
        ledger.forgetRefreshes(clock.instant().minus(KEPT));
    }

    /** A view was not refreshed because one it reads failed. */
    void upstreamFailed(ManagedView view, Problem why) {
        happened(view, RefreshRun.State.UPSTREAM_FAILED, why);
    }

    /** The job that kept a view fresh ended, and it was not the console that ended it. */
    void interrupted(ManagedView view, RefreshRun.State state, Problem why) {
        happened(view, state, why);
        changed.run();
    }

    private void happened(ManagedView view, RefreshRun.State state, Problem why) {
        ledger.save(new LedgerRefresh(
                UUID.randomUUID(),
                view.uid(),
                "SCHEDULED",
                state.name(),
                Optional.empty(),
                view.held().orElse(RefreshMode.FULL),
                clock.instant(),
                Optional.of(clock.instant()),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(why),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()));
    }

    private OptionalLong rowsRead(ManagedView view, Optional<LedgerVersion> before) {
        if (before.isEmpty() || view.version.isEmpty()) {
            return OptionalLong.empty();
        }
        List<LedgerVersion.Read> from = before.get().reads();
        List<LedgerVersion.Read> to = view.version.get().reads();
        long rows = 0;
        for (int scan = 0; scan < Math.min(from.size(), to.size()); scan++) {
            rows += sources.rows(
                    to.get(scan).relation(), from.get(scan).next(), to.get(scan).next() - 1);
        }
        return OptionalLong.of(rows);
    }

    private OptionalLong rowsWritten(ManagedView view, Optional<LedgerVersion> before) {
        return view.version
                .map(now -> OptionalLong.of(sources.rows(
                        view.id(), before.map(LedgerVersion::snapshot).orElse(0L) + 1, now.snapshot())))
                .orElse(OptionalLong.empty());
    }
}
