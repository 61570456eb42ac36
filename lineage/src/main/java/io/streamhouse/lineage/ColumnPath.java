package io.streamhouse.lineage;

import java.util.List;

/**
 * How a column is made, hop by hop, the column itself first and its roots last.
 *
 * @param hops each column on the way once, nearer ones first
 * @param complete whether all roots were reached; otherwise the way was longer than what is followed
 */
public record ColumnPath(ColumnRef column, List<Hop> hops, boolean complete) {

    public ColumnPath {
        hops = List.copyOf(hops);
    }

    /**
     * @param distance hops from the column asked for, 0 for itself
     * @param origins columns of the relations that it is made of directly, not seen through views
     * @param rows columns that have a say in which of its relation's rows there are
     */
    public record Hop(ColumnRef column, int distance, Origins origins, List<Edge> rows) {
        public Hop {
            rows = List.copyOf(rows);
        }
    }
}
