package io.streamhouse.console.catalog;

import io.streamhouse.console.catalog.CatalogContents.DatabaseContents;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What the attached warehouses hold, kept in memory so that trees, search and palette answer at once. It looks again
 * every few seconds, since other Flink clients create and drop relations without telling us; the slower a warehouse
 * lists, the less often it is asked.
 */
@Component
class CatalogIndex implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogIndex.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int PAUSE_PER_LISTING = 10;
    /** One listing that was slow must not hide for long what other clients create. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** Schemas looked at again in every round, so that an ALTER by somebody else is found in time. */
    private static final int REREAD_PER_ROUND = 20;

    private final Connections connections;
    private final InstantSource clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("catalog-index").daemon().factory());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> definitionListeners = new CopyOnWriteArrayList<>();
    private final Object reading = new Object();

    private volatile List<CatalogContents> contents = List.of();
    private volatile SortedMap<RelationId, IndexedRelation> relations = new TreeMap<>();
    private volatile boolean loaded;
    private RelationId rereadFrom = new RelationId(" ", " ", " ");

    CatalogIndex(@Lazy Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        worker.execute(this::round);
    }

    List<CatalogContents> contents() {
        ensureLoaded();
        return contents;
    }

    Collection<IndexedRelation> relations() {
        ensureLoaded();
        return relations.values();
    }

    Optional<IndexedRelation> find(RelationId id) {
        return Optional.ofNullable(relations.get(id));
    }

    /** Calls {@code listener} whenever a relation or database came or went, from any thread, until closed. */
    Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Calls {@code listener} whenever relations came or went, or another definition of one was read, until closed. */
    Subscription onDefinition(Runnable listener) {
        definitionListeners.add(listener);
        return () -> definitionListeners.remove(listener);
    }

    /** Looks again now. */
    void refresh() {
        boolean changed;
        synchronized (reading) {
            changed = list();
        }
        if (changed) {
            listeners.forEach(Runnable::run);
            definitionListeners.forEach(Runnable::run);
        }
    }

    /** Takes note of a relation that was read for another reason. */
    void seen(Relation relation) {
        boolean changed = false;
        synchronized (reading) {
            IndexedRelation before = relations.get(relation.id());
            if (before != null) {
                IndexedRelation read = IndexedRelation.read(relation);
                changed = !read.sameShape(before);
                SortedMap<RelationId, IndexedRelation> next = new TreeMap<>(relations);
                next.put(relation.id(), read);
                relations = next;
            }
        }
        if (changed) {
            definitionListeners.forEach(Runnable::run);
        }
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }

    private void ensureLoaded() {
        if (!loaded) {
            synchronized (reading) {
                if (!loaded) {
                    list();
                }
            }
        }
    }

    private void round() {
        Instant started = clock.instant();
        Duration took = PAUSE;
        try {
            refresh();
            took = Duration.between(started, clock.instant());
            readSchemas();
        } catch (RuntimeException e) {
            LOG.warn("The catalogs could not be looked through; trying again", e);
        } finally {
            if (!worker.isShutdown()) {
                long pause = Math.clamp(
                        took.multipliedBy(PAUSE_PER_LISTING).toMillis(), PAUSE.toMillis(), LONGEST_PAUSE.toMillis());
                worker.schedule(this::round, pause, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean list() {
        SortedMap<RelationId, IndexedRelation> before = relations;
        Map<String, CatalogContents> known = new TreeMap<>();
        contents.forEach(catalog -> known.put(catalog.name(), catalog));
        List<CatalogContents> seen = new ArrayList<>();
        for (Warehouse warehouse : connections.warehouses()) {
            seen.add(list(
                    warehouse, Optional.ofNullable(known.get(warehouse.catalog().name()))));
        }
        SortedMap<RelationId, IndexedRelation> next = new TreeMap<>();
        for (CatalogContents catalog : seen) {
            for (DatabaseContents database : catalog.databases()) {
                for (RelationRef ref : database.relations()) {
                    IndexedRelation old = before.get(ref.id());
                    next.put(
                            ref.id(), old != null && old.ref().kind() == ref.kind() ? old : IndexedRelation.known(ref));
                }
            }
        }
        boolean changed = !seen.equals(contents) || !loaded;
        contents = List.copyOf(seen);
        relations = next;
        loaded = true;
        return changed;
    }

    private static CatalogContents list(Warehouse warehouse, Optional<CatalogContents> before) {
        String name = warehouse.catalog().name();
        try {
            List<DatabaseContents> databases = new ArrayList<>();
            for (DatabaseId database : warehouse.databases().stream().sorted().toList()) {
                databases.add(new DatabaseContents(
                        database,
                        warehouse.relations(database).stream()
                                .sorted(Comparator.comparing(RelationRef::id))
                                .toList()));
            }
            return new CatalogContents(name, databases, Optional.empty());
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.NOT_FOUND && before.isPresent()) {
                // A database was dropped between the two calls: the next round sees it as it is.
                return before.get();
            }
            return unreadable(name, before, e.problem());
        }
    }

    private static CatalogContents unreadable(String name, Optional<CatalogContents> before, Problem problem) {
        return new CatalogContents(
                name, before.map(CatalogContents::databases).orElse(List.of()), Optional.of(problem));
    }

    /** Reads the schemas not read yet, and a few of the others again. */
    private void readSchemas() {
        SortedMap<RelationId, IndexedRelation> now = relations;
        List<RelationId> due = new ArrayList<>();
        now.values().stream()
                .filter(relation -> !relation.complete())
                .forEach(relation -> due.add(relation.ref().id()));
        if (due.isEmpty() && !now.isEmpty()) {
            SortedMap<RelationId, IndexedRelation> rest = now.tailMap(rereadFrom);
            due.addAll(rest.keySet().stream().limit(REREAD_PER_ROUND).toList());
            rereadFrom = due.size() < REREAD_PER_ROUND ? now.firstKey() : due.getLast();
        }
        Map<RelationId, IndexedRelation> read = new TreeMap<>();
        for (RelationId id : due) {
            try {
                read.put(
                        id,
                        IndexedRelation.read(connections.warehouse(id.catalog()).relation(id)));
            } catch (ProblemException e) {
                LOG.debug("No schema for {} in this round: {}", id, e.problem().what());
            }
        }
        boolean changed = false;
        synchronized (reading) {
            SortedMap<RelationId, IndexedRelation> next = new TreeMap<>(relations);
            for (Map.Entry<RelationId, IndexedRelation> one : read.entrySet()) {
                IndexedRelation before = next.replace(one.getKey(), one.getValue());
                changed |= before != null && !one.getValue().sameShape(before);
            }
            relations = next;
        }
        if (changed) {
            definitionListeners.forEach(Runnable::run);
        }
    }
}
