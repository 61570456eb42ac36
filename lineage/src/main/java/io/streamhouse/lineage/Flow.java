package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Set;

/** One way in which rows of a relation come about. */
public sealed interface Flow {

    Via via();

    /** The relations that are read. */
    Set<RelationId> reads();

    /**
     * One that is known column by column.
     *
     * @param columns only those that it fills
     * @param rows what has a say in which rows there are
     */
    record Traced(Via via, Set<RelationId> reads, List<ColumnLineage> columns, Set<Edge> rows) implements Flow {
        public Traced {
            reads = Set.copyOf(reads);
            columns = List.copyOf(columns);
            rows = Set.copyOf(rows);
        }
    }

    /**
     * One that can't be traced.
     *
     * @param reads those that its text names, as far as words tell
     * @param why a sentence for people
     */
    record Untraced(Via via, Set<RelationId> reads, String why) implements Flow {
        public Untraced {
            reads = Set.copyOf(reads);
        }
    }
}
