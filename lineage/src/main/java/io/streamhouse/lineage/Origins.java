package io.streamhouse.lineage;

import java.util.Set;

/** Where a column comes from. */
public sealed interface Origins {

    /** @param edges none only for a column that is made of nothing that is read, like a literal or a count of rows */
    record Known(Set<Edge> edges) implements Origins {
        public Known {
            edges = Set.copyOf(edges);
        }
    }

    /** @param why what stands in the way, a sentence for people */
    record Unknown(String why) implements Origins {}
}
