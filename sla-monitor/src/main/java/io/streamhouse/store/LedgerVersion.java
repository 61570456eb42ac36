package io.streamhouse.store;

import io.streamhouse.model.RelationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which source positions a version of a view contains.
 *
 * @param snapshot the view's
 * @param identifier the commit's; of a stream the checkpoint's id
 * @param full whether a full refresh made it
 * @param reads per scan, in the planner's order
 * @param roots per table at the roots the first snapshot not contained
 */
public record LedgerVersion(
        String uid,
        long snapshot,
        int epoch,
        long identifier,
        boolean full,
        List<Read> reads,
        Map<RelationId, Long> roots,
        Instant recordedAt) {

    public LedgerVersion {
        reads = List.copyOf(reads);
        roots = Map.copyOf(roots);
    }

    /** @param next the first snapshot of the relation that is not contained */
    public record Read(RelationId relation, long next) {}
}
