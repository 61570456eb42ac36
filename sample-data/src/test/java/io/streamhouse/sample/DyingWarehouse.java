package io.streamhouse.sample;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Branch;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.DataFile;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Partition;
import io.streamhouse.model.Preview;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Row;
import io.streamhouse.model.SchemaVersion;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.Tag;
import java.util.List;
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
