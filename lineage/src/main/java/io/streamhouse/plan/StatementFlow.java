package io.streamhouse.plan;

import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.rel.RelNode;

/**
 * What a statement of a script reads, and where that goes.
 *
 * @param target what is written or defined; empty for a plain query
 * @param columns those that are filled, in the target's order
 * @param tree what is read, as Flink's planner has it before it optimises
 * @param reads the relations that the statement names, views not seen through
 */
public record StatementFlow(Optional<RelationId> target, List<Filled> columns, RelNode tree, Set<RelationId> reads) {

    /** @param field the field of the tree it is filled from; empty where the statement gives a constant */
    public record Filled(String column, OptionalInt field) {}

    public StatementFlow {
        columns = List.copyOf(columns);
        reads = Set.copyOf(reads);
    }
}
