package io.streamhouse.console.catalog;

import io.streamhouse.model.Actor;
import io.streamhouse.model.RelationId;
import java.util.Optional;

/** A feature that keeps some relations by itself, and whose word counts before one is changed. */
public interface RelationKeeper {

    /** Where the feature shows a relation it keeps; empty for one that it does not keep. From memory. */
    Optional<String> page(RelationId id);

    /** @throws io.streamhouse.model.ProblemException INVALID_REQUEST if something it keeps reads the relation */
    void checkDrop(RelationId id);

    /**
     * Drops a relation that it keeps.
     *
     * @return false for one that it does not keep, and then nothing was done
     */
    boolean drop(Actor actor, RelationId id);
}
