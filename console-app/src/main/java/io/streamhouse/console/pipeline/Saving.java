package io.streamhouse.console.pipeline;

import io.streamhouse.model.Actor;
import io.streamhouse.model.Problem;
import java.time.Instant;

/** Whether what is on the page would be there again after a reload. */
public sealed interface Saving {

    /** It would: as a draft, or as the version that was kept last. */
    record Saved() implements Saving {}

    /** It is being saved. */
    record UnderWay() implements Saving {}

    /**
     * Another window has changed the same pipeline since. Nothing of this one is saved until a person has chosen
     * between the two, and nothing of either is lost.
     *
     * @param theirs what the other window has
     */
    record Conflict(Actor by, Instant at, PipelineContent theirs) implements Saving {}

    /** It could not be saved; every further change tries again. */
    record Failed(Problem problem) implements Saving {}
}
