package io.streamhouse.model;

import java.util.Map;
import java.util.Optional;

/**
 * A table, view or materialized view in a catalog.
 *
 * <p>Options are as stored, secrets included: whatever leaves the process goes through {@link Redactor} first.
 */
public sealed interface Relation {

    RelationId id();

    Schema schema();

    Map<String, String> options();

    Optional<String> comment();

    default RelationKind kind() {
        return switch (this) {
            case BaseTable ignored -> RelationKind.TABLE;
            case View ignored -> RelationKind.VIEW;
            case MaterializedView ignored -> RelationKind.MATERIALIZED_VIEW;
        };
    }

    /** A table that is written to; in Paimon or, where {@code options} name a connector, outside of it. */
    record BaseTable(RelationId id, Schema schema, Map<String, String> options, Optional<String> comment)
            implements Relation {
        public BaseTable {
            options = Map.copyOf(options);
        }
    }

    /** A stored query. */
    record View(RelationId id, Schema schema, String query, Map<String, String> options, Optional<String> comment)
            implements Relation {
        public View {
            options = Map.copyOf(options);
        }
    }

    /** A Paimon table kept equal to a query. */
    record MaterializedView(
            RelationId id, Schema schema, String query, Map<String, String> options, Optional<String> comment)
            implements Relation {
        public MaterializedView {
            options = Map.copyOf(options);
        }
    }
}
