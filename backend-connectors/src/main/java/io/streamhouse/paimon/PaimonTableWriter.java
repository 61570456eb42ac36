package io.streamhouse.paimon;

import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.paimon.CoreOptions;
import org.apache.paimon.data.InternalRow;
import org.apache.paimon.disk.IOManager;
import org.apache.paimon.index.HashBucketAssigner;
import org.apache.paimon.table.BucketMode;
import org.apache.paimon.table.FileStoreTable;
import org.apache.paimon.table.sink.CommitMessage;
import org.apache.paimon.table.sink.RowKeyExtractor;
import org.apache.paimon.table.sink.StreamTableCommit;
import org.apache.paimon.table.sink.TableWriteImpl;
import org.jspecify.annotations.Nullable;

/** Writes into one Paimon table, whatever its buckets. */
final class PaimonTableWriter implements TableWriter {

    /** Beyond this a writer spills: the console's heap is shared by all of them. */
    private static final String WRITE_BUFFER = "48 mb";

    private final RelationId id;
    private final FileStoreTable table;
    private final String commitUser;
    private final Path temporary;
    private final RowWriter rows;
    private final boolean keyed;
    private final boolean waitForCompaction;
    private @Nullable Open open;

    PaimonTableWriter(RelationId id, FileStoreTable table, String commitUser, Path temporary) {
        if (table.bucketMode() == BucketMode.KEY_DYNAMIC) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED,
                    id + " moves rows between partitions (its primary key lacks a partition key and its buckets are"
                            + " dynamic), which only a Flink job can write",
                    "Use an INSERT statement");
        }
        this.id = id;
        this.table = table.copyWithoutTimeTravel(Map.of(CoreOptions.WRITE_BUFFER_SIZE.key(), WRITE_BUFFER));
        this.commitUser = commitUser;
        this.temporary = temporary;
        this.rows = new RowWriter(table.rowType());
        this.keyed = !table.primaryKeys().isEmpty();
        CoreOptions.ChangelogProducer changelog = table.coreOptions().changelogProducer();
        this.waitForCompaction = changelog == CoreOptions.ChangelogProducer.LOOKUP
                || changelog == CoreOptions.ChangelogProducer.FULL_COMPACTION;
    }

    @Override
    public void add(Row row) {
        if (!keyed && row.kind() != RowKind.INSERT) {
            throw new IllegalArgumentException(id + " has no primary key: it takes insertions only, not "
                    + row.kind().shortForm());
        }
        InternalRow written = rows.write(row);
        Failures.guard("write into " + id, () -> {
            opened().write(written);
            return Boolean.TRUE;
        });
    }

    @Override
    public void commit(long identifier) {
        Failures.guard("commit to " + id, () -> {
            if (identifier <= lastCommitted()) {
                close();
                return Boolean.FALSE;
            }
            try {
                opened().commit(identifier);
            } catch (Exception failure) {
                close();
                // What follows a commit, such as expiring old snapshots, may fail when the commit itself has not.
                if (lastCommitted() < identifier) {
                    throw failure;
                }
            }
            return Boolean.TRUE;
        });
    }

    @Override
    public long lastCommitted() {
        return Failures.guard(
                "read the last commit to " + id,
                () -> table.snapshotManager()
                        .latestSnapshotOfUser(commitUser)
                        .map(org.apache.paimon.Snapshot::commitIdentifier)
                        .orElse(0L));
    }

    @Override
    public void close() {
        Open closing = open;
        open = null;
        if (closing != null) {
            Failures.guard("close " + id, () -> {
                closing.close();
                return Boolean.TRUE;
            });
        }
    }

    private Open opened() {
        Open current = open;
        if (current == null) {
            current = new Open();
            open = current;
        }
        return current;
    }

    /** What Paimon keeps of one writer between commits. */
    private final class Open implements AutoCloseable {

        private final IOManager spill = IOManager.create(temporary.toString());
        private final TableWriteImpl<?> write = table.newWrite(commitUser).withIOManager(spill);
        private final StreamTableCommit commit = table.newCommit(commitUser).ignoreEmptyCommit(false);
        private final Optional<BucketChoice> buckets =
                table.bucketMode() == BucketMode.HASH_DYNAMIC ? Optional.of(new BucketChoice()) : Optional.empty();

        void write(InternalRow row) throws Exception {
            if (buckets.isPresent()) {
                write.write(row, buckets.get().bucket(row));
            } else {
                write.write(row);
            }
        }

        void commit(long identifier) throws Exception {
            List<CommitMessage> messages = write.prepareCommit(waitForCompaction, identifier);
            commit.commit(identifier, messages);
            buckets.ifPresent(choice -> choice.assigner.prepareCommit(identifier));
        }

        @Override
        public void close() throws Exception {
            try (spill;
                    commit;
                    write) {
                // Each closes on its own, whatever the others do.
                return;
            }
        }
    }

    /** Spreads keys over as many buckets as they need, each key always into the same. */
    private final class BucketChoice {

        private final RowKeyExtractor keys = table.createRowKeyExtractor();
        private final HashBucketAssigner assigner = new HashBucketAssigner(
                table.snapshotManager(),
                commitUser,
                table.store().newIndexFileHandler(),
                1,
                1,
                0,
                table.coreOptions().dynamicBucketTargetRowNum(),
                table.coreOptions().dynamicBucketMaxBuckets());

        int bucket(InternalRow row) {
            keys.setRecord(row);
            return assigner.assign(keys.partition(), keys.trimmedPrimaryKey().hashCode());
        }
    }
}
