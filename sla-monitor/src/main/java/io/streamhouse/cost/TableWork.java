package io.streamhouse.cost;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.CommitFiles;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads off snapshots what was written to a table, and what was there to be read of its inputs, since it was looked at
 * last. A snapshot that expires unlooked-at is not counted.
 */
final class TableWork {

    /** So many snapshots of a table are counted at a look; the others at the next. */
    private static final int AT_A_LOOK = 200;

    private static final int COMMITS_REMEMBERED = 2_000;

    private static final CommitFiles NO_FILES = new CommitFiles(0, 0, 0, 0);

    private final Function<String, Warehouse> warehouses;
    private final Map<Reading, Long> counted = new HashMap<>();
    private final Map<Commit, CommitFiles> commits = new HashMap<>();

    TableWork(Function<String, Warehouse> warehouses) {
        this.warehouses = warehouses;
    }

    /** A relation as an input of a reader; as what is written, it is its own reader. */
    private record Reading(RelationId reader, RelationId relation) {}

    private record Commit(RelationId relation, long snapshot) {}

    /**
     * What was done.
     *
     * @param requests files written, removed and their metadata: what commits show. Reading and listing are not counted.
     */
    record Done(
            long rowsRead,
            long rowsWritten,
            long bytesRead,
            long bytesWritten,
            long requests,
            long checkpointBytes,
            long commits) {

        static final Done NOTHING = new Done(0, 0, 0, 0, 0, 0, 0);

        static Done checkpoints(long bytes) {
            return new Done(0, 0, 0, 0, 0, bytes, 0);
        }

        boolean isNothing() {
            return equals(NOTHING);
        }
    }

    private record Changes(long rows, long bytes, long files, long commits) {}

    /** What was done since the last look; nothing at the first. */
    Done since(RelationId relation, List<RelationId> inputs) {
        Changes written = changes(new Reading(relation, relation));
        long rowsRead = 0;
        long bytesRead = 0;
        for (RelationId input : inputs) {
            if (!input.equals(relation)) {
                Changes read = changes(new Reading(relation, input));
                rowsRead += read.rows();
                bytesRead += read.bytes();
            }
        }
        return new Done(rowsRead, written.rows(), bytesRead, written.bytes(), written.files(), 0, written.commits());
    }

    private Changes changes(Reading reading) {
        RelationId relation = reading.relation();
        try {
            Warehouse warehouse = warehouses.apply(relation.catalog());
            Long last = counted.get(reading);
            if (last == null) {
                counted.put(
                        reading, warehouse.latest(relation).map(Snapshot::id).orElse(0L));
                return new Changes(0, 0, 0, 0);
            }
            long rows = 0;
            long bytes = 0;
            long files = 0;
            long number = 0;
            for (Snapshot snapshot : warehouse.snapshotsFrom(relation, last + 1, AT_A_LOOK)) {
                CommitFiles commit = commit(warehouse, relation, snapshot.id());
                if (snapshot.kind() == Snapshot.CommitKind.APPEND || snapshot.kind() == Snapshot.CommitKind.OVERWRITE) {
                    rows += Math.abs(snapshot.deltaRecords());
                    number++;
                }
                bytes += commit.bytesWritten();
                files += commit.written() + commit.removed() + commit.metadata();
                counted.put(reading, snapshot.id());
            }
            return new Changes(rows, bytes, files, number);
        } catch (ProblemException e) {
            // A view of SQL, a table of another kind, one that was dropped: there are no snapshots to count.
            return new Changes(0, 0, 0, 0);
        }
    }

    private CommitFiles commit(Warehouse warehouse, RelationId relation, long snapshot) {
        Commit key = new Commit(relation, snapshot);
        CommitFiles known = commits.get(key);
        if (known == null) {
            Optional<CommitFiles> found = warehouse.commit(relation, snapshot);
            known = found.orElse(NO_FILES);
            if (commits.size() >= COMMITS_REMEMBERED) {
                commits.clear();
            }
            commits.put(key, known);
        }
        return known;
    }

    /** Forgets what is not looked at any more. */
    void retain(java.util.Set<RelationId> readers) {
        counted.keySet().removeIf(reading -> !readers.contains(reading.reader()));
    }
}
