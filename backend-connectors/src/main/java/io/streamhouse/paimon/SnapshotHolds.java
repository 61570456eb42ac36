package io.streamhouse.paimon;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.paimon.consumer.Consumer;
import org.apache.paimon.fs.FileStatus;
import org.apache.paimon.fs.Path;
import org.apache.paimon.table.FileStoreTable;

/** What keeps snapshots of a table from expiring: its readers' positions, and tags. */
final class SnapshotHolds {

    private static final String CONSUMER_PREFIX = "consumer-";
    private static final String CONSUMER_FILE = "consumer/" + CONSUMER_PREFIX;
    private static final Duration SECOND_LOOK = Duration.ofMillis(300);

    private final Tables tables;

    SnapshotHolds(Tables tables) {
        this.tables = tables;
    }

    OptionalLong consumer(RelationId id, String consumer) {
        return Failures.guard("read the consumer " + consumer + " of " + id, () -> {
            Optional<Consumer> found =
                    tables.fileStoreTable(id).consumerManager().consumer(consumer);
            return found.isPresent() ? OptionalLong.of(found.get().nextSnapshot()) : OptionalLong.empty();
        });
    }

    Optional<Instant> consumerChangedAt(RelationId id, String consumer) {
        return Failures.guard("look at the consumer " + consumer + " of " + id, () -> {
            FileStoreTable table = tables.fileStoreTable(id);
            try {
                long millis = table.fileIO()
                        .getFileStatus(new Path(table.location(), CONSUMER_FILE + consumer))
                        .getModificationTime();
                return Optional.of(Instant.ofEpochMilli(millis));
            } catch (FileNotFoundException none) {
                return Optional.empty();
            }
        });
    }

    void setConsumer(RelationId id, String consumer, long next) {
        Failures.guard("set the consumer " + consumer + " of " + id, () -> {
            tables.fileStoreTable(id).consumerManager().resetConsumer(consumer, new Consumer(next));
            return Boolean.TRUE;
        });
    }

    List<String> removeBrokenConsumers(RelationId id) {
        return Failures.guard("look through the consumers of " + id, () -> {
            FileStoreTable table = tables.fileStoreTable(id);
            Set<String> empty = emptyConsumers(table);
            if (!empty.isEmpty()) {
                // One that is being written at this moment is empty as well, but not for long.
                LockSupport.parkNanos(SECOND_LOOK.toNanos());
                empty.retainAll(emptyConsumers(table));
            }
            for (String consumer : empty) {
                table.fileIO().deleteQuietly(new Path(table.location(), CONSUMER_FILE + consumer));
            }
            return List.copyOf(empty);
        });
    }

    private static Set<String> emptyConsumers(FileStoreTable table) throws IOException {
        Path folder = new Path(table.location(), "consumer");
        Set<String> empty = new TreeSet<>();
        if (table.fileIO().exists(folder)) {
            for (FileStatus file : table.fileIO().listStatus(folder)) {
                String name = file.getPath().getName();
                if (file.getLen() == 0 && name.startsWith(CONSUMER_PREFIX)) {
                    empty.add(name.substring(CONSUMER_PREFIX.length()));
                }
            }
        }
        return empty;
    }

    void removeConsumer(RelationId id, String consumer) {
        Failures.guard("remove the consumer " + consumer + " of " + id, () -> {
            tables.fileStoreTable(id).consumerManager().deleteConsumer(consumer);
            return Boolean.TRUE;
        });
    }

    void tag(RelationId id, String name, long snapshot) {
        Failures.guard("tag snapshot " + snapshot + " of " + id, () -> {
            FileStoreTable table = tables.fileStoreTable(id);
            Optional<Long> tagged = table.tagManager().get(name).map(found -> found.id());
            if (tagged.isPresent()) {
                if (tagged.get() != snapshot) {
                    throw new ProblemException(
                            ErrorCode.ALREADY_EXISTS,
                            "The tag " + name + " of " + id + " names snapshot " + tagged.get() + " already");
                }
                return Boolean.FALSE;
            }
            if (!table.snapshotManager().snapshotExists(snapshot)) {
                throw gone(id, snapshot);
            }
            table.createTag(name, snapshot);
            return Boolean.TRUE;
        });
    }

    void removeTag(RelationId id, String name) {
        Failures.guard("remove the tag " + name + " of " + id, () -> {
            FileStoreTable table = tables.fileStoreTable(id);
            if (table.tagManager().tagExists(name)) {
                table.deleteTag(name);
            }
            return Boolean.TRUE;
        });
    }

    static ProblemException gone(RelationId id, long snapshot) {
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                "Snapshot " + snapshot + " of " + id + " has expired or never was",
                "Choose one of the snapshots listed; a tag keeps one from expiring");
    }
}
