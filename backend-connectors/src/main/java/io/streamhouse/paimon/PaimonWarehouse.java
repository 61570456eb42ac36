package io.streamhouse.paimon;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Branch;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.CommitFiles;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.DataFile;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ForeignSuspension;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Partition;
import io.streamhouse.model.Preview;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Row;
import io.streamhouse.model.SchemaVersion;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.Tag;
import io.streamhouse.model.ViewDefinition;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.apache.paimon.CoreOptions;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.catalog.CatalogContext;
import org.apache.paimon.catalog.CatalogFactory;
import org.apache.paimon.manifest.ManifestEntry;
import org.apache.paimon.manifest.PartitionEntry;
import org.apache.paimon.options.CatalogOptions;
import org.apache.paimon.options.Options;
import org.apache.paimon.table.FileStoreTable;
import org.apache.paimon.table.Table;
import org.apache.paimon.utils.InternalRowPartitionComputer;
import org.apache.paimon.utils.SnapshotManager;

/** A Paimon catalog through Paimon's own Java API. Safe for several threads. */
public final class PaimonWarehouse implements Warehouse {

    private final CatalogInfo info;
    private final Catalog catalog;
    private final Tables tables;
    private final RelationKinds kinds;
    private final TableChanges changes;
    private final ViewTables views;
    private final SnapshotHolds holds;
    private final Path temporary;

    private PaimonWarehouse(CatalogInfo info, Catalog catalog, Path temporary) {
        this.info = info;
        this.catalog = catalog;
        this.temporary = temporary;
        this.tables = new Tables(catalog, info.name());
        this.kinds = new RelationKinds(catalog);
        this.changes = new TableChanges(catalog, tables);
        this.views = new ViewTables(catalog, tables, changes);
        this.holds = new SnapshotHolds(tables);
    }

