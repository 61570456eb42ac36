package io.streamhouse.store;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import java.util.Optional;

/**
 * Whom usage is booked to.
 *
 * @param name a relation's name in full, or what the kind calls it
 * @param mode how the relation was refreshed; empty if it is no view
 */
public record UsageAccount(Kind kind, String name, Optional<RefreshMode> mode) {

    /** What sort of an account it is. */
    public enum Kind {
        RELATION,
        /** Statements that work for no relation, such as queries somebody looks at. */
        STATEMENTS,
        /** What runs for nobody in particular. */
        OVERHEAD,
        IDLE,
        /** All of it, as the operating system counts. */
        TOTAL,
        /** The cores that were kept ready. */
        CAPACITY
    }

    public static UsageAccount of(RelationId relation, Optional<RefreshMode> mode) {
        return new UsageAccount(Kind.RELATION, relation.toString(), mode);
    }
}
