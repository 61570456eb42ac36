package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.List;
import java.util.Optional;

/**
 * A relation, and all that is known to make its rows: what the graph is built from.
 *
 * @param kind empty for one that was written, but is not in its catalog (any more)
 * @param columns all of them, in order
 * @param flows none for a table that nothing known here writes
 */
public record RelationDefinition(RelationId id, Optional<RelationKind> kind, List<String> columns, List<Flow> flows) {

    public RelationDefinition {
        columns = List.copyOf(columns);
        flows = List.copyOf(flows);
    }
}
