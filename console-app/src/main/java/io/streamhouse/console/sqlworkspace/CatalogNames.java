package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import io.streamhouse.sql.CompletionSource;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/**
 * What completion and the outline beside the editor know of the catalogs: kept in memory, read anew in the background
 * while somebody asks, so that a key stroke never waits for storage.
 */
@Service
public class CatalogNames {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogNames.class);
    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final Duration SCHEMA_PATIENCE = Duration.ofMillis(150);
    private static final int SCHEMAS_KEPT = 4_000;

    private final Connections connections;
    private final InstantSource clock;
    private final ExecutorService reader = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("catalog-names-", 1).daemon().factory());
    private final AtomicBoolean reading = new AtomicBoolean();
    private final Map<RelationId, Known> schemas = new ConcurrentHashMap<>();
    private final Set<RelationId> underWay = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Map<String, List<RelationRef>>> names = Map.of();
    private volatile Instant readAt = Instant.EPOCH;

    CatalogNames(@Lazy Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    private record Known(Optional<Schema> schema, Instant readAt) {}

    public List<String> catalogs() {
        renewIfOld();
        return List.copyOf(names.keySet());
    }

    public List<String> databases(String catalog) {
        renewIfOld();
        return List.copyOf(names.getOrDefault(catalog, Map.of()).keySet());
    }

    public List<DatabaseId> allDatabases() {
        renewIfOld();
        List<DatabaseId> all = new ArrayList<>();
        names.forEach((catalog, databases) ->
                databases.keySet().forEach(database -> all.add(new DatabaseId(catalog, database))));
        return all;
    }

    public List<RelationRef> relations(DatabaseId database) {
        renewIfOld();
        return names.getOrDefault(database.catalog(), Map.of()).getOrDefault(database.name(), List.of());
    }

    /** Columns of a relation; empty if they can't be had at once. */
    public Optional<Schema> schema(RelationId id) {
        Known known = schemas.get(id);
        if (known != null && known.readAt().plus(FRESH).isAfter(clock.instant())) {
            return known.schema();
        }
        if (!exists(id)) {
            return Optional.empty();
        }
        if (underWay.add(id)) {
            Future<Optional<Schema>> reads = reader.submit(() -> read(id));
            if (known == null) {
                return soon(reads);
            }
        }
        return known == null ? Optional.empty() : known.schema();
    }

    /** Where unqualified names are looked up unless a session says otherwise. */
    public Namespace defaults() {
        var settings = connections.sessionSettings();
        return new Namespace(settings.currentCatalog(), settings.currentDatabase());
    }

    /** What completion asks, for somebody whose unqualified names mean this. */
    public CompletionSource completion(Namespace namespace) {
        Namespace usual = defaults();
        String catalog = namespace.catalog().or(usual::catalog).orElse("");
        String database = namespace.database().or(usual::database).orElse("default");
        return new FromMemory(catalog, database);
    }

    /** To be called when a statement may have changed what there is. */
    public void changed() {
        readAt = Instant.EPOCH;
        schemas.clear();
        renewIfOld();
    }

    private boolean exists(RelationId id) {
        return relations(id.databaseId()).stream().anyMatch(ref -> ref.id().equals(id));
    }

    private static Optional<Schema> soon(Future<Optional<Schema>> reads) {
        try {
            return reads.get(SCHEMA_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            LOG.debug("A schema takes its time; it will be there at the next key stroke");
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.warn("A schema could not be read", e);
            return Optional.empty();
        }
    }

    private Optional<Schema> read(RelationId id) {
        try {
            Optional<Schema> schema =
                    Optional.of(connections.warehouse(id.catalog()).relation(id).schema());
            if (schemas.size() > SCHEMAS_KEPT) {
                schemas.clear();
            }
            schemas.put(id, new Known(schema, clock.instant()));
            return schema;
        } catch (ProblemException e) {
            schemas.put(id, new Known(Optional.empty(), clock.instant()));
            return Optional.empty();
        } finally {
            underWay.remove(id);
        }
    }

    private void renewIfOld() {
        if (readAt.plus(FRESH).isBefore(clock.instant()) && reading.compareAndSet(false, true)) {
            reader.execute(this::renew);
        }
    }

    private void renew() {
        try {
            Map<String, Map<String, List<RelationRef>>> found = new LinkedHashMap<>();
            for (Warehouse warehouse : connections.warehouses()) {
                String catalog = warehouse.catalog().name();
                try {
                    Map<String, List<RelationRef>> databases = new LinkedHashMap<>();
                    for (DatabaseId database : warehouse.databases()) {
                        List<RelationRef> relations = new ArrayList<>(warehouse.relations(database));
                        relations.sort((one, other) -> one.id().compareTo(other.id()));
                        databases.put(database.name(), List.copyOf(relations));
                    }
                    found.put(catalog, databases);
                } catch (ProblemException e) {
                    LOG.info(
                            "Catalog {} can't be listed now: {}",
                            catalog,
                            e.problem().what());
                    found.put(catalog, names.getOrDefault(catalog, Map.of()));
                }
            }
            names = found;
        } catch (RuntimeException e) {
            LOG.warn("The catalogs can't be listed now", e);
        } finally {
            readAt = clock.instant();
            reading.set(false);
        }
    }

    @PreDestroy
    void stop() {
        reader.shutdownNow();
    }

    private final class FromMemory implements CompletionSource {

        private final String catalog;
        private final String database;

        FromMemory(String catalog, String database) {
            this.catalog = catalog;
            this.database = database;
        }

        @Override
        public String currentCatalog() {
            return catalog;
        }

        @Override
        public String currentDatabase() {
            return database;
        }

        @Override
        public List<String> catalogs() {
            return CatalogNames.this.catalogs();
        }

        @Override
        public List<String> databases(String ofCatalog) {
            return CatalogNames.this.databases(ofCatalog);
        }

        @Override
        public List<RelationRef> relations(DatabaseId ofDatabase) {
            return CatalogNames.this.relations(ofDatabase);
        }

        @Override
        public Optional<Schema> schema(RelationId relation) {
            return CatalogNames.this.schema(relation);
        }

        @Override
        public List<String> functions() {
            return List.of();
        }
    }
}
