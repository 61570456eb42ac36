package io.streamhouse.store;

import io.streamhouse.model.Actor;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.ResumePoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a streaming statement that is cared for.
 *
 * @param connection name of the engine connection it runs on
 * @param epoch counts how often it was started anew: state of one epoch belongs together
 * @param attempt counts the jobs of all epochs, so that each has an id of its own
 * @param job the job that was submitted, or was about to be, and whose end has not been dealt with
 * @param seen whether the cluster is known to have had that job
 * @param placed whether that job has completed a checkpoint of its own, so that nothing older is needed
 * @param earlier the job before it, whose checkpoints may still be needed
 * @param resume what the next job is to start from, or this one did; empty for the statement's own beginning
 * @param oldestUsable the lowest checkpoint id that may be resumed: what came after an older one is written already
 * @param unnamed whether its operators can't be named, since it reads or writes one name twice
 * @param plan tells the plan that its state belongs to from others; empty until it is known
 * @param hindrance why it is not to be started again without a person
 * @param failures failures in a row
 * @param problem what went wrong last and has not been mended since
 */
public record LedgerJob(
        String uid,
        String connection,
        Origin origin,
        Wish wish,
        Actor wishedBy,
        Instant wishedAt,
        int epoch,
        int attempt,
        Optional<JobId> job,
        boolean seen,
        boolean placed,
        Optional<JobId> earlier,
        Optional<ResumePoint> resume,
        long oldestUsable,
        boolean unnamed,
        Optional<String> plan,
        Hindrance hindrance,
        int failures,
        Optional<Instant> failedAt,
        Optional<Problem> problem) {

    /** What is wished of it. */
    public enum Wish {
        RUN,
        STOP,
        /** To be cancelled and forgotten. */
        DROP
    }

    /** Why it rests although it is to run. */
    public enum Hindrance {
        NONE,
        /** It has failed too often; whoever has mended the cause starts it again. */
        TIRED,
        /** Its state does not fit the statement any more. */
        REFUSED,
        /** Where it stood is not known: it can only be started anew. */
        LOST
    }

    /**
     * A statement of the session before, such as one that made a temporary table.
     *
     * @param statement as it was written: may hold secrets
     * @param catalog the session's current catalog when it ran
     */
    public record Preparation(String statement, Optional<String> catalog, Optional<String> database) {
        @Override
        public String toString() {
            return "Preparation[" + Redactor.text(statement) + "]";
        }
    }

    /**
     * All that is needed to submit the statement again.
     *
     * @param statement as it was written: may hold secrets
     * @param preparations what the session must have run before, in order
     * @param configuration Flink options in force for it
     */
    public record Origin(
            Actor actor,
            String statement,
            List<Preparation> preparations,
            Optional<String> catalog,
            Optional<String> database,
            Map<String, String> configuration,
            Instant submittedAt) {

        public Origin {
            preparations = List.copyOf(preparations);
            configuration = Map.copyOf(configuration);
        }

        @Override
        public String toString() {
            return "Origin[" + actor.name() + ", " + Redactor.text(statement) + "]";
        }
    }

    /** A statement whose first job runs already, submitted by a person. */
    public static LedgerJob running(String uid, String connection, Origin origin, JobId job) {
        return new LedgerJob(
                uid,
                connection,
                origin,
                Wish.RUN,
                origin.actor(),
                origin.submittedAt(),
                0,
                0,
                Optional.of(job),
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                false,
                Optional.empty(),
                Hindrance.NONE,
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** A step from this state to the next. */
    public Change change() {
        return new Change(this);
    }

    /** Collects what changes at once. */
    public static final class Change {
        private final LedgerJob before;
        private Origin origin;
        private Wish wish;
        private Actor wishedBy;
        private Instant wishedAt;
        private int epoch;
        private int attempt;
        private Optional<JobId> job;
        private boolean seen;
        private boolean placed;
        private Optional<JobId> earlier;
        private Optional<ResumePoint> resume;
        private long oldestUsable;
        private boolean unnamed;
        private Optional<String> plan;
        private Hindrance hindrance;
        private int failures;
        private Optional<Instant> failedAt;
        private Optional<Problem> problem;

        private Change(LedgerJob before) {
            this.before = before;
            origin = before.origin;
            wish = before.wish;
            wishedBy = before.wishedBy;
            wishedAt = before.wishedAt;
            epoch = before.epoch;
            attempt = before.attempt;
            job = before.job;
            seen = before.seen;
            placed = before.placed;
            earlier = before.earlier;
            resume = before.resume;
            oldestUsable = before.oldestUsable;
            unnamed = before.unnamed;
            plan = before.plan;
            hindrance = before.hindrance;
            failures = before.failures;
            failedAt = before.failedAt;
            problem = before.problem;
        }

        /** Somebody wants something else of it. */
        public Change wish(Wish wanted, Actor by, Instant at) {
            wish = wanted;
            wishedBy = by;
            wishedAt = at;
            return this;
        }

        /** An option of its session is another one; it does the same. */
        public Change configured(String key, String value) {
            Map<String, String> options = new HashMap<>(origin.configuration());
            options.put(key, value);
            origin = new Origin(
                    origin.actor(),
                    origin.statement(),
                    origin.preparations(),
                    origin.catalog(),
                    origin.database(),
                    options,
                    origin.submittedAt());
            return this;
        }

        /** It begins again at its own beginning: what was kept of it so far is not used any more. */
        public Change anew() {
            epoch++;
            earlier = Optional.empty();
            resume = Optional.empty();
            oldestUsable = 0;
            plan = Optional.empty();
            return this;
        }

        /** A job is about to be submitted. */
        public Change submitting(JobId id) {
            attempt++;
            job = Optional.of(id);
            seen = false;
            placed = false;
            return this;
        }

        /** The cluster has the job. */
        public Change seen() {
            seen = true;
            return this;
        }

        /** The job has a checkpoint of its own. */
        public Change placed(long checkpoint) {
            placed = true;
            earlier = Optional.empty();
            oldestUsable = checkpoint;
            return this;
        }

        /** The job has ended and can be resumed from here. */
        public Change ended(Optional<ResumePoint> point) {
            earlier = job.or(() -> earlier);
            job = Optional.empty();
            seen = false;
            placed = false;
            resume = point;
            oldestUsable = point.map(ResumePoint::checkpointId).orElse(oldestUsable);
            return this;
        }

        /** Its operators are to have no names of their own, and the job that was refused for them is no more. */
        public Change unnamed() {
            unnamed = true;
            job = Optional.empty();
            return this;
        }

        /** Its state belongs to this plan. */
        public Change plan(String hash) {
            plan = Optional.of(hash);
            return this;
        }

        public Change hindered(Hindrance by) {
            hindrance = by;
            return this;
        }

        /** Something went wrong, again. */
        public Change failed(Problem why, Instant at) {
            problem = Optional.of(why);
            failedAt = Optional.of(at);
            failures++;
            return this;
        }

        /** Something is to be said of it. */
        public Change problem(Problem why) {
            problem = Optional.of(why);
            return this;
        }

        /** What went wrong is mended, or a person says that it is. */
        public Change healthy() {
            hindrance = Hindrance.NONE;
            problem = Optional.empty();
            failedAt = Optional.empty();
            failures = 0;
            return this;
        }

        public LedgerJob result() {
            return new LedgerJob(
                    before.uid,
                    before.connection,
                    origin,
                    wish,
                    wishedBy,
                    wishedAt,
                    epoch,
                    attempt,
                    job,
                    seen,
                    placed,
                    earlier,
                    resume,
                    oldestUsable,
                    unnamed,
                    plan,
                    hindrance,
                    failures,
                    failedAt,
                    problem);
        }
    }
}
