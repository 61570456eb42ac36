package io.streamhouse.plan;

import io.streamhouse.model.Position;
import java.util.Optional;

/** Whether the result of a query can be kept equal to it by applying the changes of its sources. */
public sealed interface Maintainability {

    /** It can: the result after any changes equals the query computed anew. */
    record Incremental() implements Maintainability {}

    /**
     * It can, as long as no change comes behind the watermark: later ones are dropped without a word.
     *
     * @param construct what drops them, such as {@code window aggregation}
     * @param where its place in the query; empty if it stands in a view that the query reads
     */
    record DropsLateChanges(String construct, Optional<Position> where) implements Maintainability {}

    /**
     * It can't: the query has to be computed anew.
     *
     * @param construct what stands against it, such as {@code LIMIT}
     * @param why in a sentence for the person who wrote the query, way out included where there is one
     * @param where its place in the query; empty if it is the query as a whole or stands in a view that the query reads
     */
    record FullOnly(String construct, String why, Optional<Position> where) implements Maintainability {}
}
