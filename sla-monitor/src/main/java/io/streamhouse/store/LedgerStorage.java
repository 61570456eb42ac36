package io.streamhouse.store;

import io.streamhouse.model.RelationId;
import java.time.Instant;

/**
 * What a table takes up in storage.
 *
 * @param liveBytes of the newest snapshot's files
 * @param heldBytes of files that only older snapshots need
 * @param stateBytes savepoints and checkpoints kept for it
 */
public record LedgerStorage(RelationId relation, Instant measuredAt, long liveBytes, long heldBytes, long stateBytes) {
    public long bytes() {
        return liveBytes + heldBytes + stateBytes;
    }
}
