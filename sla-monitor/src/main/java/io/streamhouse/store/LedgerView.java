package io.streamhouse.store;

import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a view's refreshing.
 *
 * @param revision counts the changes of its wish
 * @param epoch counts its bootstraps: state, consumers and commits of one epoch belong together
 * @param attempt counts the jobs of all epochs, so that each has an id of its own
 * @param mode the mode it was last brought into; empty until it has its first content
 * @param intent what is being done to it; still there after a crash
 * @param job the job that was submitted, or was about to be, and has not been seen to end in order
 * @param resume where the stream of this epoch can be resumed from
 * @param streamIdentifier the last commit of this epoch's stream that was seen
 * @param content what its current version was made by
 * @param query the query this epoch computes
 * @param failures scheduled failures in a row
 * @param problem what went wrong last and has not been mended since
 * @param restingSince since when the place of its stream is kept without being read on from
 */
public record LedgerView(
        String uid,
        RelationId relation,
        long revision,
        int epoch,
        int attempt,
        Optional<RefreshMode> mode,
        boolean suspended,
        Optional<String> intent,
        Optional<JobId> job,
        Optional<ResumePoint> resume,
        long streamIdentifier,
        Content content,
        Optional<String> query,
        int failures,
        Optional<Instant> failedAt,
        Optional<Problem> problem,
        Optional<Instant> restingSince,
        Instant createdAt) {

    /** What made the version that readers see. */
    public enum Content {
        /** Nothing yet. */
        NONE,
        /** The stream of this epoch. */
        STREAM,
        /** A full refresh. */
        FULL
    }

    /** A view nothing has been done for yet. */
    public static LedgerView fresh(String uid, RelationId relation, Instant now) {
        return new LedgerView(
                uid,
                relation,
                1,
                0,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Content.NONE,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /** A step from this state to the next. */
    public Change change() {
        return new Change(this);
    }

    /** Collects what changes at once. */
    public static final class Change {
        private final LedgerView before;
        private long revision;
        private int epoch;
        private int attempt;
        private Optional<RefreshMode> mode;
        private boolean suspended;
        private Optional<String> intent;
        private Optional<JobId> job;
        private Optional<ResumePoint> resume;
        private long streamIdentifier;
        private Content content;
        private Optional<String> query;
        private int failures;
        private Optional<Instant> failedAt;
        private Optional<Problem> problem;
        private Optional<Instant> restingSince;

        private Change(LedgerView before) {
            this.before = before;
            revision = before.revision;
            epoch = before.epoch;
            attempt = before.attempt;
            mode = before.mode;
            suspended = before.suspended;
            intent = before.intent;
            job = before.job;
            resume = before.resume;
            streamIdentifier = before.streamIdentifier;
            content = before.content;
            query = before.query;
            failures = before.failures;
            failedAt = before.failedAt;
            problem = before.problem;
            restingSince = before.restingSince;
        }

        /** The wish was changed. */
        public Change revised() {
            revision++;
            return this;
        }

        /** A bootstrap begins: what the epoch before left can't be resumed any more. */
        public Change nextEpoch(String text) {
            epoch++;
            query = Optional.of(text);
            resume = Optional.empty();
            streamIdentifier = 0;
            return this;
        }

        /** A job is about to be submitted. */
        public Change submitting(JobId id) {
            attempt++;
            job = Optional.of(id);
            return this;
        }

        /** A job that was found at work. */
        public Change adopted(JobId id) {
            job = Optional.of(id);
            return this;
        }

        /** No job any more. */
        public Change noJob() {
            job = Optional.empty();
            return this;
        }

        public Change mode(RefreshMode reached) {
            mode = Optional.of(reached);
            return this;
        }

        public Change suspended(boolean now) {
            suspended = now;
            return this;
        }

        public Change intent(String what) {
            intent = Optional.of(what);
            return this;
        }

        public Change done() {
            intent = Optional.empty();
            return this;
        }

        public Change resume(Optional<ResumePoint> point) {
            resume = point;
            return this;
        }

        public Change content(Content made) {
            content = made;
            return this;
        }

        public Change streamIdentifier(long identifier) {
            streamIdentifier = identifier;
            return this;
        }

        public Change epoch(int known, int attempts) {
            epoch = known;
            attempt = attempts;
            return this;
        }

        public Change query(String text) {
            query = Optional.of(text);
            return this;
        }

        /** What this epoch computes is not the query's result any more, since its sources are others now. */
        public Change outdated() {
            query = Optional.of("");
            return this;
        }

        public Change restingSince(Optional<Instant> when) {
            restingSince = when;
            return this;
        }

        /** Something went wrong; {@code counted} if it was scheduled. */
        public Change failed(Problem why, Instant at, boolean counted) {
            problem = Optional.of(why);
            failedAt = Optional.of(at);
            failures += counted ? 1 : 0;
            return this;
        }

        /** Something went right. */
        public Change healthy() {
            problem = Optional.empty();
            failedAt = Optional.empty();
            failures = 0;
            return this;
        }

        public LedgerView result() {
            return new LedgerView(
                    before.uid,
                    before.relation,
                    revision,
                    epoch,
                    attempt,
                    mode,
                    suspended,
                    intent,
                    job,
                    resume,
                    streamIdentifier,
                    content,
                    query,
                    failures,
                    failedAt,
                    problem,
                    restingSince,
                    before.createdAt);
        }
    }
}
