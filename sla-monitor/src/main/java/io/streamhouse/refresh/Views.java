package io.streamhouse.refresh;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.freshness.Targets;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Schema;
import io.streamhouse.model.ViewDefinition;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.plan.QueryPlanner;
import io.streamhouse.plan.Scan;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerOverride;
import io.streamhouse.store.LedgerSwitch;
import io.streamhouse.store.LedgerView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The views that are looked after: found in the catalogs, remembered in the ledger, planned. */
final class Views {

    private static final Logger LOG = LoggerFactory.getLogger(Views.class);

    /** How long a refresh is taken to be before one was measured. */
    private static final Duration FIRST_GUESS = Duration.ofSeconds(3);

    private static final Problem CUT_OFF = Problem.of(
            ErrorCode.CANCELLED,
            "The console ended before it did",
            "Nothing need be done: it is made up for by itself");

    private final Surroundings surroundings;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Map<RelationId, ManagedView> views = new ConcurrentHashMap<>();

    /** What was being tried when the targets were found last, by uid. */
    private volatile Map<String, LedgerOverride> trials = Map.of();

    /** Views that are in a catalog already and not among these yet, since whoever creates them has not finished. */
    private final Set<RelationId> creating = ConcurrentHashMap.newKeySet();

    Views(Surroundings surroundings, Ledger ledger, InstantSource clock) {
        this.surroundings = surroundings;
        this.ledger = ledger;
        this.clock = clock;
    }

    Collection<ManagedView> all() {
        return views.values();
    }

    Optional<ManagedView> find(RelationId id) {
        return Optional.ofNullable(views.get(id));
    }

