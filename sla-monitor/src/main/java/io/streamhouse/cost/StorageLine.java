package io.streamhouse.cost;

import io.streamhouse.model.RelationId;
import java.time.Instant;
import java.util.List;

/**
 * What a table takes up in storage.
 *
 * @param liveBytes of the newest snapshot's files
 * @param heldBytes of files that only older snapshots need, kept by retention or by a hold
 * @param stateBytes savepoints and checkpoints kept for it
 * @param holds who keeps older snapshots from going
 * @param costPerMonth of all its bytes, metered
 */
public record StorageLine(
        RelationId relation,
        long liveBytes,
        long heldBytes,
        long stateBytes,
        List<Held> holds,
        double costPerMonth,
        Instant measuredAt) {

    public StorageLine {
        holds = List.copyOf(holds);
    }

    /** @param owner such as {@code consumer sh_…} or the view it belongs to, in words for a person */
    public record Held(String owner, String reason) {}
}
