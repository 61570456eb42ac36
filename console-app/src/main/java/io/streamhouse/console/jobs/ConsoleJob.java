package io.streamhouse.console.jobs;

import io.streamhouse.model.JobSummary;
import io.streamhouse.model.RelationId;
import io.streamhouse.streaming.ManagedJob;
import java.util.List;
import java.util.Optional;

/**
 * A job as the cluster reports it, and what the console knows of it.
 *
 * @param feeds the relations it writes to; empty for a query, and for a job whose name was chosen by hand
 * @param owner what the console runs it for by itself; empty for a job that a person started
 * @param statement the streaming statement it runs, or ran before that was stopped
 */
public record ConsoleJob(
        JobSummary summary,
        List<RelationId> feeds,
        Optional<JobRecord> record,
        Optional<JobOwner.Ownership> owner,
        Optional<ManagedJob> statement) {

    public ConsoleJob {
        feeds = List.copyOf(feeds);
    }

    /** Whether a person can have the console start its statement again from where it stopped. */
    public boolean resumable() {
        return statement
                .filter(kept -> kept.state().startable() && !kept.onlyAnew())
                .isPresent();
    }

    /** What a person calls it: the relations it feeds, or else the name the cluster has. */
    public String title() {
        return feeds.isEmpty() ? summary.name() : FedRelations.words(feeds);
    }
}
