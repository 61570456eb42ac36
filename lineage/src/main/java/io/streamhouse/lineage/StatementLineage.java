package io.streamhouse.lineage;

import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.Slice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a statement of a script reads and writes, column by column. */
public sealed interface StatementLineage {

    /** The statement in its script. Each INSERT of a statement set has its own. */
    Slice statement();

    /**
     * A statement that reads: a query, an INSERT, a table, view or materialized view made of a query.
     *
     * @param target what is written or defined; empty for a plain query
     * @param columns in the target's order, only those that the statement fills
     * @param rows what has a say in which rows there are, and so in every column: filters, joins, grouping, sorting
     * @param reads relations that the statement names, views not seen through
     */
    record Traced(
            Slice statement,
            Optional<RelationId> target,
            List<ColumnLineage> columns,
            Set<Edge> rows,
            Set<RelationId> reads)
            implements StatementLineage {
        public Traced {
            columns = List.copyOf(columns);
            rows = Set.copyOf(rows);
            reads = Set.copyOf(reads);
        }
    }

    /** A statement from which nothing flows: SET, SHOW, a table without a query. */
    record Without(Slice statement) implements StatementLineage {}

    /** @param problem what is wrong with the statement, placed in the whole script */
    record Refused(Slice statement, Problem problem) implements StatementLineage {}
}
