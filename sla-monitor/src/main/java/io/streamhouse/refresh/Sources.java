package io.streamhouse.refresh;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.CommitFiles;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.Snapshot.CommitKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the snapshots of a table mean to those who read it as a stream. */
final class Sources {

    /** As many snapshots are looked through for what happened; more have it said that something did. */
    private static final int LOOKED_THROUGH = 500;

    /** Most often the first is the one that is looked for. */
    private static final int LOOKED_AT_ONCE = 8;

    private final Surroundings surroundings;

    Sources(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Warehouse warehouse(RelationId id) {
        return surroundings.warehouse(id.catalog());
    }

    Optional<Snapshot> head(RelationId id) {
        return warehouse(id).latest(id);
    }

    /**
     * Whether the table's changes come with its compactions: a commit is then to be seen by streaming readers only once
     * the compaction after it has landed.
     */
    private boolean changesComeLate(RelationId id) {
        Relation relation = warehouse(id).relation(id);
        String producer = relation.options().getOrDefault("changelog-producer", "none");
        return producer.equals("lookup") || producer.equals("full-compaction");
    }

    /**
     * The newest snapshot, not above {@code limit}, that a streaming reader that stands after it contains wholly; empty
     * if there is none.
     */
    OptionalLong settled(RelationId id, long limit) {
        Warehouse warehouse = warehouse(id);
        if (limit < 1) {
            return OptionalLong.empty();
        }
        if (!changesComeLate(id)) {
            return OptionalLong.of(limit);
        }
        long candidate = limit;
        for (long at = limit; at >= 1 && limit - at < LOOKED_THROUGH; at--) {
            Optional<Snapshot> snapshot = warehouse.snapshot(id, at);
            if (snapshot.isEmpty()) {
                break;
            }
            if (snapshot.get().kind() == CommitKind.COMPACT) {
                return OptionalLong.of(candidate);
            }
            boolean changes = snapshot.get().kind() == CommitKind.OVERWRITE
                    ? snapshot.get().totalRecords() > 0
                    : snapshot.get().deltaRecords() != 0;
            if (changes) {
                candidate = at - 1;
            }
        }
        return candidate < 1 ? OptionalLong.empty() : OptionalLong.of(candidate);
    }

    /** The newest snapshot whose changes streaming readers can see; empty if there is none yet. */
    OptionalLong settled(RelationId id) {
        Optional<Snapshot> head = head(id);
        return head.isEmpty() ? OptionalLong.empty() : settled(id, head.get().id());
    }

    /** What happened to a table from snapshot {@code next} on. */
    Facts.Inputs since(RelationId id, long next) {
        Optional<Snapshot> head = head(id);
        if (head.isEmpty()) {
            return new Facts.Inputs(Optional.empty(), next > 1 ? anew(id) : Optional.empty());
        }
        if (head.get().id() < next) {
            return new Facts.Inputs(Optional.empty(), head.get().id() < next - 1 ? anew(id) : Optional.empty());
        }
        List<Snapshot> unread = warehouse(id).snapshotsFrom(id, next, LOOKED_THROUGH);
        if (unread.isEmpty() || unread.getFirst().id() > next) {
            return new Facts.Inputs(
                    Optional.of(head.get().committedAt()),
                    Optional.of("Changes of " + id + " that it has not read have expired"));
        }
        Optional<Instant> oldest = Optional.empty();
        boolean overwritten = false;
        boolean late = changesComeLate(id);
        for (Snapshot snapshot : unread) {
            boolean carries = carriesChange(id, snapshot, next, late);
            overwritten |= snapshot.kind() == CommitKind.OVERWRITE;
            if (carries && oldest.isEmpty()) {
                oldest = Optional.of(snapshot.committedAt());
            }
        }
        return new Facts.Inputs(
                oldest,
                overwritten ? Optional.of(id + " was overwritten, which no stream can follow") : Optional.empty());
    }

    /**
     * When the oldest change of a table was made among its snapshots from {@code next} on; if some of these have expired,
     * the oldest there is. Empty if nothing changed.
     *
     * @param head the newest snapshot
     * @throws ProblemException NOT_FOUND if snapshots before {@code next} are gone with what came after them
     */
    Optional<Instant> oldestChange(RelationId id, long next, Optional<Snapshot> head) {
        long newest = head.map(Snapshot::id).orElse(0L);
        if (newest < next - 1) {
            throw new ProblemException(ErrorCode.NOT_FOUND, id + " was rolled back or made anew since it was read");
        }
        if (newest < next) {
            return Optional.empty();
        }
        boolean late = changesComeLate(id);
        for (long from = next; from <= newest; from += LOOKED_AT_ONCE) {
            List<Snapshot> some = warehouse(id).snapshotsFrom(id, from, LOOKED_AT_ONCE);
            if (some.isEmpty()) {
                return head.map(Snapshot::committedAt);
            }
            if (some.getFirst().id() > from) {
                return Optional.of(some.getFirst().committedAt());
            }
            Optional<Instant> found = some.stream()
                    .filter(snapshot -> carriesChange(id, snapshot, next, late))
                    .map(Snapshot::committedAt)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether a snapshot brings changes to a reader that reads on from {@code next}. */
    private boolean carriesChange(RelationId id, Snapshot snapshot, long next, boolean late) {
        return switch (snapshot.kind()) {
            case OVERWRITE -> true;
            case APPEND -> snapshot.deltaRecords() != 0;
            case COMPACT -> late && snapshot.id() == next && pairedCommitIsRead(id, snapshot);
            case ANALYZE -> false;
        };
    }

    private static Optional<String> anew(RelationId id) {
        return Optional.of(id + " was rolled back or made anew");
    }

    /** Whether one of the snapshots from {@code first} until before {@code end} overwrote the table. */
    boolean overwritten(RelationId id, long first, long end) {
        return warehouse(id).snapshotsFrom(id, first, LOOKED_THROUGH).stream()
                .anyMatch(snapshot -> snapshot.id() < end && snapshot.kind() == CommitKind.OVERWRITE);
    }

    private boolean pairedCommitIsRead(RelationId id, Snapshot compaction) {
        return warehouse(id)
                .snapshot(id, compaction.id() - 1)
                .filter(before -> before.kind() != CommitKind.COMPACT
                        && before.commitIdentifier() == compaction.commitIdentifier()
                        && before.deltaRecords() != 0)
                .isPresent();
    }

    /** What the snapshots from {@code next} to {@code last} did to the files, all together. */
    CommitFiles files(RelationId id, long next, long last) {
        long written = 0;
        long removed = 0;
        long bytes = 0;
        long metadata = 0;
        Warehouse warehouse = warehouse(id);
        for (long at = next; at <= last && at - next < LOOKED_THROUGH; at++) {
            Optional<CommitFiles> commit = warehouse.commit(id, at);
            written += commit.map(CommitFiles::written).orElse(0L);
            removed += commit.map(CommitFiles::removed).orElse(0L);
            bytes += commit.map(CommitFiles::bytesWritten).orElse(0L);
            metadata += commit.map(CommitFiles::metadata).orElse(0L);
        }
        return new CommitFiles(written, removed, bytes, metadata);
    }

    /** Changed rows that the snapshots from {@code next} to {@code last} brought. */
    long rows(RelationId id, long next, long last) {
        if (last < next) {
            return 0;
        }
        return warehouse(id).snapshotsFrom(id, next, LOOKED_THROUGH).stream()
                .filter(snapshot -> snapshot.id() <= last && snapshot.kind() == CommitKind.APPEND)
                .mapToLong(snapshot -> Math.abs(snapshot.deltaRecords()))
                .sum();
    }
}
