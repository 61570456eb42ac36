package io.streamhouse.sample;

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
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Row;
import io.streamhouse.model.SchemaVersion;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.Tag;
import io.streamhouse.model.ViewDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A warehouse that dies at the moment it should commit to one of its tables. */
record DyingWarehouse(Warehouse sound, String deadly) implements Warehouse {

    @Override
    public CatalogInfo catalog() {
        return sound.catalog();
    }

    @Override
    public List<DatabaseId> databases() {
        return sound.databases();
    }

    @Override
    public List<RelationRef> relations(DatabaseId database) {
        return sound.relations(database);
    }

    @Override
    public Relation relation(RelationId id) {
        return sound.relation(id);
    }

    @Override
    public Relation relationNow(RelationId id) {
        return sound.relationNow(id);
    }

    @Override
    public TableFacts facts(RelationId id) {
        return sound.facts(id);
    }

    @Override
    public List<Snapshot> snapshots(RelationId id, int limit) {
        return sound.snapshots(id, limit);
    }

    @Override
    public List<DataFile> files(RelationId id, int limit) {
        return sound.files(id, limit);
    }

    @Override
    public List<Partition> partitions(RelationId id) {
        return sound.partitions(id);
    }

    @Override
    public List<Consumer> consumers(RelationId id) {
        return sound.consumers(id);
    }

    @Override
    public List<Tag> tags(RelationId id) {
        return sound.tags(id);
    }

    @Override
    public List<Branch> branches(RelationId id) {
        return sound.branches(id);
    }

    @Override
    public List<SchemaVersion> schemas(RelationId id) {
        return sound.schemas(id);
    }

    @Override
    public Preview preview(RelationId id, OptionalLong snapshot, int limit) {
        return sound.preview(id, snapshot, limit);
    }

    @Override
    public OptionalLong scan(RelationId id, OptionalLong snapshot, java.util.function.Consumer<Row> sink) {
        return sound.scan(id, snapshot, sink);
    }

    @Override
    public TableWriter write(RelationId id, String commitUser) {
        TableWriter writer = sound.write(id, commitUser);
        return id.name().equals(deadly) ? new DyingWriter(writer) : writer;
    }

    @Override
    public void createView(ViewDefinition view) {
        sound.createView(view);
    }

    @Override
    public ViewDefinition view(RelationId id) {
        return sound.view(id);
    }

    @Override
    public List<RelationId> views() {
        return sound.views();
    }

    @Override
    public void alterView(ViewDefinition view, Optional<RefreshMode> actual, Optional<JobId> job) {
        sound.alterView(view, actual, job);
    }

    @Override
    public Optional<ForeignSuspension> suspendedByOthers(RelationId id) {
        return sound.suspendedByOthers(id);
    }

    @Override
    public void drop(RelationId id) {
        sound.drop(id);
    }

    @Override
    public void setOptions(RelationId id, Map<String, String> set) {
        sound.setOptions(id, set);
    }

    @Override
    public Optional<Snapshot> latest(RelationId id) {
        return sound.latest(id);
    }

    @Override
    public Optional<Snapshot> snapshot(RelationId id, long snapshot) {
        return sound.snapshot(id, snapshot);
    }

    @Override
    public List<Snapshot> snapshotsFrom(RelationId id, long first, int limit) {
        return sound.snapshotsFrom(id, first, limit);
    }

    @Override
    public Optional<CommitFiles> commit(RelationId id, long snapshot) {
        return sound.commit(id, snapshot);
    }

    @Override
    public long storedBytes(RelationId id) {
        return sound.storedBytes(id);
    }

    @Override
    public OptionalLong consumer(RelationId id, String consumer) {
        return sound.consumer(id, consumer);
    }

    @Override
    public Optional<Instant> consumerChangedAt(RelationId id, String consumer) {
        return sound.consumerChangedAt(id, consumer);
    }

    @Override
    public void setConsumer(RelationId id, String consumer, long next) {
        sound.setConsumer(id, consumer, next);
    }

    @Override
    public List<String> removeBrokenConsumers(RelationId id) {
        return sound.removeBrokenConsumers(id);
    }

    @Override
    public void removeConsumer(RelationId id, String consumer) {
        sound.removeConsumer(id, consumer);
    }

    @Override
    public void tag(RelationId id, String name, long snapshot) {
        sound.tag(id, name, snapshot);
    }

    @Override
    public void removeTag(RelationId id, String name) {
        sound.removeTag(id, name);
    }

    @Override
    public void rollback(RelationId id, long snapshot) {
        sound.rollback(id, snapshot);
    }

    @Override
    public void close() {
        sound.close();
    }

    private record DyingWriter(TableWriter sound) implements TableWriter {

        @Override
        public void add(Row row) {
            sound.add(row);
        }

        @Override
        public void commit(long identifier) {
            throw new ProblemException(ErrorCode.WAREHOUSE_FAILED, "Died before commit " + identifier);
        }

        @Override
        public long lastCommitted() {
            return sound.lastCommitted();
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