    ManagedView get(RelationId id) {
        return find(id).orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, id + " is no materialized view"));
    }

    void add(ManagedView view) {
        views.put(view.id(), view);
    }

    /** Has {@code creation} make a view of this name, which nobody takes up before it is done. */
    ManagedView create(RelationId id, Supplier<ManagedView> creation) {
        creating.add(id);
        try {
            ManagedView view = creation.get();
            add(view);
            return view;
        } finally {
            creating.remove(id);
        }
    }

    void remove(ManagedView view) {
        views.remove(view.id(), view);
    }

    /**
     * Looks which views there are and what is wished of them. Returns those that are gone. One at a time: of two that find
     * the same view for the first time, one would replace what the other has been told of it already.
     */
    synchronized List<ManagedView> reload() {
        // Those that come while the catalogs are looked through are not gone because they were not seen there.
        List<ManagedView> before = List.copyOf(views.values());
        Map<String, LedgerView> remembered =
                ledger.views().stream().collect(Collectors.toMap(LedgerView::uid, Function.identity()));
        Set<RelationId> seen = new HashSet<>();
        Set<String> answered = new HashSet<>();
        List<ManagedView> replaced = new ArrayList<>();
        for (Warehouse warehouse : surroundings.warehouses()) {
            try {
                for (RelationId id : warehouse.views()) {
                    seen.add(id);
                    load(warehouse, id, remembered).ifPresent(replaced::add);
                }
                answered.add(warehouse.catalog().name());
            } catch (ProblemException e) {
                LOG.debug(
                        "The views of {} can't be read now", warehouse.catalog().name(), e);
            }
        }
        Stream<ManagedView> gone =
                before.stream().filter(view -> answered.contains(view.id().catalog()) && !seen.contains(view.id()));
        Stream<ManagedView> goneBefore = remembered.values().stream()
                .filter(state -> answered.contains(state.relation().catalog()) && !seen.contains(state.relation()))
                .filter(state -> !views.containsKey(state.relation()) && !creating.contains(state.relation()))
                .map(this::departed);
        return Stream.of(replaced.stream(), gone, goneBefore)
                .flatMap(Function.identity())
                .filter(view -> !view.acting.isLocked())
                .toList();
    }

    /** A view that was dropped while nobody looked, as far as it is remembered: what was kept for it is there still. */
    private ManagedView departed(LedgerView state) {
        ViewDefinition last = new ViewDefinition(
                state.relation(),
                state.query().orElse(""),
                Schema.of(),
                new FreshnessTarget.OnDemand(),
                new RequestedMode.Auto(),
                state.uid(),
                Optional.empty(),
                Map.of());
        ManagedView view = new ManagedView(ledger, last, state);
        view.version = ledger.versionAt(view.uid(), Long.MAX_VALUE);
        return view;
    }

    /** Returns the view there was of this name, if another now stands in its place. */
    private Optional<ManagedView> load(Warehouse warehouse, RelationId id, Map<String, LedgerView> remembered) {
        if (creating.contains(id)) {
            return Optional.empty();
        }
        ViewDefinition definition;
        try {
            definition = warehouse.view(id);
        } catch (ProblemException e) {
            LOG.debug("The view {} can't be read now", id, e);
            return Optional.empty();
        }
        ManagedView known = views.get(id);
        if (known != null && known.uid().equals(definition.uid())) {
            if (!known.acting.isLocked() && !known.definition.equals(definition)) {
                known.definition = definition;
                known.sourceSchemas = Optional.empty();
            }
            return Optional.empty();
        }
        if (known != null || definition.uid().isEmpty()) {
            return Optional.ofNullable(known);
        }
        LedgerView state = remembered.get(definition.uid());
        ledger.endUnfinished(definition.uid(), CUT_OFF, clock.instant());
        ManagedView view = new ManagedView(
                ledger, definition, state == null ? LedgerView.fresh(definition.uid(), id, clock.instant()) : state);
        view.version = ledger.versionAt(view.uid(), Long.MAX_VALUE);
        view.changedAt = ledger.switches(view.uid(), 1).stream()
                .flatMap(change -> change.finishedAt().stream())
                .findFirst();
        view.change = ledger.switches(view.uid(), 1).stream()
                .filter(change -> change.state().equals("RUNNING"))
                .findFirst();
        view.lastRefresh =
                ledger.refreshes(view.uid(), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), 1).stream()
                        .findFirst();
        view.rebuild = state == null;
        views.put(id, view);
        return Optional.empty();
    }

    /**
     * Plans a view's query, if that has not been done or its sources look otherwise now. A view that can't be run over
     * what its sources have become is broken until they are mended; then it is begun anew, since what its state knows of
     * them may not be so any more.
     */
    void plan(ManagedView view) {
        try {
            Optional<List<Schema>> before = view.sourceSchemas;
            if (view.plan.isPresent() && before.isPresent() && before.get().equals(schemas(view.plan.get()))) {
                mended(view);
                return;
            }
            PlannedQuery planned = planQuery(
                    view.definition.query(),
                    view.id().databaseId(),
                    view.definition.schema().primaryKey());
            Optional<Problem> misfit = misfit(view.definition.schema(), planned);
            if (misfit.isPresent()) {
                broke(view, misfit.get());
                return;
            }
            List<Schema> now = schemas(planned);
            view.sourcesChanged |= before.isPresent() && view.plan.isPresent() && !onlyAdded(before.get(), now);
            view.plan = Optional.of(planned);
            view.sourceSchemas = Optional.of(now);
            mended(view);
        } catch (ProblemException e) {
            if (e.problem().code().kind() == ErrorCode.Kind.USER) {
                broke(view, e.problem());
            } else {
                LOG.debug("{} can't be planned now", view.id(), e);
            }
        }
    }

    /** @throws ProblemException why its query can't be planned */
    PlannedQuery planOf(ManagedView view) {
        if (view.plan.isEmpty()) {
            plan(view);
        }
        return view.plan.orElseThrow(() -> new ProblemException(
                view.broken.orElseGet(() -> Problem.of(ErrorCode.INVALID_STATEMENT, "Its query can't be planned"))));
    }

    private static void broke(ManagedView view, Problem why) {
        Problem problem = new Problem(
                why.code(),
                "Its query can't be run over what it reads any more: " + why.what(),
                why.where(),
                Optional.of("Change what it reads back, give the view another query, or drop it"));
        if (view.broken.filter(problem::equals).isEmpty()) {
            LOG.warn("{}: {}", view.id(), problem.what());
        }
        view.broken = Optional.of(problem);
        if (!view.wasBroken) {
            view.wasBroken = true;
            if (view.held().isPresent()) {
                view.update(LedgerView.Change::outdated);
            }
        }
    }

    private static void mended(ManagedView view) {
        view.broken = Optional.empty();
        view.wasBroken = false;
    }

    /** Whether there are more columns now and nothing else is otherwise: what was read of them stays as it was. */
    private static boolean onlyAdded(List<Schema> before, List<Schema> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int scan = 0; scan < before.size(); scan++) {
            Schema was = before.get(scan);
            Schema is = now.get(scan);
            boolean same = was.primaryKey().equals(is.primaryKey())
                    && was.partitionKeys().equals(is.partitionKeys())
                    && was.watermark().equals(is.watermark())
                    && was.columns().stream()
                            .allMatch(column -> is.column(column.name())
                                    .filter(column::equals)
                                    .isPresent());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private List<Schema> schemas(PlannedQuery planned) {
        List<Schema> schemas = new ArrayList<>();
        for (Scan scan : planned.scans()) {
            schemas.add(relation(scan.relation())
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.NOT_FOUND,
                            "Its source " + scan.relation() + " has been dropped",
                            "Create it again, give the view another query, or drop it"))
                    .schema());
        }
        return schemas;
    }

    PlannedQuery planQuery(String query, DatabaseId current, List<String> key) {
        return QueryPlanner.plan(query, current, this::relation, key);
    }

    Optional<Relation> relation(RelationId id) {
        try {
            return Optional.of(surroundings.warehouse(id.catalog()).relation(id));
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Why a query's result can't be put into a table of these columns; empty if it can. */
    static Optional<Problem> misfit(Schema schema, PlannedQuery planned) {
        List<String> have = schema.columns().stream().map(Views::shape).toList();
        List<String> give = planned.columns().stream().map(Views::shape).toList();
        return have.equals(give)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ErrorCode.INVALID_REQUEST,
                        differing(schema.columns(), planned.columns())
                                .orElse("The query gives the columns " + give + " but the view has " + have),
                        "Let the query give the same columns, or create another view"));
    }

    /** Names the columns that are of another type, if that is all. */
    private static Optional<String> differing(List<Column> have, List<Column> give) {
        List<String> names = have.stream().map(Column::name).toList();
        if (!names.equals(give.stream().map(Column::name).toList())) {
            return Optional.empty();
        }
        List<String> differing = new ArrayList<>();
        for (int column = 0; column < have.size(); column++) {
            if (!shape(have.get(column)).equals(shape(give.get(column)))) {
                differing.add("The column '" + names.get(column) + "' is " + type(give.get(column))
                        + " in the query's result and " + type(have.get(column)) + " in the view");
            }
        }
        return Optional.of(String.join("; ", differing));
    }

    private static String type(Column column) {
        return column.type().replace(" NOT NULL", "");
    }

    private static String shape(Column column) {
        return column.name() + " " + type(column);
    }

    /** The views that read a relation directly. */
    List<RelationId> readers(RelationId id) {
        return views.values().stream()
                .filter(view -> reads(view).contains(id))
                .map(ManagedView::id)
                .sorted()
                .toList();
    }

    /** Whether a view is in the mode in which no stream works for it. */
    static boolean isFull(Optional<RefreshMode> mode) {
        return mode.filter(RefreshMode.FULL::equals).isPresent();
    }

    static List<RelationId> reads(ManagedView view) {
        return view.plan
                .map(plan ->
                        plan.scans().stream().map(Scan::relation).distinct().toList())
                .orElse(List.of());
    }

    /** The targets that hold now. */
    Map<RelationId, Optional<Duration>> effectiveTargets() {
        trials = ledger.overrides(clock.instant()).stream()
                .collect(Collectors.toMap(LedgerOverride::uid, Function.identity()));
        return effectiveTargets(this::holds);
    }

    /** What is being tried with a view; empty if nothing is. */
    Optional<Trial> trial(ManagedView view) {
        return Optional.ofNullable(trials.get(view.uid()))
                .filter(trial -> trial.until().isAfter(clock.instant()))
                .map(trial -> new Trial(FreshnessTarget.parse(trial.freshness()), trial.actor(), trial.until()));
    }

    /** The freshness that holds for a view by itself: the one that is being tried, or its own. */
    FreshnessTarget holds(ManagedView view) {
        return trial(view).map(Trial::freshness).orElseGet(() -> view.definition.freshness());
    }

    Map<RelationId, Optional<Duration>> effectiveTargets(Function<ManagedView, FreshnessTarget> wish) {
        Map<RelationId, List<RelationId>> readers = new HashMap<>();
        for (ManagedView view : views.values()) {
            reads(view)
                    .forEach(read -> readers.computeIfAbsent(read, id -> new ArrayList<>())
                            .add(view.id()));
        }
        Map<RelationId, Targets.Promise> promises = new HashMap<>();
        for (ManagedView view : views.values()) {
            promises.put(
                    view.id(),
                    new Targets.Promise(
                            wish.apply(view),
                            takes(view),
                            Possible.floor(view.held().orElse(RefreshMode.CONTINUOUS)),
                            view.ledger().suspended() ? List.of() : readers.getOrDefault(view.id(), List.of())));
        }
        Targets targets = new Targets(promises);
        Map<RelationId, Optional<Duration>> effective = new HashMap<>();
        promises.keySet().forEach(id -> effective.put(id, targets.effective(id)));
        return effective;
    }

    /** How long a refresh of the view takes at the 95th percentile. */
    Duration takes(ManagedView view) {
        if (view.held().filter(RefreshMode.CONTINUOUS::equals).isPresent()) {
            return Duration.ofMillis(400);
        }
        Optional<Duration> known = view.measured;
        return known.orElse(FIRST_GUESS);
    }

    /** Reads again how long refreshes take, after one more has been done. */
    void measure(ManagedView view) {
        view.measured = view.held().flatMap(mode -> {
            List<Duration> durations = ledger.durations(view.uid(), mode, 20);
            return durations.isEmpty() ? Optional.empty() : Optional.of(durations.get(durations.size() / 20));
        });
    }

    /** A switch as it is asked for. */
    LedgerSwitch newSwitch(ManagedView view, String actor, RefreshMode to, String reason) {
        return new LedgerSwitch(
                java.util.UUID.randomUUID(),
                view.uid(),
                actor,
                view.held(),
                to,
                view.definition.freshness().text(),
                view.definition.mode().text(),
                "RUNNING",
                reason,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
