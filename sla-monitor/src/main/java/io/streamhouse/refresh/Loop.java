package io.streamhouse.refresh;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
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
import java.util.List;
import java.util.Optional;
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
    private static final Duration RELOAD_PER_VIEW = Duration.ofMillis(50);

    /** How many times a view is looked at while its target passes, and how rarely at most. */
    private static final int LOOKS_PER_TARGET = 20;

    private static final Duration LOOSEST_LOOK = Duration.ofSeconds(5);

    /** Acts side by side; what a laptop has left beside the jobs themselves. */
    private static final int ACTS = 3;

    /** Slots that interactive SQL always finds free. */
    private static final int SLOTS_KEPT = 2;

    private static final int FAILURES_BORNE = 5;

    /** After so many failures a switch is given up, whoever's they were. */
    private static final int FAILURES_OF_A_SWITCH = 3;

    private final Surroundings surroundings;
    private final Views views;
    private final Choices choices;
    private final Ledger ledger;
    private final Acts acts;
    private final Discovery discovery;
    private final Observation observation;
    private final History history;
    private final Running running;
    private final InstantSource clock;
    private final Runnable changed;

    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("view-loop").factory());
    private final ExecutorService workers = Executors.newFixedThreadPool(
            ACTS, Thread.ofPlatform().daemon().name("view-act-", 1).factory());
    private final AtomicInteger acting = new AtomicInteger();

    /** Counts what happened to views from outside a turn: what a turn has seen by then may be out of date. */
    private final AtomicInteger stirred = new AtomicInteger();

    private volatile boolean stopped;
    private volatile boolean loaded;
    private Instant reloadedAt = Instant.EPOCH;
    private Instant keptAt = Instant.EPOCH;
    private volatile boolean targetsWanted = true;

    Loop(
            Surroundings surroundings,
            Views views,
            Choices choices,
            Ledger ledger,
            Acts acts,
            Discovery discovery,
            Observation observation,
            History history,
            Running running,
            InstantSource clock,
            Runnable changed) {
        this.surroundings = surroundings;
        this.views = views;
        this.choices = choices;
        this.ledger = ledger;
        this.acts = acts;
        this.discovery = discovery;
        this.observation = observation;
        this.history = history;
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
        views.reload().forEach(discovery::forget);
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
            if (reloadedAt.plus(reloadEvery()).isBefore(now)) {
                load();
                views.all().stream().filter(view -> !view.acting.isLocked()).forEach(discovery::look);
                targetsWanted = true;
                reloadedAt = now;
            }
            if (targetsWanted) {
                targetsWanted = false;
                views.effectiveTargets()
                        .forEach((id, target) -> views.find(id).ifPresent(view -> view.effectiveTarget = target));
            }
            if (keptAt.plus(Holds.LOOKED_AFTER).isBefore(now)) {
                keptAt = now;
                views.all().forEach(view -> discovery.keep(view, now));
            }
            decide(now);
        } catch (ProblemException e) {
            LOG.debug("The views can't be looked after now: {}", e.problem().what());
        } catch (Throwable e) {
            // An Error let through would end all further turns in silence.
            LOG.warn("A turn of the views' loop failed", e);
        }
    }

    /** Looking through the catalogs costs in proportion to what is in them. */
    private Duration reloadEvery() {
        Duration inProportion = RELOAD_PER_VIEW.multipliedBy(views.all().size());
        return inProportion.compareTo(RELOAD) > 0 ? inProportion : RELOAD;
    }

    private record Due(ManagedView view, Decision decision, Instant at) {}

    private void decide(Instant now) {
        int before = stirred.get();
        observation.begin();
        List<Due> due = new ArrayList<>();
        for (ManagedView view : views.all()) {
            boolean rests = view.lookAt.isAfter(now) && view.asked.isEmpty();
            if (rests || view.acting.isLocked() || view.dropped || view.rebuild) {
                continue;
            }
            if (view.plan.isEmpty() && view.broken.isEmpty()) {
                continue;
            }
            Facts facts;
            try {
                facts = observation.facts(view, now);
            } catch (ProblemException e) {
                LOG.debug("{} can't be observed now: {}", view.id(), e.problem().what());
                continue;
            }
            Decision decision = Decision.decide(facts);
            if (view.change.isPresent() && settledIn(facts)) {
                endSwitch(view, facts.wished(), Optional.empty());
            }
            view.nextRefresh = Decision.due(facts.inputs(), facts.target(), facts.refreshTakes());
            LOG.trace("{}: {} since {}", view.id(), decision, facts);
            view.waitsForSlot = false;
            switch (decision) {
                case Decision.Wait wait -> rest(view, nextLook(facts, wait.until()), before);
                case Decision.Fail ignored -> rest(view, nextLook(facts, Optional.empty()), before);
                default -> due.add(new Due(view, decision, view.nextRefresh.orElse(now)));
            }
        }
        due.sort(Comparator.comparing(Due::at));
        boolean room = true;
        for (Due next : due) {
            room = room && acting.get() < ACTS && slotFor(next.decision());
            next.view().waitsForSlot = !room;
            if (room) {
                acting.incrementAndGet();
                workers.execute(() -> act(next.view(), next.decision()));
            }
        }
    }

    private void rest(ManagedView view, Instant until, int stirredBefore) {
        if (stirred.get() == stirredBefore) {
            view.lookAt = until;
        }
    }

    /** When a view that has nothing to do is looked at again: the looser its target, the later. */
    private static Instant nextLook(Facts facts, Optional<Instant> until) {
        Duration pace = facts.suspended()
                ? LOOSEST_LOOK
                : facts.target()
                        .map(target -> target.dividedBy(LOOKS_PER_TARGET))
                        .orElse(LOOSEST_LOOK);
        if (pace.compareTo(LOOSEST_LOOK) > 0) {
            pace = LOOSEST_LOOK;
        }
        boolean onItsWay = !facts.held().equals(Optional.of(facts.wished())) || facts.job() == Facts.JobFact.TROUBLED;
        if (pace.compareTo(TURN) < 0 || (onItsWay && !facts.suspended())) {
            pace = TURN;
        }
        Instant next = facts.now().plus(pace);
        return until.filter(next::isAfter).orElse(next);
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
            view.actedAt = clock.instant();
            stirred.incrementAndGet();
            view.lookAt = Instant.MIN;
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
                    discovery.lookWhyItEnded(view);
                    discovery.expect(view);
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
                case Decision.Start ignored ->
                    carryOn(view, RefreshMode.CONTINUOUS, () -> {
                        acts.start(view, view.effectiveTarget);
                        healthy(view);
                        publish(view);
                    });
                case Decision.Cycle ignored ->
                    carryOn(
                            view,
                            RefreshMode.INCREMENTAL,
                            () -> refresh(
                                    view, RefreshRun.Action.INCREMENTAL, Optional.empty(), () -> acts.cycle(view)));
                case Decision.Recompute ignored ->
                    refresh(view, RefreshRun.Action.FULL, Optional.empty(), () -> acts.recompute(view));
                case Decision.Bootstrap bootstrap -> bootstrap(view, bootstrap.to(), bootstrap.why());
                case Decision.Reach reach -> reach(view, reach.to());
            }
        } catch (ProblemException e) {
            failed(view, e.problem());
        } catch (StateRefused e) {
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
            // Whoever asks is to find what was there then; the job may not have seen the newest of it yet.
            refresh(view, RefreshRun.Action.INCREMENTAL, Optional.empty(), () -> acts.catchUp(view));
        } else {
            acts.checkpoint(view);
            if (view.ledger().problem().isPresent()) {
                healthy(view);
            }
        }
    }

    private void noData(ManagedView view) {
        LedgerRefresh run = history.begin(view, wished(view));
        history.end(
                view,
                run,
                RefreshRun.State.SUCCEEDED,
                RefreshRun.Action.NO_DATA,
                Optional.empty(),
                Optional.empty(),
                view.version);
    }

    private RefreshMode wished(ManagedView view) {
        return view.plan.map(plan -> choices.wished(view, plan)).orElse(RefreshMode.FULL);
    }

    private interface Work {
        void run();
    }

    /** @param reason why the view has to be computed anew, if it has */
    private void refresh(ManagedView view, RefreshRun.Action action, Optional<String> reason, Work work) {
        LedgerRefresh run = history.begin(view, wished(view));
        Optional<LedgerVersion> before = view.version;
        reason.ifPresent(why -> LOG.info("{} is computed anew: {}", view.id(), why));
        try {
            work.run();
            healthy(view);
            history.end(view, run, RefreshRun.State.SUCCEEDED, action, Optional.empty(), reason, before);
            views.measure(view);
        } catch (ProblemException e) {
            RefreshRun.State state =
                    e.problem().code() == ErrorCode.CANCELLED ? RefreshRun.State.CANCELLED : RefreshRun.State.FAILED;
            history.end(view, run, state, action, Optional.of(e.problem()), reason, before);
            throw e;
        } catch (StateRefused e) {
            history.end(view, run, RefreshRun.State.CANCELLED, action, Optional.of(e.problem()), reason, before);
            throw e;
        }
    }

    /** Carries the view's stream on if that can be done, and begins anew otherwise. */
    private void carryOn(ManagedView view, RefreshMode mode, Work work) {
        Optional<String> against = acts.against(view);
        if (against.isPresent()) {
            bootstrap(view, mode, against.get());
            return;
        }
        try {
            work.run();
        } catch (StateRefused e) {
            bootstrap(view, mode, String.valueOf(e.getMessage()));
        }
    }

    private void bootstrap(ManagedView view, RefreshMode to, String why) {
        // The first content is no surprise to anybody.
        Optional<String> reason = view.held().isEmpty() ? Optional.empty() : Optional.of(why);
        refresh(view, RefreshRun.Action.REINITIALIZE, reason, () -> {
            acts.bootstrap(view, to, why, steps(view));
            if (to == RefreshMode.CONTINUOUS) {
                acts.start(view, view.effectiveTarget);
            }
            endSwitch(view, to, Optional.empty());
            publish(view);
        });
    }

    private void reach(ManagedView view, RefreshMode to) {
        if (view.change.isEmpty()) {
            LedgerSwitch own = views.newSwitch(view, Actor.CONSOLE.name(), to, choices.why(view, to));
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
        view.changedAt = Optional.of(clock.instant());
        view.change = view.queued;
        view.queued = Optional.empty();
    }

    /** Tells other Flink clients how the view is being refreshed. */
    private void publish(ManagedView view) {
        boolean continuous = view.held().filter(RefreshMode.CONTINUOUS::equals).isPresent();
        Optional<JobId> job = continuous ? view.ledger().job() : Optional.empty();
        surroundings.warehouse(view.id().catalog()).alterView(view.definition, view.held(), job);
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
        boolean itsOwn = itsOwn(problem);
        Optional<LedgerSwitch> change = view.change;
        view.update(it -> it.failed(problem, clock.instant(), itsOwn));
        boolean back = change.isPresent()
                && view.held().isPresent()
                && (!passes(problem) || view.ledger().failures() >= FAILURES_OF_A_SWITCH);
        if (back) {
            goBack(view, change.get(), problem);
        }
        int borne = passes(problem) ? FAILURES_BORNE - 1 : 2;
        if (view.ledger().failures() >= borne && itsOwn) {
            // A state that can't be resumed twice is not tried for ever: what it held is computed anew.
            view.update(it -> it.resume(Optional.empty()));
        }
        if (itsOwn && view.ledger().failures() >= FAILURES_BORNE) {
            suspend(view, problem);
        }
    }

    /** Whether a problem may go away by itself: the engine or the machine was at fault, not the view. */
    static boolean passes(Problem problem) {
        return switch (problem.code().kind()) {
            case ENGINE, RESOURCE -> true;
            case USER, INTERNAL -> false;
        };
    }

    /** Whether a failure is one of those after which a view is suspended: it would come again on a sound machine too. */
    private static boolean itsOwn(Problem problem) {
        return problem.code().kind() != ErrorCode.Kind.ENGINE
                && problem.code() != ErrorCode.NO_SLOTS
                && problem.code() != ErrorCode.DISK_FULL;
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
                        history.upstreamFailed(dependant, why);
                        suspend(dependant, why);
                    });
        }
    }

    /** Something else is wished: the targets that hold may be others, and every view is looked at now. */
    void wishChanged() {
        targetsWanted = true;
        stirred.incrementAndGet();
        views.all().forEach(view -> view.lookAt = Instant.MIN);
        poke();
    }

    @Override
    public void close() {
        stopped = true;
        running.close();
        turns.shutdownNow();
        workers.shutdownNow();
        try {
            // Nothing is to be done in the name of who is gone, least of all beside who comes next.
            turns.awaitTermination(5, TimeUnit.SECONDS);
            workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
