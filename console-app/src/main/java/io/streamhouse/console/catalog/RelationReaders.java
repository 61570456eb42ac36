package io.streamhouse.console.catalog;

import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;

/** A feature that knows who reads a relation, and so who is hurt when it goes. */
public interface RelationReaders {

    /**
     * Who would be hurt if the relation went, the worst first; from memory.
     *
     * @return empty while it is not known yet
     */
    Optional<List<Hurt>> hurtBy(RelationId id);

    /**
     * @param name of a relation in full, or what a script or a statement is called
     * @param how what becomes of it, as a predicate: {@code breaks (line_total)}, {@code gets no new rows}
     */
    record Hurt(String name, String how) {}
}
