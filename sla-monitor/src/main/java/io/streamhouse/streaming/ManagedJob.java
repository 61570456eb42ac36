package io.streamhouse.streaming;

import io.streamhouse.model.Actor;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A streaming statement that is cared for, as it was seen last.
 *
 * @param connection name of the engine connection it runs on
 * @param statement for people: secrets hidden
 * @param writes the relations it writes to
 * @param job the job that runs it, or is about to
 * @param earlier the job before that, or the last one if there is none now
 * @param resume what its job was started from, or the next one will be; empty for the statement's own beginning
 * @param wishedBy who started, stopped or dropped it last
 * @param onlyAnew whether it can't go on from where it stood
 * @param failures failures in a row
 * @param retryAt when it is tried again by itself
 * @param problem what went wrong, or why nothing is known
 * @param startedFor what it works for, in the words of the feature that started it; see {@link #STARTED_FOR}
 */
public record ManagedJob(
        String uid,
        String connection,
        Actor actor,
        Instant submittedAt,
        String statement,
        List<RelationId> writes,
        State state,
        Optional<JobId> job,
        Optional<JobId> earlier,
        Optional<ResumePoint> resume,
        Actor wishedBy,
        Instant wishedAt,
        boolean onlyAnew,
        int failures,
        Optional<Instant> retryAt,
        Optional<Problem> problem,
        Optional<String> startedFor) {

    /**
     * The option of a session that says what its streaming statements work for. Kept with them, so that a feature finds
     * its own again after a restart.
     */
    public static final String STARTED_FOR = "streamhouse.started-for";

    public ManagedJob {
        writes = List.copyOf(writes);
    }

    /** What becomes of it. */
    public enum State {
        STARTING,
        RUNNING,
        /** A task failed; the engine starts the job again from its last checkpoint. */
        RESTARTING,
        STOPPING,
        /** At rest by somebody's wish, its place kept. */
        STOPPED,
        /** It failed and is tried again. */
        RETRYING,
        /** It rests until somebody has looked at it. */
        FAILED,
        DROPPING,
        /** Its engine does not answer, or is not the one in use. */
        UNKNOWN;

        /** Whether it can be started by a person now. */
        public boolean startable() {
            return this == STOPPED || this == FAILED || this == RETRYING;
        }
    }

    /** What a person calls it: the relations it writes to, or else the statement's beginning. */
    public String title() {
        if (writes.isEmpty()) {
            return statement.length() <= TITLE ? statement : statement.substring(0, TITLE) + "…";
        }
        String first = writes.getFirst().toString();
        return writes.size() == 1 ? first : first + " and " + (writes.size() - 1) + " more";
    }

    private static final int TITLE = 60;
}
