package io.streamhouse.refresh;

import io.streamhouse.cost.Attribution;
import io.streamhouse.cost.Cost;
import io.streamhouse.cost.CostCurve;
import io.streamhouse.cost.MeterSurroundings;
import io.streamhouse.cost.RunningCosts;
import io.streamhouse.cost.Usage;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.LagHistory;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.ViewDefinition;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.store.DecisionLedger;
import io.streamhouse.store.LagStore;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerRefresh;
import io.streamhouse.store.LedgerSwitch;
import io.streamhouse.store.LedgerUsage;
import io.streamhouse.store.LedgerVersion;
import io.streamhouse.store.LedgerView;
import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The materialized views and everything that can be done with them. A call changes what is wished; one loop makes it so.
 *
 * <p>Every call throws {@link ProblemException}: NOT_FOUND for a relation that is no materialized view.
 */
public final class MaterializedViews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaterializedViews.class);

    private static final Duration DROP_PATIENCE = Duration.ofSeconds(60);
    private static final int HISTORY_SHOWN = 500;
    private static final Duration LAG_REMEMBERED = Duration.ofDays(31);

    private final Surroundings surroundings;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Views views;
    private final Choices choices;
    private final Pricing pricing;
    private final WhatIfs whatIfs;
    private final Previews previews;
    private final Trials trials;
    private final ViewJobs jobs;
    private final RunningCosts costs;
    private final Creation creation;
    private final Acts acts;
    private final Running running;
    private final History history;
    private final Loop loop;
    private final LagHistory lagHistory;
    private final LagSampler lagSampler;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param store a database that holds the tables of {@code db/migration} */
    public MaterializedViews(Surroundings surroundings, DataSource store, InstantSource clock) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.ledger = new Ledger(store);
        this.views = new Views(surroundings, ledger, clock);
        this.costs = new RunningCosts(new UsageLedger(store), clock, surroundings::prices);
        this.jobs = new ViewJobs(views);
        Sources sources = new Sources(surroundings);
        this.pricing = new Pricing(
                views,
                new Workloads(sources, clock),
                new LedgerRuns(ledger, new UsageLedger(store), clock),
                surroundings::prices,
                clock);
        this.choices = new Choices(new CostChoice(), pricing, new DecisionLedger(store), clock);
        this.creation = new Creation(views, choices);
        this.whatIfs = new WhatIfs(views, choices, pricing);
        this.previews = new Previews(views, creation, choices, pricing, whatIfs, ledger);
        this.trials = new Trials(views, choices, whatIfs, ledger, clock);
        this.running = new Running(surroundings);
        Holds holds = new Holds(surroundings);
        Versions versions = new Versions(ledger, sources, running, clock, views::find);
        this.acts = new Acts(surroundings, running, sources, versions, holds);
        Observation observation = new Observation(surroundings, views, choices, pricing, versions, sources, clock);
        this.history = new History(ledger, sources, new RunMeter(surroundings, sources), clock, this::tellListeners);
        Discovery discovery =
                new Discovery(surroundings, views, ledger, acts, holds, running, history, clock, this::tellListeners);
        this.loop = new Loop(
                surroundings,
                views,
                choices,
                ledger,
                acts,
                discovery,
                observation,
                history,
                running,
                clock,
                this::tellListeners);
        this.lagHistory = new LagHistory(new LagStore(store), clock);
        this.lagSampler = new LagSampler(surroundings, views, sources, lagHistory, clock);
    }

    /** Begins to look after the views there are. */
    public void start() {
        loop.start();
        lagSampler.start();
    }

    /**
     * Creates a view and begins to fill it.
     *
     * @throws ProblemException SYNTAX, NOT_FOUND, INVALID_STATEMENT, NOT_SUPPORTED, ALREADY_EXISTS, INVALID_REQUEST;
     *     nothing is created then
     */
    public ViewState create(Actor actor, NewView request) {
        known();
        Creation.Checked checked = creation.check(request);
        ViewDefinition definition = checked.definition();
        ManagedView view = views.create(definition.id(), () -> {
            surroundings.warehouse(definition.id().catalog()).createView(definition);
            LedgerView state = LedgerView.fresh(definition.uid(), definition.id(), clock.instant());
            ledger.save(state);
            ManagedView made = new ManagedView(
                    ledger, surroundings.warehouse(definition.id().catalog()).view(definition.id()), state);
            made.plan = Optional.of(checked.plan());
            return made;
        });
        LOG.info("{} creates {}", actor.name(), definition.id());
        loop.wishChanged();
        tellListeners();
        return state(view);
    }

    /**
     * What {@link #create} would do.
     *
     * @throws ProblemException as {@link #create}
     */
    public CreationPreview previewCreate(NewView request) {
        known();
        Creation.Checked checked = creation.check(request);
        List<String> warnings = new ArrayList<>(checked.warnings());
        ModeChoice.Chosen chosen = checked.chosen();
        warnings.addAll(creation.chainWarnings(
                request.id(),
                checked.plan(),
                request.freshness(),
                pricing.forecast(checked.plan()).takes(chosen.mode(), Duration.ZERO)));
        return new CreationPreview(
                checked.plan().columns(),
                checked.plan().inferredKey(),
                chosen.mode(),
                chosen.why(),
                chosen.candidates(),
                warnings);
    }

    /**
     * What a view that is not created yet would cost at any freshness; the request's own freshness and mode make no
     * difference. Changes nothing.
     *
     * @throws ProblemException as {@link #previewCreate}
     */
    public CostCurve previewCurve(NewView request) {
        known();
        NewView unhurried = new NewView(
                request.id(),
                request.query(),
                request.primaryKey(),
                request.partitionedBy(),
                new FreshnessTarget.OnDemand(),
                new RequestedMode.Auto(),
                request.comment(),
                request.currentCatalog(),
                request.currentDatabase(),
                request.options());
        return previews.curve(creation.check(unhurried).plan());
    }

    public List<ViewState> list() {
        known();
        return views.all().stream()
                .sorted(Comparator.comparing(ManagedView::id))
                .map(this::state)
                .toList();
    }

    public ViewState get(RelationId id) {
        return state(find(id));
    }

    /**
     * Changes how fresh the view is to be and how.
     *
     * @param basedOnRevision the revision the caller saw; empty not to check
     * @return the switch that makes it so; empty if the mode stays
     * @throws ProblemException REVISION_CONFLICT, INVALID_REQUEST, NOT_SUPPORTED
     */
    public Optional<UUID> setFreshness(
            Actor actor, RelationId id, FreshnessTarget freshness, RequestedMode mode, OptionalLong basedOnRevision) {
        ManagedView view = find(id);
        Creation.checkTarget(freshness, mode);
        PlannedQuery plan = views.planOf(view);
        Optional<Duration> target = whatIfs.targets(Map.of(id, freshness)).getOrDefault(id, Optional.empty());
        ModeChoice.Chosen chosen =
                Creation.checkMode(plan, choices.ask(view, plan, mode, target), Creation.target(freshness));
        Optional<UUID> made = Optional.empty();
        synchronized (view) {
            if (basedOnRevision.isPresent()
                    && basedOnRevision.getAsLong() != view.ledger().revision()) {
                throw new ProblemException(
                        ErrorCode.REVISION_CONFLICT,
                        id + " has been changed by somebody else since",
                        "Look at it again and repeat the change");
            }
            LedgerSwitch change = views.newSwitch(view, actor.name(), chosen.mode(), chosen.why());
            ViewDefinition wished = view.definition.with(freshness, mode);
            surroundings.warehouse(id.catalog()).alterView(wished, view.held(), jobInCatalog(view));
            boolean differs = view.held().isPresent() && view.held().get() != chosen.mode();
            if (differs && !view.ledger().suspended()) {
                // Before the wish, so that the loop finds the switch when it finds the wish.
                ledger.save(change);
                if (view.change.isEmpty()) {
                    view.change = Optional.of(change);
                } else {
                    view.queued = Optional.of(change);
                }
                made = Optional.of(change.id());
            }
            // Whoever says what is to hold from now on has done with trying.
            ledger.endOverride(view.uid());
            view.effectiveTarget = target;
            choices.make(view, mode, target, chosen, true);
            view.definition = wished;
            view.update(it -> it.revised().healthy());
        }
        loop.wishChanged();
        tellListeners();
        return made;
    }

    private static Optional<JobId> jobInCatalog(ManagedView view) {
        return view.activatedInCatalog ? view.ledger().job() : Optional.empty();
    }

    /** What {@link #setFreshness} would do. */
    public SwitchPreview preview(RelationId id, FreshnessTarget freshness, RequestedMode mode) {
        return previews.preview(find(id), freshness, mode);
    }

    /** What the view would cost and how far it would lag at any freshness, in every mode. */
    public CostCurve curve(RelationId id) {
        return previews.curve(find(id));
    }

    /**
     * What would come of several changes of freshness at once.
     *
     * @throws ProblemException as {@link #setFreshness}, for the first wish that can't be had
     */
    public WhatIf whatIf(List<WhatIf.Wish> wishes) {
        wishes.forEach(wish -> find(wish.view()));
        return whatIfs.of(wishes);
    }

    /**
     * Lets another freshness hold for a while; then the view's own holds again by itself.
     *
     * @throws ProblemException as {@link #setFreshness}; INVALID_REQUEST if {@code forHowLong} is not between a minute and
     *     a week
     */
    public void tryFreshness(Actor actor, RelationId id, FreshnessTarget freshness, Duration forHowLong) {
        trials.begin(actor, find(id), freshness, forHowLong);
        loop.wishChanged();
        tellListeners();
    }

    /** Ends what {@link #tryFreshness} began before its time. Nothing happens if nothing is being tried. */
    public void endTrial(Actor actor, RelationId id) {
        trials.end(actor, find(id));
        loop.wishChanged();
        tellListeners();
    }

    /** What each view can be expected to cost as it is kept now; those of which that is not known are left out. */
    public List<ExpectedCost> expectedCosts() {
        known();
        List<ExpectedCost> expected = new ArrayList<>();
        for (ManagedView view : views.all()) {
            OptionalDouble perDay = pricing.perDayNow(view);
            Optional<RefreshMode> mode = view.held();
            if (perDay.isPresent() && mode.isPresent()) {
                expected.add(
                        new ExpectedCost(view.id(), mode.get(), view.ledger().createdAt(), perDay.getAsDouble()));
            }
        }
        return expected;
    }

    /** The choices of mode that were made for the view, newest first. */
    public List<ModeDecision> decisions(RelationId id) {
        return choices.made(find(id), HISTORY_SHOWN);
    }

    /**
     * How far the view was behind in a time of at most 31 days, and in the last hour, day and week.
     *
     * @throws ProblemException INVALID_REQUEST if the time is longer, or ends before it begins
     */
    public LagReport lag(RelationId id, Instant from, Instant to) {
        ManagedView view = find(id);
        if (!from.isBefore(to)) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "“from” must be before “to”: " + from + " is not before " + to);
        }
        if (Duration.between(from, to).compareTo(LAG_REMEMBERED) > 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "Lag is told of at most " + LAG_REMEMBERED.toDays() + " days at once");
        }
        return lagHistory.report(view.uid(), from, to);
    }

    /** What {@link #changeQuery} would do. */
    public QueryChange previewQuery(RelationId id, String query) {
        ManagedView view = find(id);
        try {
            PlannedQuery plan = checkQuery(view, query);
            return new QueryChange(
                    plan.columns(),
                    Optional.empty(),
                    List.of(
                            "Its content stays readable until the new one takes its place in one commit",
                            "Freshness, mode, columns and key"),
                    List.of("Its content and the state of its stream, from the sources as they are now"),
                    List.of("The state of its stream so far"),
                    plan.warnings());
        } catch (ProblemException e) {
            return new QueryChange(List.of(), Optional.of(e.problem()), List.of(), List.of(), List.of(), List.of());
        }
    }

    /**
     * Gives the view another query; its old content stays readable until the new one takes its place in one commit.
     *
     * @throws ProblemException as {@link #create}; INVALID_REQUEST if the new columns don't fit the table
     */
    public void changeQuery(Actor actor, RelationId id, String query) {
        ManagedView view = find(id);
        PlannedQuery plan = checkQuery(view, query);
        String full = creation.inFull(query, plan, view.definition.schema().primaryKey());
        synchronized (view) {
            ViewDefinition wished = view.definition.withQuery(full);
            surroundings.warehouse(id.catalog()).alterView(wished, view.held(), jobInCatalog(view));
            view.definition = wished;
            view.plan = Optional.of(plan);
            view.sourceSchemas = Optional.empty();
            view.broken = Optional.empty();
            view.update(it -> it.revised().healthy());
        }
        LOG.info("{} changes the query of {}", actor.name(), id);
        loop.wishChanged();
        tellListeners();
    }

    private PlannedQuery checkQuery(ManagedView view, String query) {
        PlannedQuery plan = views.planQuery(
                query, view.id().databaseId(), view.definition.schema().primaryKey());
        creation.checkCycle(view.id(), plan);
        Views.misfit(view.definition.schema(), plan).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        Optional<Duration> target = Creation.target(view.definition.freshness());
        Creation.checkMode(plan, choices.first(plan, view.definition.mode(), target), target);
        return plan;
    }

    /** Stops refreshing the view, whatever it was doing, without losing its place. */
    public void suspend(Actor actor, RelationId id) {
        ManagedView view = find(id);
        LOG.info("{} suspends {}", actor.name(), id);
        view.update(it -> it.revised().suspended(true).healthy());
        loop.wishChanged();
        tellListeners();
    }

    /** @throws ProblemException INVALID_REQUEST if a view it reads is suspended, naming it */
    public void resume(Actor actor, RelationId id) {
        ManagedView view = find(id);
        for (RelationId source : Views.reads(view)) {
            views.find(source).filter(parent -> parent.ledger().suspended()).ifPresent(parent -> {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        id + " reads " + source + ", which is suspended",
                        "Resume " + source + " first");
            });
        }
        LOG.info("{} resumes {}", actor.name(), id);
        view.update(it -> it.revised().suspended(false).healthy());
        loop.wishChanged();
        tellListeners();
    }

    /**
     * Refreshes the view now. Returns the refresh's id at once; {@link #refreshes} tells what came of it.
     *
     * @throws ProblemException INVALID_REQUEST if it is suspended; why its query can't be run any more if it can't
     */
    public UUID refresh(Actor actor, RelationId id) {
        ManagedView view = find(id);
        if (view.ledger().suspended()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, id + " is suspended", "Resume it first");
        }
        view.broken.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        synchronized (view) {
            if (view.asked.isPresent()) {
                return view.asked.get().id();
            }
            LedgerRefresh run = new LedgerRefresh(
                    UUID.randomUUID(),
                    view.uid(),
                    RefreshRun.Trigger.MANUAL.name(),
                    RefreshRun.State.SCHEDULED.name(),
                    Optional.empty(),
                    view.held().orElse(RefreshMode.FULL),
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
            view.asked = Optional.of(run);
            loop.poke();
            return run.id();
        }
    }

    /** @throws ProblemException INVALID_REQUEST if another view reads it, naming that one */
    public void drop(Actor actor, RelationId id) {
        ManagedView view = find(id);
        checkDrop(id);
        LOG.info("{} drops {}", actor.name(), id);
        view.update(it -> it.suspended(true).healthy());
        lock(view);
        try {
            acts.release(view);
            surroundings.warehouse(id.catalog()).drop(id);
            view.dropped = true;
            ledger.forget(view.uid());
            views.remove(view);
            lagHistory.forget(view.uid());
        } finally {
            view.acting.unlock();
        }
        tellListeners();
    }

    private void lock(ManagedView view) {
        try {
            // A job that is waited for is taken down, so that the wait comes to its end.
            for (int second = 0; second < DROP_PATIENCE.toSeconds(); second++) {
                if (view.acting.tryLock(1, TimeUnit.SECONDS)) {
                    return;
                }
                view.ledger().job().ifPresent(running::end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                ErrorCode.TIMEOUT, view.id() + " is being refreshed and could not be stopped", "Try again");
    }

    /** Newest first. */
    public List<Switch> switches(RelationId id) {
        return ledger.switches(find(id).uid(), HISTORY_SHOWN).stream()
                .map(MaterializedViews::told)
                .toList();
    }

    private static Switch told(LedgerSwitch change) {
        return new Switch(
                change.id(),
                new Actor(change.actor()),
                change.from(),
                change.to(),
                SwitchStep.State.valueOf(change.state()),
                change.reason(),
                change.startedAt(),
                change.finishedAt(),
                change.steps().stream()
                        .map(step -> new SwitchStep(
                                step.name(),
                                SwitchStep.State.valueOf(step.state()),
                                step.startedAt(),
                                step.finishedAt(),
                                step.detail()))
                        .toList(),
                change.problem());
    }

    /** Those that started in the time from {@code from} until before {@code to}, newest first. */
    public List<RefreshRun> refreshes(RelationId id, Instant from, Instant to) {
        return ledger.refreshes(find(id).uid(), from, to, HISTORY_SHOWN).stream()
                .map(MaterializedViews::told)
                .toList();
    }

    private static RefreshRun told(LedgerRefresh run) {
        return new RefreshRun(
                run.id(),
                RefreshRun.Trigger.valueOf(run.trigger()),
                RefreshRun.State.valueOf(run.state()),
                run.action().map(RefreshRun.Action::valueOf),
                run.mode(),
                run.startedAt(),
                run.finishedAt(),
                run.dataTimestamp(),
                run.rowsRead(),
                run.rowsWritten(),
                run.job(),
                run.usage().map(usage -> told(usage, run)),
                run.problem(),
                run.reason());
    }

    private static Usage told(LedgerUsage usage, LedgerRefresh run) {
        return new Usage(
                usage.cpu(),
                usage.compactionCpu(),
                usage.slotTime(),
                run.rowsRead().orElse(0),
                run.rowsWritten().orElse(0),
                usage.bytesRead(),
                usage.bytesWritten(),
                usage.requests(),
                usage.checkpointBytes());
    }

    /** Tells which jobs work for views, and how those are refreshed by them. */
    public Attribution attribution() {
        return jobs;
    }

    /** What a view reads directly; empty for what is none. */
    public List<RelationId> inputs(RelationId id) {
        return views.find(id).map(Views::reads).orElse(List.of());
    }

    /** Whose state is kept for a view; none for what is no view. */
    public MeterSurroundings.StateKept stateKept(RelationId id) {
        return views.find(id)
                .map(view -> new MeterSurroundings.StateKept(
                        Optional.of(view.uid()), view.ledger().job()))
                .orElse(MeterSurroundings.StateKept.NONE);
    }

    /** The view that a consumer of a table reads for; empty if it is somebody else's. */
    public Optional<RelationId> reader(String consumer) {
        return views.all().stream()
                .filter(view -> consumer.startsWith("sh_" + view.uid() + "_"))
                .map(ManagedView::id)
                .findFirst();
    }

    /**
     * Compares the newest recorded version with the query over its inputs at the positions recorded for it.
     *
     * @throws ProblemException INVALID_REQUEST if there is no recorded version, NOT_FOUND if a snapshot needed is gone
     */
    public Verification verify(RelationId id) {
        ManagedView view = find(id);
        // Right after the start it may not have been planned yet.
        views.planOf(view);
        LedgerVersion version = view.version.orElseThrow(() -> new ProblemException(
                ErrorCode.INVALID_REQUEST,
                "Of no version of " + id + " it is known yet what it contains",
                "Refresh it first"));
        Optional<Instant> dataTime =
                history.lag(view) instanceof Freshness.Known known ? Optional.of(known.dataTime()) : Optional.empty();
        return new Verifier(running).verify(view, version, dataTime);
    }

    /**
     * Has {@code listener} called, on a thread of this object, whenever something about a view may have changed.
     *
     * @return closed to be called no more
     */
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** @throws ProblemException INVALID_REQUEST if materialized views read the table, naming them */
    public void checkDrop(RelationId table) {
        known();
        List<RelationId> readers = views.readers(table);
        if (!readers.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    table + " is read by "
                            + String.join(
                                    ", ",
                                    readers.stream().map(RelationId::toString).toList()),
                    "Drop what reads it first");
        }
    }

    /** Stops looking after the views. Jobs go on; what was half done is finished after the next {@link #start}. */
    @Override
    public void close() {
        lagSampler.close();
        loop.close();
    }

    private void tellListeners() {
        listeners.forEach(Runnable::run);
    }

    /** Answers must not depend on whether the loop has come round yet. */
    private void known() {
        if (!loop.loaded()) {
            loop.load();
        }
    }

    private ManagedView find(RelationId id) {
        known();
        return views.get(id);
    }

    private ViewState state(ManagedView view) {
        LedgerView state = view.ledger();
        Optional<LedgerVersion> version = view.version;
        List<String> warnings = new ArrayList<>();
        view.plan.ifPresent(plan -> {
            warnings.addAll(plan.warnings());
            warnings.addAll(creation.chainWarnings(view.id(), plan, views.holds(view), views.takes(view)));
        });
        return new ViewState(
                view.definition,
                refreshing(view, state),
                view.effectiveTarget,
                history.lag(view),
                lagHistory.within(view.uid()),
                state.job(),
                Stream.concat(view.broken.stream(), state.problem().stream()).findFirst(),
                state.revision(),
                Views.reads(view),
                views.readers(view.id()),
                version.map(MaterializedViews::told),
                view.lastRefresh.map(MaterializedViews::told),
                view.nextRefresh,
                views.trial(view),
                costPerDay(view),
                warnings);
    }

    /** Since when it is kept as it is now. */
    private Instant asItIsSince(ManagedView view) {
        return view.changedAt
                .filter(at -> at.isAfter(view.ledger().createdAt()))
                .orElse(view.ledger().createdAt());
    }

    /** As metered; as predicted for as long as it is not. */
    private Cost costPerDay(ManagedView view) {
        Cost metered = costs.perDay(view.id(), asItIsSince(view));
        return metered instanceof Cost.Unknown ? pricing.estimated(view) : metered;
    }

    private Refresh refreshing(ManagedView view, LedgerView state) {
        if (state.suspended()) {
            return new Refresh.Suspended(state.mode(), state.problem());
        }
        if (view.broken.isPresent()) {
            return new Refresh.Failed(view.broken.get(), state.mode());
        }
        Optional<LedgerSwitch> change = view.change;
        if (change.isPresent()) {
            return new Refresh.Switching(
                    change.get().from(), change.get().to(), change.get().id());
        }
        RefreshMode wished = view.plan
                .map(plan -> choices.wished(view, plan))
                .orElseGet(() -> state.mode().orElse(RefreshMode.FULL));
        // On the way to its mode it passes through others; AUTO may just have changed its mind.
        boolean onItsWay = view.acting.isLocked() || view.definition.mode() instanceof RequestedMode.Pinned;
        boolean there = state.mode().isPresent()
                && view.version.isPresent()
                && (state.mode().get() == wished || !onItsWay);
        if (there) {
            return new Refresh.Active(state.mode().get());
        }
        // What the engine fails at is tried again by itself: that is said, but nobody has to do anything.
        Optional<Problem> failure = state.problem().filter(problem -> !Loop.passes(problem));
        return failure.isPresent() ? new Refresh.Failed(failure.get(), state.mode()) : new Refresh.Initializing(wished);
    }

    private static ViewVersion told(LedgerVersion version) {
        List<ScanPosition> reads = new ArrayList<>();
        for (int scan = 0; scan < version.reads().size(); scan++) {
            LedgerVersion.Read read = version.reads().get(scan);
            reads.add(new ScanPosition(
                    scan, read.relation(), read.next() > 1 ? OptionalLong.of(read.next() - 1) : OptionalLong.empty()));
        }
        return new ViewVersion(version.snapshot(), reads);
    }
}
