package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.catalog.CatalogContents;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.lineagegraph.FlowTracer.Written;
import io.streamhouse.console.lineagegraph.store.RunFlowStore;
import io.streamhouse.console.sqlworkspace.RanStatement;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.StatementListener;
import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.Flow;
import io.streamhouse.lineage.LineageGraph;
import io.streamhouse.lineage.RelationDefinition;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Touch;
import io.streamhouse.sql.Touches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the graph as the catalogs are, and as statements that were run have made it. Everything happens on one thread of
 * its own; who asks gets the graph as far as it is.
 */
@Component
class GraphKeeper implements StatementListener, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(GraphKeeper.class);

    /** Statements that wait to be traced; more are not taken note of. */
    private static final int MOST_WAITING = 1_000;

    private static final Duration SHOWN_EVERY = Duration.ofMillis(500);
    private static final Duration MISSING_AGAIN = Duration.ofSeconds(1);

    /** A definition that was not read until then can't be read. */
    private static final Duration MISSING_LONGEST = Duration.ofSeconds(30);

    private final Catalogs catalogs;
    private final FlowTracer tracer;
    private final Definitions definitions;
    private final RunFlows runs;
    private final InstantSource clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .name("lineage-graph")
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .factory());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<RelationId, Instant> missing = new HashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    /** Written by the worker alone. */
    private final Map<RelationId, RelationDefinition> shown = new ConcurrentHashMap<>();

    private volatile LineageGraph graph = LineageGraph.EMPTY;
    private volatile GraphState state = new GraphState(Optional.empty(), 0, 0);
    private @Nullable Subscription subscription;
    private Instant lastShown = Instant.EPOCH;

    @Autowired
    GraphKeeper(Catalogs catalogs, RunFlowStore store, InstantSource clock) {
        this(catalogs, store, clock, Tracer.ofPlanner());
    }

    GraphKeeper(Catalogs catalogs, RunFlowStore store, InstantSource clock, Tracer tracer) {
        this.catalogs = catalogs;
        this.tracer = new FlowTracer(tracer);
        this.definitions = new Definitions(this.tracer);
        this.runs = new RunFlows(store);
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        subscription = catalogs.onDefinition(this::lookAgain);
        worker.execute(runs::load);
        lookAgain();
    }

    LineageGraph graph() {
        return graph;
    }

    /** What the graph was told of a relation last. */
    Optional<RelationDefinition> definition(RelationId id) {
        return Optional.ofNullable(shown.get(id));
    }

    GraphState state() {
        return state;
    }

    Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Looks soon at what has changed in the catalogs. */
    void lookAgain() {
        if (!due.getAndSet(true) && !worker.isShutdown()) {
            worker.execute(this::bringUpToDate);
        }
    }

    @Override
    public void started(RanStatement statement) {}

    @Override
    public void ended(RanStatement statement) {
        if (statement.state() != RunState.SUCCEEDED && statement.state() != RunState.SUBMITTED) {
            return;
        }
        boolean writes = writes(statement.kind());
        if (worker.isShutdown() || !writes && !statement.kind().changesCatalog()) {
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            LOG.warn("{} statements wait to be traced already; what this one wrote is left out", MOST_WAITING);
            return;
        }
        worker.execute(() -> {
            waiting.decrementAndGet();
            try {
                if (statement.kind().changesCatalog()) {
                    catalogs.lookAgain();
                }
                if (writes) {
                    record(statement);
                }
            } catch (RuntimeException e) {
                LOG.error("What a statement wrote could not be taken note of", e);
            }
            bringUpToDate();
        });
    }

    @Override
    public void destroy() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        worker.shutdownNow();
    }

    private static boolean writes(StatementKind kind) {
        return kind == StatementKind.INSERT
                || kind == StatementKind.STATEMENT_SET
                || kind == StatementKind.CREATE_TABLE_AS;
    }

    private void record(RanStatement statement) {
        String catalog = statement.namespace().catalog().orElse("");
        String database = statement.namespace().database().orElse("");
        if (catalog.isEmpty() || database.isEmpty()) {
            return;
        }
        DatabaseId current = new DatabaseId(catalog, database);
        List<RelationId> targets = Touches.of(statement.sql()).stream()
                .filter(touch -> touch.act() == Touch.Act.WRITE)
                .flatMap(touch -> FlowTracer.named(touch.name(), current).stream())
                .toList();
        List<Written> written = tracer.statement(
                statement.sql(),
                current,
                this::readNow,
                targets,
                text -> new Via.Statement(statement.actor(), statement.at(), Redactor.text(text)));
        Set<RelationId> emptied = new HashSet<>();
        for (Written one : written) {
            if (one.flow().via() instanceof Via.Statement by) {
                // A table made by the statement has nothing of what one of its name held before.
                if (statement.kind() == StatementKind.CREATE_TABLE_AS && emptied.add(one.target())) {
                    runs.forget(one.target());
                }
                runs.add(one.target(), one.flow(), by);
            }
        }
    }

    /** A table may be read a moment after it was made, before anybody has listed it. */
    private Optional<Relation> readNow(RelationId id) {
        try {
            return catalogs.storedDefinition(id).or(() -> catalogs.stored(id));
        } catch (ProblemException e) {
            LOG.debug("{} can't be looked at: {}", id, e.problem().what());
            return Optional.empty();
        }
    }

    private void bringUpToDate() {
        due.set(false);
        try {
            LineageGraph before = graph;
            boolean complete = update();
            if (complete) {
                state = new GraphState(Optional.of(clock.instant()), graph.size(), graph.unknown());
            } else if (!worker.isShutdown()) {
                worker.schedule(this::lookAgain, MISSING_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (complete || graph != before) {
                listeners.forEach(Runnable::run);
            }
        } catch (RuntimeException e) {
            LOG.error("The lineage graph could not be brought up to date; the next change tries again", e);
        }
    }

    /** @return whether all definitions were there to be read */
    private boolean update() {
        Map<RelationId, RelationKind> listed = new TreeMap<>();
        for (RelationRef ref : catalogs.relations()) {
            listed.put(ref.id(), ref.kind());
        }
        Map<RelationId, Relation> stored = catalogs.storedDefinitions();
        forgetDropped(listed.keySet());
        definitions.retain(listed.keySet());
        missing.keySet().retainAll(listed.keySet());
        boolean complete = true;
        List<RelationDefinition> changed = new ArrayList<>();
        for (Map.Entry<RelationId, RelationKind> entry : listed.entrySet()) {
            Relation relation = stored.get(entry.getKey());
            complete &= relation != null || unreadable(entry.getKey());
            if (relation != null) {
                missing.remove(entry.getKey());
            }
            if (relation != null && definitions.outdated(relation, stored)) {
                definitions.trace(relation, stored);
            }
            note(definition(entry.getKey(), Optional.of(entry.getValue()), relation), changed);
            if (!changed.isEmpty() && !lastShown.plus(SHOWN_EVERY).isAfter(clock.instant())) {
                take(changed, Set.of());
                changed.clear();
                listeners.forEach(Runnable::run);
            }
        }
        Set<RelationId> there = new HashSet<>(listed.keySet());
        for (RelationId target : runs.targets()) {
            if (there.add(target)) {
                note(definition(target, Optional.empty(), null), changed);
            }
        }
        Set<RelationId> gone = new HashSet<>(shown.keySet());
        gone.removeAll(there);
        take(changed, gone);
        return complete;
    }

    private boolean unreadable(RelationId id) {
        Instant now = clock.instant();
        return missing.computeIfAbsent(id, any -> now).plus(MISSING_LONGEST).isBefore(now);
    }

    private void note(RelationDefinition definition, List<RelationDefinition> changed) {
        if (!definition.equals(shown.put(definition.id(), definition))) {
            changed.add(definition);
        }
    }

    private RelationDefinition definition(RelationId id, Optional<RelationKind> kind, @Nullable Relation relation) {
        List<Flow> flows = new ArrayList<>(definitions.flow(id));
        if (relation == null && kind.filter(made -> made != RelationKind.TABLE).isPresent()) {
            flows.add(new Flow.Untraced(new Via.Definition(), Set.of(), "Its definition was not read yet"));
        }
        flows.addAll(runs.into(id));
        List<String> columns = relation == null
                ? written(flows)
                : relation.schema().columns().stream().map(Column::name).toList();
        return new RelationDefinition(id, kind, columns, flows);
    }

    /** The columns of a relation of which only what was written is known. */
    private static List<String> written(List<Flow> flows) {
        Set<String> columns = new LinkedHashSet<>();
        for (Flow flow : flows) {
            if (flow instanceof Flow.Traced traced) {
                traced.columns().stream().map(ColumnLineage::column).forEach(columns::add);
            }
        }
        return List.copyOf(columns);
    }

    private void take(List<RelationDefinition> changed, Set<RelationId> gone) {
        lastShown = clock.instant();
        if (changed.isEmpty() && gone.isEmpty()) {
            return;
        }
        shown.keySet().removeAll(gone);
        graph = graph.with(changed, gone);
        state = new GraphState(state.upToDate(), graph.size(), graph.unknown());
    }

    /** What was written into a relation goes with it; a catalog that does not answer, or is detached, drops nothing. */
    private void forgetDropped(Set<RelationId> listed) {
        Set<String> readable = new HashSet<>();
        for (CatalogContents catalog : catalogs.contents()) {
            if (catalog.problem().isEmpty()) {
                readable.add(catalog.name());
            }
        }
        for (RelationId id : List.copyOf(shown.keySet())) {
            RelationDefinition before = shown.get(id);
            boolean was = before != null && before.kind().isPresent();
            if (was && !listed.contains(id) && readable.contains(id.catalog())) {
                runs.forget(id);
            }
        }
    }
}
