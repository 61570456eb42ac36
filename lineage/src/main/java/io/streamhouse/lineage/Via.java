package io.streamhouse.lineage;

import io.streamhouse.model.Actor;
import java.time.Instant;

/** What makes rows of one relation out of rows of others. */
public sealed interface Via {

    /** The definition of the relation itself: a view or a materialized view. */
    record Definition() implements Via {}

    /**
     * A statement that somebody ran.
     *
     * @param at when it was run last
     * @param text as it was run, secrets taken out
     */
    record Statement(Actor actor, Instant at, String text) implements Via {}
}
