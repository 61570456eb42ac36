package io.streamhouse.console.jobs;

import io.streamhouse.model.JobSummary;
import java.util.Optional;

/** A feature that starts and stops jobs by itself. A bean of this type says which, so that a person sees whose a job is. */
public interface JobOwner {

    /** Whose the job is; empty if it is not this feature's. Called for every job at every look: answers from memory. */
    Optional<Ownership> ownership(JobSummary job);

    /**
     * What a job belongs to.
     *
     * @param what such as {@code materialized view shop.revenue}
     * @param route of its page
     * @param advice what to do instead of stopping the job by hand, a sentence
     */
    record Ownership(String what, String route, String advice) {}
}
