package io.streamhouse.console.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person did to a pipeline, step by step, to be undone and done again. */
final class EditHistory {

    private static final int MOST_STEPS = 200;

    /** What is done to the same thing again before so long has passed belongs to the same step. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** What can be gone back to. */
    record Moment(String name, PipelineContent content) {

        Moment with(PipelineContent other) {
            return new Moment(name, other);
        }
    }

    private record Done(String words, Moment moment) {}

    private final InstantSource clock;
    private final Deque<Done> undo = new ArrayDeque<>();
    private final Deque<Done> redo = new ArrayDeque<>();
    private String lastKey = "";
    private Instant lastAt = Instant.EPOCH;

    EditHistory(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Something was done.
     *
     * @param key same for what is done to the same thing; empty for what is always a step of its own
     */
    void did(String words, String key, Moment before) {
        Instant now = clock.instant();
        boolean goesOn = !key.isEmpty()
                && key.equals(lastKey)
                && !undo.isEmpty()
                && lastAt.plus(PAUSE).isAfter(now);
        if (!goesOn) {
            undo.push(new Done(words, before));
            if (undo.size() > MOST_STEPS) {
                undo.removeLast();
            }
        }
        redo.clear();
        lastKey = key;
        lastAt = now;
    }

    /** What would be undone, in words. */
    Optional<String> undo() {
        return Optional.ofNullable(undo.peek()).map(Done::words);
    }

    Optional<String> redo() {
        return Optional.ofNullable(redo.peek()).map(Done::words);
    }

    /** The moment before the last step; null if there is none. */
    @Nullable Moment undo(Moment now) {
        return go(undo, redo, now);
    }

    /** The moment after the step undone last; null if there is none. */
    @Nullable Moment redo(Moment now) {
        return go(redo, undo, now);
    }

    private @Nullable Moment go(Deque<Done> from, Deque<Done> to, Moment now) {
        lastKey = "";
        if (from.isEmpty()) {
            return null;
        }
        Done done = from.pop();
        to.push(new Done(done.words(), now));
        return done.moment();
    }
}