    /**
     * Opens a catalog, with its spill files in the system's temporary folder.
     *
     * @throws ProblemException WAREHOUSE_FAILED
     */
    public static PaimonWarehouse open(CatalogInfo info) {
        return open(info, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Opens a catalog.
     *
     * @param temporary where writers may spill to
     * @throws ProblemException WAREHOUSE_FAILED
     */
    public static PaimonWarehouse open(CatalogInfo info, Path temporary) {
        return Failures.guard("open the catalog " + info.name(), () -> {
            Options options = Options.fromMap(info.options());
            // Flink changes tables behind our back; what is worth keeping is kept by Tables, which looks again.
            options.set(CatalogOptions.CACHE_ENABLED, false);
            Catalog catalog = CatalogFactory.createCatalog(
                    CatalogContext.create(options), PaimonWarehouse.class.getClassLoader());
            return new PaimonWarehouse(info, catalog, temporary);
        });
    }

    @Override
    public CatalogInfo catalog() {
        return info;
    }

    @Override
    public List<DatabaseId> databases() {
        return Failures.guard(
                "list the databases of " + info.name(),
                () -> catalog.listDatabases().stream()
                        .filter(name -> !name.equals(Catalog.SYSTEM_DATABASE_NAME))
                        .map(name -> new DatabaseId(info.name(), name))
                        .sorted()
                        .toList());
    }

    @Override
    public List<RelationRef> relations(DatabaseId database) {
        return Failures.guard("list the relations of " + database, () -> {
            List<RelationRef> relations = new ArrayList<>();
            try {
                kinds.of(database.name(), catalog.listTables(database.name()))
                        .forEach((name, kind) -> relations.add(new RelationRef(database.relation(name), kind)));
                for (String view : views(database)) {
                    relations.add(new RelationRef(database.relation(view), RelationKind.VIEW));
                }
            } catch (Catalog.DatabaseNotExistException gone) {
                throw new ProblemException(
                        io.streamhouse.model.Problem.of(ErrorCode.NOT_FOUND, "There is no database " + database), gone);
            }
            relations.sort(Comparator.comparing(RelationRef::id));
            return List.copyOf(relations);
        });
    }

    private List<String> views(DatabaseId database) throws Catalog.DatabaseNotExistException {
        try {
            return catalog.listViews(database.name());
        } catch (UnsupportedOperationException keepsNoViews) {
            return List.of();
        }
    }

    @Override
    public Relation relation(RelationId id) {
        return Failures.guard("read " + id, () -> tables.entry(id).relation);
    }

    @Override
    public Relation relationNow(RelationId id) {
        tables.lookAgain(id);
        return relation(id);
    }

    @Override
    public TableFacts facts(RelationId id) {
        return Failures.guard("measure " + id, () -> {
            FileStoreTable table = table(id);
            Optional<Snapshot> current = latest(table).map(PaimonWarehouse::snapshot);
            if (current.isEmpty()) {
                return new TableFacts(0, 0, 0, current, 0);
            }
            long files = 0;
            long bytes = 0;
            long rows = 0;
            for (PartitionEntry partition : table.newSnapshotReader().partitionEntries()) {
                files += partition.fileCount();
                bytes += partition.fileSizeInBytes();
                rows += partition.recordCount();
            }
            return new TableFacts(
                    files, bytes, rows, current, table.snapshotManager().snapshotCount());
        });
    }

    @Override
    public List<Snapshot> snapshots(RelationId id, int limit) {
        return Failures.guard("read the snapshots of " + id, () -> {
            SnapshotManager manager = table(id).snapshotManager();
            Long latest = manager.latestSnapshotId();
            Long earliest = manager.earliestSnapshotId();
            List<Snapshot> snapshots = new ArrayList<>();
            if (latest == null || earliest == null) {
                return snapshots;
            }
            for (long at = latest; at >= earliest && snapshots.size() < limit; at--) {
                Optional<org.apache.paimon.Snapshot> found = find(manager, at);
                if (found.isEmpty()) {
                    break; // expired since
                }
                snapshots.add(snapshot(found.get()));
            }
            return snapshots;
        });
    }

    @Override
    public List<DataFile> files(RelationId id, int limit) {
        return Failures.guard("list the files of " + id, () -> {
            FileStoreTable table = table(id);
            if (latest(table).isEmpty()) {
                return List.of();
            }
            InternalRowPartitionComputer partitions = partitionValues(table);
            PriorityQueue<DataFile> newest = new PriorityQueue<>(Comparator.comparing(DataFile::createdAt));
            Iterator<ManifestEntry> entries = table.newSnapshotReader().readFileIterator();
            while (entries.hasNext()) {
                newest.add(file(entries.next(), partitions));
                if (newest.size() > limit) {
                    newest.poll();
                }
            }
            return newest.stream()
                    .sorted(Comparator.comparing(DataFile::createdAt).reversed())
                    .toList();
        });
    }

    private static DataFile file(ManifestEntry entry, InternalRowPartitionComputer partitions) {
        var file = entry.file();
        return new DataFile(
                partitions.generatePartValues(entry.partition()),
                entry.bucket(),
                file.fileName(),
                file.fileFormat(),
                file.level(),
                file.rowCount(),
                file.fileSize(),
                Instant.ofEpochMilli(file.creationTimeEpochMillis()));
    }

    @Override
    public List<Partition> partitions(RelationId id) {
        return Failures.guard("list the partitions of " + id, () -> {
            FileStoreTable table = table(id);
            if (table.partitionKeys().isEmpty() || latest(table).isEmpty()) {
                return List.of();
            }
            InternalRowPartitionComputer values = partitionValues(table);
            return table.newSnapshotReader().partitionEntries().stream()
                    .filter(entry -> entry.fileCount() > 0)
                    .map(entry -> new Partition(
                            values.generatePartValues(entry.partition()),
                            entry.recordCount(),
                            entry.fileSizeInBytes(),
                            entry.fileCount(),
                            Instant.ofEpochMilli(entry.lastFileCreationTime())))
                    .sorted(Comparator.comparing(
                            partition -> String.join("/", partition.values().values())))
                    .toList();
        });
    }

    @Override
    public List<Consumer> consumers(RelationId id) {
        return Failures.guard(
                "read the consumers of " + id,
                () -> table(id).consumerManager().consumers().entrySet().stream()
                        .map(entry -> new Consumer(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(Consumer::id))
                        .toList());
    }

    @Override
    public List<Tag> tags(RelationId id) {
        return Failures.guard(
                "read the tags of " + id,
                () -> table(id).tagManager().tagObjects().stream()
                        .map(found -> new Tag(
                                found.getValue(),
                                found.getKey().id(),
                                Instant.ofEpochMilli(found.getKey().timeMillis()),
                                Optional.ofNullable(found.getKey().getTagCreateTime())
                                        .map(time -> time.atZone(ZoneId.systemDefault())
                                                .toInstant())))
                        .sorted(Comparator.comparing(Tag::snapshotId).reversed())
                        .toList());
    }

    @Override
    public List<Branch> branches(RelationId id) {
        return Failures.guard(
                "read the branches of " + id,
                () -> table(id).branchManager().branches().stream()
                        .sorted()
                        .map(name -> new Branch(name, Optional.empty()))
                        .toList());
    }

    @Override
    public List<SchemaVersion> schemas(RelationId id) {
        return Failures.guard("read the schemas of " + id, () -> {
            Tables.Entry entry = tables.entry(id);
            FileStoreTable table = entry.fileStoreTable(id);
            List<SchemaVersion> versions = new ArrayList<>();
            for (long version : table.schemaManager().listAllIds()) {
                SchemaVersion known = entry.schemas.get(version);
                versions.add(
                        known != null
                                ? known
                                : entry.schema(table.schemaManager().schema(version)));
            }
            versions.sort(Comparator.comparing(SchemaVersion::id));
            return versions;
        });
    }

    @Override
    public Preview preview(RelationId id, OptionalLong snapshot, int limit) {
        if (limit < 0) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "A preview of " + limit + " rows makes no sense");
        }
        return Failures.guard("read rows of " + id, () -> {
            At at = at(id, snapshot);
            List<Row> rows = new ArrayList<>(Math.min(limit, 1_000));
            boolean more = at.exists() && TableReading.first(at.table(), limit, rows::add);
            return new Preview(
                    at.table().rowType().getFields().stream()
                            .map(Schemas::column)
                            .toList(),
                    rows,
                    more,
                    at.snapshot());
        });
    }

    @Override
    public OptionalLong scan(RelationId id, OptionalLong snapshot, java.util.function.Consumer<Row> sink) {
        return Failures.guard("read " + id, () -> {
            At at = at(id, snapshot);
            if (at.exists()) {
                TableReading.all(at.table(), temporary, sink);
            }
            return at.snapshot();
        });
    }

    @Override
    public TableWriter write(RelationId id, String commitUser) {
        // Rows are written in the columns the table has now, also a moment after somebody changed them.
        tables.lookAgain(id);
        return Failures.guard(
                "open " + id + " for writing", () -> new PaimonTableWriter(id, table(id), commitUser, temporary));
    }

    @Override
    public void createView(ViewDefinition view) {
        views.create(view);
        kinds.changed(tables.identifier(view.id()));
    }

    @Override
    public ViewDefinition view(RelationId id) {
        return views.read(id);
    }

    @Override
    public List<RelationId> views() {
        List<RelationId> found = new ArrayList<>();
        for (DatabaseId database : databases()) {
            for (RelationRef relation : relations(database)) {
                if (relation.kind() == RelationKind.MATERIALIZED_VIEW) {
                    found.add(relation.id());
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public void alterView(ViewDefinition view, Optional<RefreshMode> actual, Optional<JobId> job) {
        views.alter(view, actual, job);
    }

    @Override
    public Optional<ForeignSuspension> suspendedByOthers(RelationId id) {
        return views.suspendedByOthers(id);
    }

    @Override
    public void drop(RelationId id) {
        changes.drop(id);
        kinds.changed(tables.identifier(id));
    }

    @Override
    public void setOptions(RelationId id, Map<String, String> set) {
        changes.setOptions(id, set);
    }

    @Override
    public Optional<Snapshot> latest(RelationId id) {
        return Failures.guard(
                "read the newest snapshot of " + id, () -> latest(table(id)).map(PaimonWarehouse::snapshot));
    }

    @Override
    public Optional<Snapshot> snapshot(RelationId id, long snapshot) {
        return Failures.guard("read snapshot " + snapshot + " of " + id, () -> {
            FileStoreTable table = table(id);
            SnapshotManager manager = table.snapshotManager();
            // Storage is asked: what is kept of snapshots outlives them.
            Optional<org.apache.paimon.Snapshot> found =
                    manager.snapshotExists(snapshot) ? find(manager, snapshot) : Optional.empty();
            return found.or(() -> tagged(table, snapshot)).map(PaimonWarehouse::snapshot);
        });
    }

    @Override
    public List<Snapshot> snapshotsFrom(RelationId id, long first, int limit) {
        return Failures.guard("read the snapshots of " + id, () -> {
            SnapshotManager manager = table(id).snapshotManager();
            Long latest = manager.latestSnapshotId();
            Long earliest = manager.earliestSnapshotId();
            List<Snapshot> snapshots = new ArrayList<>();
            if (latest == null || earliest == null) {
                return snapshots;
            }
            for (long at = Math.max(first, earliest); at <= latest && snapshots.size() < limit; at++) {
                // One that expires while we read is left out, as if we had come a moment later.
                find(manager, at).map(PaimonWarehouse::snapshot).ifPresent(snapshots::add);
            }
            return snapshots;
        });
    }

    @Override
    public Optional<CommitFiles> commit(RelationId id, long snapshot) {
        return Failures.guard("read a commit of " + id, () -> {
            FileStoreTable table = table(id);
            Optional<org.apache.paimon.Snapshot> found = find(table.snapshotManager(), snapshot);
            return found.isEmpty()
                    ? Optional.<CommitFiles>empty()
                    : Optional.of(CommitReading.files(table, found.get()));
        });
    }

    @Override
    public long storedBytes(RelationId id) {
        return Failures.guard("measure " + id, () -> {
            FileStoreTable table = table(id);
            return PaimonFileStorage.bytes(table.fileIO(), table.location());
        });
    }

    @Override
    public OptionalLong consumer(RelationId id, String consumer) {
        return holds.consumer(id, consumer);
    }

    @Override
    public Optional<Instant> consumerChangedAt(RelationId id, String consumer) {
        return holds.consumerChangedAt(id, consumer);
    }

    @Override
    public void setConsumer(RelationId id, String consumer, long next) {
        holds.setConsumer(id, consumer, next);
    }

    @Override
    public List<String> removeBrokenConsumers(RelationId id) {
        return holds.removeBrokenConsumers(id);
    }

    @Override
    public void removeConsumer(RelationId id, String consumer) {
        holds.removeConsumer(id, consumer);
    }

    @Override
    public void tag(RelationId id, String name, long snapshot) {
        holds.tag(id, name, snapshot);
    }

    @Override
    public void removeTag(RelationId id, String name) {
        holds.removeTag(id, name);
    }

    @Override
    public void rollback(RelationId id, long snapshot) {
        changes.rollback(id, snapshot);
    }

    @Override
    public void close() {
        Failures.guard("close the catalog " + info.name(), () -> {
            catalog.close();
            return Boolean.TRUE;
        });
    }

    /** A table as it was at a snapshot. A table without snapshots of its own, such as a system table, always exists. */
    private record At(Table table, OptionalLong snapshot, boolean exists) {}

    private At at(RelationId id, OptionalLong wanted) throws Exception {
        Tables.Entry entry = tables.entry(id);
        if (entry.readable().isPresent() && !(entry.readable().get() instanceof FileStoreTable) && wanted.isEmpty()) {
            return new At(entry.readable().get(), OptionalLong.empty(), true);
        }
        FileStoreTable table = table(id);
        if (wanted.isEmpty()) {
            Optional<org.apache.paimon.Snapshot> latest = latest(table);
            if (latest.isEmpty()) {
                return new At(table, OptionalLong.empty(), false);
            }
            // Today's columns over the newest rows, and one snapshot however many there come meanwhile.
            long newest = latest.get().id();
            return new At(
                    table.copyWithoutTimeTravel(Map.of(CoreOptions.SCAN_SNAPSHOT_ID.key(), Long.toString(newest))),
                    OptionalLong.of(newest),
                    true);
        }
        long snapshot = wanted.getAsLong();
        if (find(table.snapshotManager(), snapshot).isPresent()) {
            return new At(
                    table.copy(Map.of(CoreOptions.SCAN_SNAPSHOT_ID.key(), Long.toString(snapshot))), wanted, true);
        }
        Optional<String> tag = table.tagManager().tagObjects().stream()
                .filter(found -> found.getKey().id() == snapshot)
                .map(found -> found.getValue())
                .findFirst();
        if (tag.isPresent()) {
            return new At(table.copy(Map.of(CoreOptions.SCAN_TAG_NAME.key(), tag.get())), wanted, true);
        }
        throw new ProblemException(
                ErrorCode.NOT_FOUND,
                "Snapshot " + snapshot + " of " + id + " has expired or never was",
                "Choose one of the snapshots listed; a tag keeps one from expiring");
    }

    /** A table, with what is kept of its snapshots checked against its newest one. */
    private FileStoreTable table(RelationId id) throws Exception {
        Tables.Entry entry = tables.entry(id);
        FileStoreTable table = entry.fileStoreTable(id);
        Long newest = table.snapshotManager().latestSnapshotId();
        entry.newest(newest == null ? 0 : newest);
        return table;
    }

    private static Optional<org.apache.paimon.Snapshot> latest(FileStoreTable table) {
        return Optional.ofNullable(table.snapshotManager().latestSnapshot());
    }

    private static Optional<org.apache.paimon.Snapshot> find(SnapshotManager manager, long id) {
        try {
            return Optional.of(manager.tryGetSnapshot(id));
        } catch (FileNotFoundException expired) {
            return Optional.empty();
        }
    }

    private static Optional<org.apache.paimon.Snapshot> tagged(FileStoreTable table, long id) {
        return table.tagManager().tagObjects().stream()
                .<org.apache.paimon.Snapshot>map(found -> found.getKey())
                .filter(found -> found.id() == id)
                .findFirst();
    }

    private static Snapshot snapshot(org.apache.paimon.Snapshot found) {
        return new Snapshot(
                found.id(),
                found.schemaId(),
                found.commitUser(),
                found.commitIdentifier(),
                Snapshot.CommitKind.valueOf(found.commitKind().name()),
                Instant.ofEpochMilli(found.timeMillis()),
                found.totalRecordCount(),
                found.deltaRecordCount(),
                found.watermark() == null || found.watermark() == Long.MIN_VALUE
                        ? OptionalLong.empty()
                        : OptionalLong.of(found.watermark()));
    }

    private static InternalRowPartitionComputer partitionValues(FileStoreTable table) {
        CoreOptions options = new CoreOptions(new HashMap<>(table.options()));
        return new InternalRowPartitionComputer(
                options.partitionDefaultName(),
                table.schema().logicalPartitionType(),
                table.partitionKeys().toArray(String[]::new),
                false);
    }
}
