package io.streamhouse.pipeline;

import io.streamhouse.model.JobDetail;

/** A job's operators, read from the names of its tasks. */
record JobOperators(JobDetail job) {

    static JobOperators of(JobDetail job) {
        return new JobOperators(job);
    }
}
