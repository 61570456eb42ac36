package io.streamhouse.console.pipeline;

import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a pipeline does now.
 *
 * @param revision the version that runs, or ran last; empty if none did, or it is not known
 * @param statement uid of the streaming statement that writes its tables, if it runs as one
 * @param job the job that works for it now
 * @param views the materialized views among its targets that are there
 * @param since when it was started; of a batch run that has ended, when it ended
 * @param problem why it failed, or does not run as wished
 */
public record PipelineStatus(
        State state,
        OptionalLong revision,
        Optional<String> statement,
        Optional<JobId> job,
        List<RelationId> views,
        Optional<Instant> since,
        Optional<Problem> problem) {

    public static final PipelineStatus AT_REST = new PipelineStatus(
            State.AT_REST,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    public PipelineStatus {
        views = List.copyOf(views);
    }

    /** Nothing is known of it now. */
    static PipelineStatus unknown(Problem why) {
        return new PipelineStatus(
                State.UNKNOWN,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(why));
    }

    /** What a person is told in a word. */
    public enum State {
        /** Never started, or nothing is left of it. */
        AT_REST,
        STARTING,
        RUNNING,
        /** The engine or the console starts it again by itself. */
        RESTARTING,
        STOPPING,
        /** Stopped with its place kept: it goes on from there. */
        STOPPED,
        /** A batch run that came to its end. */
        FINISHED,
        FAILED,
        /** Its engine does not answer, or is not the one in use. */
        UNKNOWN;

        /** Whether it has to be stopped before something else can be done with it. */
        public boolean active() {
            return this == STARTING || this == RUNNING || this == RESTARTING || this == STOPPING;
        }
    }
}
