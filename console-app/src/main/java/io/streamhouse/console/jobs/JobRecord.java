package io.streamhouse.console.jobs;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.RelationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the console knows of a job beyond what the cluster remembers.
 *
 * @param name as the cluster reported it last; empty until it did
 * @param connection name of the engine connection it ran on
 * @param origin what started it; empty for a job that another client submitted
 * @param savepoint what it was stopped with, if it was stopped here
 * @param resumedAs the job that went on from the savepoint
 * @param resumedFrom the job whose savepoint this one started from
 */
public record JobRecord(
        JobId id,
        Optional<String> name,
        String connection,
        Actor actor,
        Optional<Origin> origin,
        Instant recordedAt,
        Optional<Savepoint> savepoint,
        Optional<JobId> resumedAs,
        Optional<JobId> resumedFrom) {

    /** What a person calls it: the relations it fed, or else its name. */
    public String title() {
        List<RelationId> feeds = name.map(FedRelations::of).orElse(List.of());
        return feeds.isEmpty() ? name.orElse(id.value()) : FedRelations.words(feeds);
    }

    /**
     * The statement that started a job and the session it ran in.
     *
     * @param statement for people; rows of older versions have it as it was written: show {@link #shown()} instead
     */
    public record Origin(
            String statement,
            ExecutionMode mode,
            Optional<String> catalog,
            Optional<String> database,
            Map<String, String> configuration) {

        public Origin {
            configuration = Map.copyOf(configuration);
        }

        /** The statement for people: secrets hidden. */
        public String shown() {
            return Redactor.text(statement);
        }

        @Override
        public String toString() {
            return "Origin[" + shown() + "]";
        }
    }

    /** Where a job can be resumed from, and who stopped it. */
    public record Savepoint(String path, Instant stoppedAt, Actor stoppedBy) {}
}
