package io.streamhouse.streaming;

import io.streamhouse.model.Actor;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;

/** Told of what is done to jobs, to keep a record of each. */
public interface JobWitness {

    /** A job was stopped; {@code savepoint} is where it can be resumed from. */
    void stopped(Actor by, JobSummary job, String connection, String savepoint);

    /** {@code next} goes on where {@code before} ended. */
    void resumed(Actor by, JobId before, JobId next, String connection);
}
