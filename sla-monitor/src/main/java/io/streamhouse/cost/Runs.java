package io.streamhouse.cost;

import io.streamhouse.model.RelationId;
import java.time.Instant;
import java.util.List;

/** What was done for views so far, as far as it is still known. */
public interface Runs {

    /**
     * A bounded number of each kind, the latest first.
     *
     * @param uid of the view
     * @param createdAt when it was created; what was done for another of its name before does not count
     */
    List<Observed> of(String uid, RelationId id, Instant createdAt);
}
