package io.streamhouse.paimon;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.SchemaVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.paimon.Snapshot;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.fs.Path;
import org.apache.paimon.options.MemorySize;
import org.apache.paimon.schema.TableSchema;
import org.apache.paimon.shade.caffeine2.com.github.benmanes.caffeine.cache.Cache;
import org.apache.paimon.shade.caffeine2.com.github.benmanes.caffeine.cache.Caffeine;
import org.apache.paimon.table.FileStoreTable;
import org.apache.paimon.table.Table;
import org.apache.paimon.utils.SegmentsCache;
import org.apache.paimon.view.View;

/**
 * The tables in use, with what was read of them. Whether a table's schema is still the latest is asked of storage at
 * most once a second; schemas, snapshots and manifests never change under their name and are kept, within bounds.
 */
final class Tables {

    private static final int TABLES_KEPT = 500;
    private static final int SNAPSHOTS_KEPT = 300;
    private static final int SCHEMAS_KEPT = 100;
    private static final MemorySize MANIFESTS_KEPT = MemorySize.ofMebiBytes(48);
    private static final long LARGEST_MANIFEST_KEPT = MemorySize.ofMebiBytes(4).getBytes();
    private static final int MANIFEST_PAGE = (int) MemorySize.ofKibiBytes(32).getBytes();
    private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();

    private final Catalog catalog;
    private final String catalogName;
    private final Cache<Identifier, Entry> entries =
            Caffeine.newBuilder().maximumSize(TABLES_KEPT).build();
    private final SegmentsCache<Path> manifests =
            new SegmentsCache<>(MANIFEST_PAGE, MANIFESTS_KEPT, LARGEST_MANIFEST_KEPT);

    Tables(Catalog catalog, String catalogName) {
        this.catalog = catalog;
        this.catalogName = catalogName;
    }

    /** @throws ProblemException NOT_FOUND; NOT_SUPPORTED for a view or a table that is not Paimon's own */
    FileStoreTable fileStoreTable(RelationId id) throws Exception {
        return entry(id).fileStoreTable(id);
    }

    /** @throws ProblemException NOT_FOUND */
    Entry entry(RelationId id) throws Exception {
        Identifier identifier = identifier(id);
        Entry known = entries.getIfPresent(identifier);
        if (known != null && System.nanoTime() - known.checkedAt < TRUSTED_NANOS) {
            return known;
        }
        Entry fresh;
        try {
            fresh = new Entry(id, catalog.getTable(identifier));
        } catch (Catalog.TableNotExistException noTable) {
            entries.invalidate(identifier);
            return new Entry(id, view(id, identifier, noTable));
        }
        if (known != null && known.sameTable(fresh)) {
            known.checkedAt = System.nanoTime();
            return known;
        }
        if (fresh.table instanceof FileStoreTable table) {
            table.setManifestCache(manifests);
            table.setSnapshotCache(fresh.snapshots);
        }
        entries.put(identifier, fresh);
        return fresh;
    }

    /** Looks at storage again at the next use, after a change of our own. */
    void changed(RelationId id) {
        entries.invalidate(identifier(id));
    }

    /** Has the next use look at storage, whoever may have changed the table; what is known of it is kept if nobody did. */
    void lookAgain(RelationId id) {
        Entry known = entries.getIfPresent(identifier(id));
        if (known != null) {
            known.checkedAt = System.nanoTime() - TRUSTED_NANOS;
        }
    }

    private View view(RelationId id, Identifier identifier, Exception noTable) {
        try {
            return catalog.getView(identifier);
        } catch (Catalog.ViewNotExistException | UnsupportedOperationException noView) {
            ProblemException gone = new ProblemException(
                    io.streamhouse.model.Problem.of(ErrorCode.NOT_FOUND, "There is no table or view " + id), noView);
            gone.addSuppressed(noTable);
            throw gone;
        }
    }

    /** @throws ProblemException NOT_FOUND for a relation of another catalog */
    Identifier identifier(RelationId id) {
        if (!id.catalog().equals(catalogName)) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND, "There is no catalog " + id.catalog() + " here: this is " + catalogName);
        }
        return Identifier.create(id.database(), id.name());
    }

    /** A table or view, and what was read of it. */
    static final class Entry {

        private final Object table;
        final Relation relation;
        final Map<Long, SchemaVersion> schemas = new ConcurrentHashMap<>();
        private final Cache<Path, Snapshot> snapshots =
                Caffeine.newBuilder().maximumSize(SNAPSHOTS_KEPT).build();
        private volatile long checkedAt = System.nanoTime();
        private long newestSeen;

        private Entry(RelationId id, Table table) {
            this.table = table;
            this.relation = Schemas.relation(
                    id,
                    Schemas.schema(table.rowType(), table.primaryKeys(), table.partitionKeys(), table.options()),
                    table.options(),
                    table.comment().filter(text -> !text.isEmpty()));
        }

        private Entry(RelationId id, View view) {
            this.table = view;
            this.relation = new Relation.View(
                    id,
                    Schemas.schema(view.rowType(), java.util.List.of(), java.util.List.of(), view.options()),
                    view.dialects().getOrDefault("flink", view.query()),
                    Schemas.options(view.options()),
                    view.comment().filter(text -> !text.isEmpty()));
        }

        /** A rollback gives the ids of the snapshots it took away to new ones: what is kept of them goes. */
        synchronized void newest(long snapshotId) {
            if (snapshotId < newestSeen) {
                snapshots.invalidateAll();
            }
            newestSeen = snapshotId;
        }

        SchemaVersion schema(TableSchema version) {
            if (schemas.size() > SCHEMAS_KEPT) {
                schemas.clear();
            }
            return schemas.computeIfAbsent(
                    version.id(),
                    id -> new SchemaVersion(
                            id,
                            Schemas.schema(
                                    version.logicalRowType(),
                                    version.primaryKeys(),
                                    version.partitionKeys(),
                                    version.options()),
                            Schemas.options(version.options()),
                            Instant.ofEpochMilli(version.timeMillis())));
        }

        /** Any table that has rows to read, system tables among them. */
        Optional<Table> readable() {
            return table instanceof Table readable ? Optional.of(readable) : Optional.empty();
        }

        FileStoreTable fileStoreTable(RelationId id) {
            if (table instanceof FileStoreTable fileStoreTable) {
                return fileStoreTable;
            }
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED,
                    table instanceof View
                            ? id + " is a view: it stores no rows of its own"
                            : id + " is not a Paimon table: only its columns are known here");
        }

        private boolean sameTable(Entry other) {
            return table instanceof FileStoreTable mine
                    && other.table instanceof FileStoreTable others
                    && mine.schema().equals(others.schema())
                    && mine.schema().timeMillis() == others.schema().timeMillis();
        }
    }
}
