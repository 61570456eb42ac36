package io.streamhouse.refresh;

import io.streamhouse.freshness.Freshness;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Snapshot;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerRefresh;
import io.streamhouse.store.LedgerSwitch;
import io.streamhouse.store.LedgerVersion;
import io.streamhouse.store.LedgerView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes, decides, acts, and observes again: for every view, one act of it at a time. */
final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private static final Duration TURN = Duration.ofMillis(150);
    private static final Duration RELOAD = Duration.ofSeconds(3);

    /** Acts side by side; what a laptop has left beside the jobs themselves. */
    private static final int ACTS = 3;

    /** Slots that interactive SQL always finds free. */
    private static final int SLOTS_KEPT = 2;

    private static final int FAILURES_BORNE = 5;
    private static final Duration LONGEST_QUIET = Duration.ofMinutes(5);
    private static final Duration HISTORY = Duration.ofDays(30);

    private final Surroundings surroundings;
    private final Views views;
    private final Ledger ledger;
    private final Acts acts;
    private final Versions versions;
    private final Sources sources;
    private final Lags lags;
    private final Running running;
    private final InstantSource clock;
    private final Runnable changed;

    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("view-loop").factory());
    private final ExecutorService workers = Executors.newFixedThreadPool(
            ACTS, Thread.ofPlatform().daemon().name("view-act-", 1).factory());
    private final AtomicInteger acting = new AtomicInteger();
    private volatile boolean stopped;
    private volatile boolean loaded;
    private Optional<Instant> reloadedAt = Optional.empty();
    private volatile boolean reloadWanted = true;

    Loop(
            Surroundings surroundings,
            Views views,
            Ledger ledger,
            Acts acts,
            Versions versions,
            Sources sources,
            Running running,
            InstantSource clock,
            Runnable changed) {
        this.surroundings = surroundings;
        this.views = views;
        this.ledger = ledger;
        this.acts = acts;
        this.versions = versions;
        this.sources = sources;
        this.lags = new Lags(sources, clock);
        this.running = running;
        this.clock = clock;
        this.changed = changed;
    }

    void start() {
        turns.scheduleWithFixedDelay(this::turn, 0, TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the catalogs have been looked through once. */
    boolean loaded() {
        return loaded;
    }

    /** Looks through the catalogs now. */
    void load() {
        views.reload().forEach(this::forget);
        loaded = true;
    }

    /** Has the next turn come at once. */
    void poke() {
        if (!stopped) {
            turns.execute(this::turn);
        }
    }

    private void turn() {
        if (stopped) {
            return;
        }
        try {
            Instant now = clock.instant();
            if (reloadWanted
                    || reloadedAt.isEmpty()
                    || reloadedAt.get().plus(RELOAD).isBefore(now)) {
                load();
                views.all().stream().filter(view -> !view.acting.isLocked()).forEach(this::look);
                views.effectiveTargets()
                        .forEach((id, target) -> views.find(id).ifPresent(view -> view.effectiveTarget = target));
                reloadedAt = Optional.of(now);
                reloadWanted = false;
            }
            decide(now);
        } catch (ProblemException e) {
            LOG.debug("The views can't be looked after now: {}", e.problem().what());
        } catch (RuntimeException e) {
            LOG.warn("A turn of the views' loop failed", e);
        }
    }

    /** Sees what others may have done to a view. */
    private void look(ManagedView view) {
        views.plan(view);
        if (!view.mended && view.plan.isPresent()) {
            acts.mend(view);
            view.mended = true;
        }
        if (view.rebuild && view.plan.isPresent()) {
            rebuild(view);
        }
        suspendedElsewhere(view);
        views.measure(view);
    }

    /** What the ledger has lost is found in the snapshots and the consumers of the newest epoch. */
    private void rebuild(ManagedView view) {
        int epoch = 0;
        String before = "sh_" + view.uid() + "_e";
        for (RelationId source : Views.reads(view)) {
            for (var consumer : sources.warehouse(source).consumers(source)) {
                if (consumer.id().startsWith(before)) {
                    String rest = consumer.id().substring(before.length());
                    epoch = Math.max(epoch, Integer.parseInt(rest.substring(0, rest.indexOf("_s"))));
                }
            }
        }
        int found = epoch;
        if (found > 0) {
            // Job ids must not come again, and of an epoch whose attempts are forgotten it is not known how many were.
            int attempts = (int) (clock.instant().getEpochSecond() % 100_000_000);
            boolean streamed = sources.head(view.id())
                    .filter(head -> head.commitUser().startsWith("stream."))
                    .isPresent();
            view.update(change -> change.epoch(found, attempts)
                    .query(view.definition.query())
                    .content(streamed ? LedgerView.Content.STREAM : LedgerView.Content.FULL)
                    .intent("rebuild")
                    .mode(streamed ? RefreshMode.INCREMENTAL : RefreshMode.FULL));
            adoptJob(view);
        } else {
            view.update(change -> change);
        }
        view.rebuild = false;
        view.rebuilt = true;
    }

    /** A job of the view that runs is known by its name, when its id has been forgotten. */
    private void adoptJob(ManagedView view) {
        String name = "keep fresh " + view.id();
        for (JobSummary job : surroundings.jobs().list()) {
            if (!job.state().terminal()
                    && (job.name().equals(name) || job.name().equals("refresh " + view.id()))) {
                view.update(change -> change.adopted(job.id()));
            }
        }
    }

    private void suspendedElsewhere(ManagedView view) {
        boolean continuous = view.held().filter(RefreshMode.CONTINUOUS::equals).isPresent();
        if (!continuous || view.ledger().suspended() || !view.activatedInCatalog) {
            return;
        }
        Optional<Relation> relation = views.relation(view.id());
        boolean suspended = relation.map(it -> it.options().getOrDefault("materialized-table.refresh-status", ""))
                .filter("SUSPENDED"::equals)
                .isPresent();
        if (suspended) {
            view.update(change -> change.suspended(true)
                    .revised()
                    .failed(
                            Problem.of(
                                    ErrorCode.CANCELLED,
                                    "It was suspended by another Flink client",
                                    "Resume it here or there"),
                            clock.instant().minus(LONGEST_QUIET),
                            false));
            changed.run();
        }
    }

    /** A view that another client dropped: what was kept for it is released. */
    private void forget(ManagedView view) {
        if (!view.acting.tryLock()) {
            return;
        }
        try {
            LOG.info("{} has been dropped by somebody else", view.id());
            acts.release(view);
            view.dropped = true;
            ledger.forget(view.uid());
            views.remove(view);
            changed.run();
        } catch (ProblemException e) {
            LOG.warn(
                    "What was kept for {} could not be released yet: {}",
                    view.id(),
                    e.problem().what());
        } finally {
            view.acting.unlock();
        }
    }

    private record Due(ManagedView view, Decision decision, Instant at) {}

    private void decide(Instant now) {
        Map<JobId, JobSummary> jobs = new HashMap<>();
        boolean anyJob =
                views.all().stream().anyMatch(view -> view.ledger().job().isPresent());
        if (anyJob) {
            surroundings.jobs().list().forEach(job -> jobs.put(job.id(), job));
        }
        Map<RelationId, Long> heads = new HashMap<>();
        List<Due> due = new ArrayList<>();
        for (ManagedView view : views.all()) {
            if (view.acting.isLocked() || view.dropped || view.rebuild) {
                continue;
            }
            if (view.plan.isEmpty() && view.broken.isEmpty()) {
                continue;
            }
            Facts facts;
            try {
                facts = facts(view, now, jobs, heads);
            } catch (ProblemException e) {
                LOG.debug("{} can't be observed now: {}", view.id(), e.problem().what());
                continue;
            }
            Decision decision = Decision.decide(facts);
            if (view.change.isPresent() && settledIn(facts)) {
                endSwitch(view, facts.wished(), Optional.empty());
            }
            view.nextRefresh = Decision.due(facts.inputs(), facts.target(), facts.refreshTakes());
            switch (decision) {
                case Decision.Wait ignored -> {}
                case Decision.Fail ignored -> {}
                default -> due.add(new Due(view, decision, view.nextRefresh.orElse(now)));
            }
        }
        due.sort(Comparator.comparing(Due::at));
        for (Due next : due) {
            if (acting.get() >= ACTS || !slotFor(next.decision())) {
                break;
            }
            acting.incrementAndGet();
            workers.execute(() -> act(next.view(), next.decision()));
        }
    }

    /** Whether a switch has nothing left to do: another one before it came to the same. */
    private static boolean settledIn(Facts facts) {
        return facts.held().filter(facts.wished()::equals).isPresent()
                && !facts.unfinished()
                && (facts.wished() != RefreshMode.CONTINUOUS || facts.job() == Facts.JobFact.RUNNING);
    }

    private boolean slotFor(Decision decision) {
        return switch (decision) {
            case Decision.Bootstrap ignored -> slotsFree();
            case Decision.Reach ignored -> slotsFree();
            case Decision.Cycle ignored -> slotsFree();
            case Decision.Recompute ignored -> slotsFree();
            case Decision.Start ignored -> slotsFree();
            case Decision.Wait ignored -> true;
            case Decision.Fail ignored -> true;
            case Decision.Recover ignored -> true;
            case Decision.Settle ignored -> true;
            case Decision.Checkpoint ignored -> true;
            case Decision.NoData ignored -> true;
        };
    }

    private boolean slotsFree() {
        return surroundings.jobs().overview().slotsFree() > SLOTS_KEPT;
    }

    private Facts facts(ManagedView view, Instant now, Map<JobId, JobSummary> jobs, Map<RelationId, Long> heads) {
        LedgerView state = view.ledger();
        Facts.Inputs inputs =
                view.plan.isEmpty() || view.broken.isPresent() ? Facts.Inputs.NOTHING_NEW : inputs(view, heads);
        if (view.pending || (view.rebuilt && view.version.isEmpty())) {
            inputs = inputs.and(new Facts.Inputs(Optional.of(now.minus(LONGEST_QUIET)), false));
        }
        foreign(view);
        RefreshMode wished = view.plan
                .map(plan -> views.wished(view, plan))
                .orElseGet(() -> view.held().orElse(RefreshMode.FULL));
        boolean queryChanged = view.sourcesChanged
                || state.query()
                        .filter(query -> !query.equals(view.definition.query()))
                        .isPresent();
        return new Facts(
                now,
                wished,
                view.held(),
                state.suspended(),
                view.asked.isPresent(),
                view.effectiveTarget,
                view.broken,
                queryChanged,
                view.foreign || view.overrun,
                state.intent().isPresent(),
                state.resume().isPresent() && (inputs.moved() || mightResume(view)),
                job(view, now, jobs),
                view.troubledSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO),
                inputs,
                views.takes(view),
                state.failedAt().map(at -> at.plus(quiet(state))));
    }

    /** Whether the state was kept at all; the act itself looks closer. */
    private static boolean mightResume(ManagedView view) {
        return view.ledger().resume().isPresent();
    }

    private static Duration quiet(LedgerView state) {
        Duration quiet = Duration.ofSeconds(1L << Math.min(state.failures(), 8));
        return quiet.compareTo(LONGEST_QUIET) < 0 ? quiet : LONGEST_QUIET;
    }

    private Facts.JobFact job(ManagedView view, Instant now, Map<JobId, JobSummary> jobs) {
        Optional<JobId> id = view.ledger().job();
        if (id.isEmpty()) {
            view.troubledSince = Optional.empty();
            return Facts.JobFact.NONE;
        }
        JobSummary job = jobs.get(id.get());
        if (job == null || job.state().terminal()) {
            return Facts.JobFact.ENDED;
        }
        if (job.state() == JobState.RUNNING && job.tasksTotal() > 0 && job.tasksRunning() == job.tasksTotal()) {
            view.troubledSince = Optional.empty();
            return Facts.JobFact.RUNNING;
        }
        view.troubledSince = view.troubledSince.or(() -> Optional.of(now));
        return Facts.JobFact.TROUBLED;
    }

    private Facts.Inputs inputs(ManagedView view, Map<RelationId, Long> heads) {
        List<Long> now = new ArrayList<>();
        for (RelationId source : Views.reads(view)) {
            now.add(heads.computeIfAbsent(
                    source, id -> sources.head(id).map(Snapshot::id).orElse(0L)));
        }
        long version = view.version.map(LedgerVersion::snapshot).orElse(-1L);
        now.add(version);
        now.add((long) view.ledger().epoch());
        Optional<Facts.Inputs> known = view.inputs;
        if (known.isPresent() && view.sourceHeads.filter(now::equals).isPresent()) {
            return known.get();
        }
        Facts.Inputs inputs;
        if (view.version.isPresent()) {
            inputs = versions.inputs(view.version.get().reads());
        } else if (view.held().isPresent()) {
            inputs = versions.streamInputs(view);
        } else {
            inputs = Facts.Inputs.NOTHING_NEW;
        }
        view.inputs = Optional.of(inputs);
        view.sourceHeads = Optional.of(now);
        return inputs;
    }

    /** Looks at the commits since the last one that was looked at. */
    private void foreign(ManagedView view) {
        OptionalLong before = view.checkedHead;
        if (view.held().isEmpty()) {
            return;
        }
        Optional<Snapshot> head = sources.head(view.id());
        if (head.isEmpty()) {
            view.foreign = view.version.isPresent();
            return;
        }
        long from = before.orElse(
                view.version.map(LedgerVersion::snapshot).orElse(head.get().id()));
        if (head.get().id() < from) {
            view.foreign = true;
        } else if (head.get().id() > from) {
            view.foreign |= sources.warehouse(view.id()).snapshotsFrom(view.id(), from + 1, 200).stream()
                    .anyMatch(snapshot -> !view.signed(snapshot.commitUser())
                            && snapshot.kind() != Snapshot.CommitKind.COMPACT
                            && snapshot.kind() != Snapshot.CommitKind.ANALYZE);
        }
        view.checkedHead = OptionalLong.of(head.get().id());
    }

    private void act(ManagedView view, Decision decision) {
        try {
            if (stopped || !view.acting.tryLock()) {
                return;
            }
            try {
                if (!view.dropped) {
                    perform(view, decision);
                }
            } finally {
                view.acting.unlock();
            }
        } finally {
            acting.decrementAndGet();
            changed.run();
            if (!stopped) {
                turns.execute(this::turn);
            }
        }
    }

    private void perform(ManagedView view, Decision decision) {
        try {
            switch (decision) {
                case Decision.Wait ignored -> {}
                case Decision.Fail ignored -> {}
                case Decision.Recover ignored -> {
                    acts.recover(view);
                    if (view.held().isEmpty() && view.ledger().resume().isPresent()) {
                        // It was cut off in its first bootstrap, after that had come to its end.
                        view.update(change -> change.mode(RefreshMode.INCREMENTAL));
                    }
                }
                case Decision.Settle ignored -> {
                    acts.settle(view);
                    view.update(LedgerView.Change::done);
                    publish(view);
                }
                case Decision.Checkpoint ignored -> checkpoint(view);
                case Decision.NoData ignored -> noData(view);
                case Decision.Start ignored -> {
                    if (acts.resumable(view)) {
                        acts.start(view, view.effectiveTarget);
                    } else {
                        acts.bootstrap(view, RefreshMode.CONTINUOUS, steps(view));
                        acts.start(view, view.effectiveTarget);
                    }
                    healthy(view);
                    publish(view);
                }
                case Decision.Cycle ignored ->
                    refresh(view, RefreshRun.Action.INCREMENTAL, () -> {
                        if (acts.resumable(view)) {
                            acts.cycle(view);
                            return RefreshRun.Action.INCREMENTAL;
                        }
                        acts.bootstrap(view, RefreshMode.INCREMENTAL, steps(view));
                        return RefreshRun.Action.REINITIALIZE;
                    });
                case Decision.Recompute ignored ->
                    refresh(view, RefreshRun.Action.FULL, () -> {
                        acts.recompute(view);
                        return RefreshRun.Action.FULL;
                    });
                case Decision.Bootstrap bootstrap ->
                    refresh(view, RefreshRun.Action.REINITIALIZE, () -> {
                        acts.bootstrap(view, bootstrap.to(), steps(view));
                        if (bootstrap.to() == RefreshMode.CONTINUOUS) {
                            acts.start(view, view.effectiveTarget);
                        }
                        endSwitch(view, bootstrap.to(), Optional.empty());
                        publish(view);
                        return RefreshRun.Action.REINITIALIZE;
                    });
                case Decision.Reach reach -> reach(view, reach.to());
            }
        } catch (ProblemException e) {
            failed(view, e.problem());
        } catch (RuntimeException e) {
            if (!stopped) {
                LOG.error("Refreshing {} failed", view.id(), e);
                failed(view, Problem.of(ErrorCode.INTERNAL, "Refreshing it failed: " + e));
            }
        }
    }

    private void checkpoint(ManagedView view) {
        if (view.asked.isPresent()) {
            refresh(view, RefreshRun.Action.INCREMENTAL, () -> {
                acts.checkpoint(view);
                return RefreshRun.Action.INCREMENTAL;
            });
        } else {
            acts.checkpoint(view);
            if (view.ledger().problem().isPresent()) {
                healthy(view);
            }
        }
    }

    private void noData(ManagedView view) {
        LedgerRefresh run = take(view);
        end(view, run, "SUCCEEDED", Optional.of(RefreshRun.Action.NO_DATA), Optional.empty(), view.version);
    }

    private interface Work {
        RefreshRun.Action run();
    }

    private void refresh(ManagedView view, RefreshRun.Action expected, Work work) {
        LedgerRefresh run = take(view);
        Optional<LedgerVersion> before = view.version;
        try {
            RefreshRun.Action action = work.run();
            healthy(view);
            end(view, run, "SUCCEEDED", Optional.of(action), Optional.empty(), before);
            views.measure(view);
        } catch (ProblemException e) {
            String state = e.problem().code() == ErrorCode.CANCELLED ? "CANCELLED" : "FAILED";
            end(view, run, state, Optional.of(expected), Optional.of(e.problem()), before);
            throw e;
        }
    }

    private LedgerRefresh take(ManagedView view) {
        Optional<LedgerRefresh> asked = view.asked;
        view.asked = Optional.empty();
        RefreshMode mode = view.held()
                .orElseGet(() -> view.plan.map(plan -> views.wished(view, plan)).orElse(RefreshMode.FULL));
        LedgerRefresh run = new LedgerRefresh(
                asked.map(LedgerRefresh::id).orElseGet(UUID::randomUUID),
                view.uid(),
                asked.map(LedgerRefresh::trigger).orElse(view.held().isEmpty() ? "CREATION" : "SCHEDULED"),
                "EXECUTING",
                Optional.empty(),
                mode,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
        ledger.save(run);
        view.lastRefresh = Optional.of(run);
        changed.run();
        return run;
    }

    private void end(
            ManagedView view,
            LedgerRefresh run,
            String state,
            Optional<RefreshRun.Action> action,
            Optional<Problem> problem,
            Optional<LedgerVersion> before) {
        Optional<Instant> dataTime =
                lags.lag(view) instanceof Freshness.Known known ? Optional.of(known.dataTime()) : Optional.empty();
        boolean worked = action.filter(it -> it != RefreshRun.Action.NO_DATA).isPresent() && problem.isEmpty();
        LedgerRefresh ended = new LedgerRefresh(
                run.id(),
                run.uid(),
                run.trigger(),
                state,
                action.map(Enum::name),
                view.held().orElse(run.mode()),
                run.startedAt(),
                Optional.of(clock.instant()),
                dataTime,
                worked ? rowsRead(view, before) : OptionalLong.empty(),
                worked ? rowsWritten(view, before) : OptionalLong.empty(),
                Optional.empty(),
                problem);
        ledger.save(ended);
        view.lastRefresh = Optional.of(ended);
        ledger.forgetRefreshes(clock.instant().minus(HISTORY));
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

    private void reach(ManagedView view, RefreshMode to) {
        if (view.change.isEmpty()) {
            LedgerSwitch own = views.newSwitch(
                    view, Actor.CONSOLE.name(), to, "Another mode keeps the target at less cost, or it alone can");
            ledger.save(own);
            view.change = Optional.of(own);
            changed.run();
        }
        acts.reach(view, to, view.effectiveTarget, steps(view));
        healthy(view);
        endSwitch(view, to, Optional.empty());
        publish(view);
    }

    private Steps steps(ManagedView view) {
        return new Steps(ledger, clock, changed, view.change);
    }

    private void endSwitch(ManagedView view, RefreshMode to, Optional<Problem> problem) {
        Optional<LedgerSwitch> change = view.change;
        if (change.isEmpty()) {
            return;
        }
        LedgerSwitch it = change.get();
        ledger.save(new LedgerSwitch(
                it.id(),
                it.uid(),
                it.actor(),
                it.from(),
                problem.isPresent() ? it.to() : to,
                it.beforeFreshness(),
                it.beforeRequested(),
                problem.isPresent() ? "FAILED" : "SUCCEEDED",
                it.reason(),
                it.startedAt(),
                Optional.of(clock.instant()),
                problem,
                it.steps()));
        view.change = view.queued;
        view.queued = Optional.empty();
    }

    /** Tells other Flink clients how the view is being refreshed. */
    private void publish(ManagedView view) {
        boolean continuous = view.held().filter(RefreshMode.CONTINUOUS::equals).isPresent();
        Optional<JobId> job = continuous ? view.ledger().job() : Optional.empty();
        sources.warehouse(view.id()).alterView(view.definition, view.held(), job);
        view.activatedInCatalog = job.isPresent();
    }

    private void healthy(ManagedView view) {
        view.update(LedgerView.Change::healthy);
    }

    private void failed(ManagedView view, Problem problem) {
        if (stopped || running.closed()) {
            return;
        }
        LOG.warn("{}: {}", view.id(), problem.what());
        boolean ofTheEngine = problem.code().kind() == ErrorCode.Kind.ENGINE;
        Optional<LedgerSwitch> change = view.change;
        boolean back = change.isPresent() && view.held().isPresent() && !ofTheEngine;
        view.update(it -> it.failed(problem, clock.instant(), !ofTheEngine));
        if (back) {
            goBack(view, change.get(), problem);
        }
        if (view.ledger().failures() >= 2 && !ofTheEngine) {
            // A state that can't be resumed twice is not tried for ever: what it held is computed anew.
            view.update(it -> it.resume(Optional.empty()));
        }
        if (view.ledger().failures() >= FAILURES_BORNE) {
            suspend(view, problem);
        }
    }

    private void goBack(ManagedView view, LedgerSwitch change, Problem problem) {
        try {
            if (view.queued.isEmpty()) {
                view.definition = view.definition.with(
                        FreshnessTarget.parse(change.beforeFreshness()), RequestedMode.parse(change.beforeRequested()));
                publish(view);
            }
            endSwitch(view, change.to(), Optional.of(problem));
        } catch (ProblemException e) {
            LOG.warn(
                    "{} could not be given its former wish back: {}",
                    view.id(),
                    e.problem().what());
        }
    }

    /** After five failures in a row a view rests, and what reads it with it. */
    private void suspend(ManagedView view, Problem problem) {
        view.update(it -> it.suspended(true));
        for (RelationId reader : views.readers(view.id())) {
            views.find(reader)
                    .filter(dependant -> !dependant.ledger().suspended())
                    .ifPresent(dependant -> {
                        Problem why = Problem.of(
                                ErrorCode.EXECUTION_FAILED,
                                "It is suspended because " + view.id() + ", which it reads, failed: " + problem.what(),
                                "Mend and resume " + view.id() + " first");
                        dependant.update(it -> it.failed(why, clock.instant(), false));
                        ledger.save(new LedgerRefresh(
                                UUID.randomUUID(),
                                dependant.uid(),
                                "SCHEDULED",
                                "UPSTREAM_FAILED",
                                Optional.empty(),
                                dependant.held().orElse(RefreshMode.FULL),
                                clock.instant(),
                                Optional.of(clock.instant()),
                                Optional.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Optional.of(why)));
                        suspend(dependant, why);
                    });
        }
    }

    /** Has the catalogs looked through at the next turn. */
    void wishChanged() {
        reloadWanted = true;
        poke();
    }

    Freshness lag(ManagedView view) {
        return lags.lag(view);
    }

    @Override
    public void close() {
        stopped = true;
        running.close();
        turns.shutdownNow();
        workers.shutdownNow();
        try {
            workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
