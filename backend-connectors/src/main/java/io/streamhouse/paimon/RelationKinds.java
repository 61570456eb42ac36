package io.streamhouse.paimon;

import io.streamhouse.model.RelationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.catalog.FileSystemCatalog;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.schema.SchemaManager;
import org.apache.paimon.shade.caffeine2.com.github.benmanes.caffeine.cache.Cache;
import org.apache.paimon.shade.caffeine2.com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Tells tables from materialized views for a whole database at once. A table's kind is fixed at its creation and stands
 * in its first schema, which never changes: one small file, read once and remembered until it might be another table's.
 */
final class RelationKinds {

    private static final int KINDS_KEPT = 20_000;
    private static final Duration TRUSTED = Duration.ofMinutes(2);
    private static final int READERS = 8;

    private final Catalog catalog;
    private final Cache<Identifier, RelationKind> known = Caffeine.newBuilder()
            .maximumSize(KINDS_KEPT)
            .expireAfterWrite(TRUSTED)
            .build();

    RelationKinds(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Reads a table's kind again at the next use, after it was created or dropped here. */
    void changed(Identifier table) {
        known.invalidate(table);
    }

    /** The kinds by table name; tables dropped meanwhile are left out. */
    Map<String, RelationKind> of(String database, List<String> tables) throws Exception {
        Map<String, RelationKind> kinds = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        for (String table : tables) {
            RelationKind kind = known.getIfPresent(Identifier.create(database, table));
            if (kind == null) {
                unknown.add(table);
            } else {
                kinds.put(table, kind);
            }
        }
        if (unknown.isEmpty()) {
            return kinds;
        }
        try (ExecutorService readers =
                Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
            Map<String, Future<RelationKind>> reads = new TreeMap<>();
            for (String table : unknown) {
                reads.put(table, readers.submit(() -> read(Identifier.create(database, table))));
            }
            for (Map.Entry<String, Future<RelationKind>> read : reads.entrySet()) {
                try {
                    RelationKind kind = read.getValue().get();
                    known.put(Identifier.create(database, read.getKey()), kind);
                    kinds.put(read.getKey(), kind);
                } catch (java.util.concurrent.ExecutionException failed) {
                    if (!gone(failed.getCause())) {
                        throw failed;
                    }
                }
            }
        }
        return kinds;
    }

    private static boolean gone(@Nullable Throwable cause) {
        return cause instanceof java.io.FileNotFoundException || cause instanceof Catalog.TableNotExistException;
    }

    private RelationKind read(Identifier table) throws Exception {
        if (catalog instanceof FileSystemCatalog files) {
            SchemaManager schemas = new SchemaManager(files.fileIO(), files.getTableLocation(table));
            return Schemas.kind(SchemaManager.tryFromPath(files.fileIO(), schemas.toSchemaPath(0))
                    .options());
        }
        return Schemas.kind(catalog.getTable(table).options());
    }
}
