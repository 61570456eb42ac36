package io.streamhouse.console.jobs;

import io.streamhouse.console.settings.EngineFarewell;
import io.streamhouse.console.settings.Submission;
import io.streamhouse.console.settings.SubmissionListener;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.store.LedgerJob;
import io.streamhouse.streaming.ManagedJob;
import io.streamhouse.streaming.ManagedJobs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The streaming statements that people have started, for pages and HTTP calls. They are kept running until somebody
 * stops or drops them. A call returns when what was asked for has come about.
 *
 * <p>Calls that name one throw {@link ProblemException} with NOT_FOUND for one that is not known.
 */
@Service
public class StreamingStatements implements SubmissionListener, EngineFarewell {

    /** The id of a job that a loop of the console's own submits. */
    private static final String CHOSEN_ID = "$internal.pipeline.job-id";

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(3);
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration DROP_PATIENCE = Duration.ofSeconds(70);

    private static final Set<ManagedJob.State> STOPPING = Set.of(ManagedJob.State.STOPPING, ManagedJob.State.UNKNOWN);

    private final ManagedJobs managed;
    private final InstantSource clock;

    StreamingStatements(ManagedJobs managed, InstantSource clock) {
        this.managed = managed;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        managed.start();
    }

    @Override
    public void submitted(Submission submission) {
        boolean person = !submission.actor().equals(Actor.CONSOLE)
                && !submission.configuration().containsKey(CHOSEN_ID);
        if (submission.mode() == ExecutionMode.STREAMING && person) {
            LedgerJob.Origin origin = new LedgerJob.Origin(
                    submission.actor(),
                    submission.sql(),
                    submission.before().stream()
                            .map(before -> new LedgerJob.Preparation(before.sql(), before.catalog(), before.database()))
                            .toList(),
                    submission.catalog(),
                    submission.database(),
                    submission.configuration(),
                    clock.instant());
            managed.care(submission.connection(), origin, submission.job());
        }
    }

    @Override
    public void leaving(Jobs jobs, StateFiles files, String connection) {
        managed.rest(jobs, files, connection);
    }

    /** The latest submitted first. */
    public List<ManagedJob> list() {
        return managed.list();
    }

    public ManagedJob get(String uid) {
        return managed.get(uid);
    }

    /** The statement that a job runs, or ran before it was stopped. */
    public Optional<ManagedJob> of(JobId job) {
        return managed.of(job);
    }

    /**
     * Stops a statement's job with a savepoint.
     *
     * @throws ProblemException INVALID_REQUEST if it is stopped already; EXECUTION_FAILED if the savepoint fails, the
     *     job then runs on; TIMEOUT
     */
    public ManagedJob stop(Actor actor, String uid) {
        managed.stop(actor, uid);
        Optional<ManagedJob> now = managed.await(
                uid,
                STOP_PATIENCE,
                seen -> seen.filter(one -> STOPPING.contains(one.state())).isEmpty());
        return now.filter(seen -> seen.state() == ManagedJob.State.STOPPED)
                .orElseThrow(() -> new ProblemException(now.flatMap(ManagedJob::problem)
                        .orElseGet(() -> Problem.of(
                                ErrorCode.INVALID_REQUEST, "It came to its own end before it could be stopped"))));
    }

    /**
     * Starts a statement that rests, from where it stood.
     *
     * @param anew from its own beginning instead: its state is given up, and rows it has written stay
     * @throws ProblemException INVALID_REQUEST if it runs, or can only be started anew; EXECUTION_FAILED and what else
     *     keeps it from running: it is then tried again by itself
     */
    public ManagedJob start(Actor actor, String uid, boolean anew) {
        managed.start(actor, uid, anew);
        Optional<ManagedJob> now = managed.await(
                uid,
                START_PATIENCE,
                seen -> seen.filter(one -> one.state() == ManagedJob.State.STARTING)
                        .isEmpty());
        boolean failed = now.map(ManagedJob::state)
                .filter(state -> state == ManagedJob.State.RETRYING || state == ManagedJob.State.FAILED)
                .isPresent();
        if (failed) {
            throw new ProblemException(now.flatMap(ManagedJob::problem)
                    .orElseGet(() -> Problem.of(ErrorCode.EXECUTION_FAILED, "It could not be started")));
        }
        return now.orElseThrow(() -> new ProblemException(
                ErrorCode.INVALID_REQUEST, "It has come to its own end", "Run its statement again in the SQL page"));
    }

    /** The one that was started for something last; see {@link ManagedJob#STARTED_FOR}. */
    public Optional<ManagedJob> startedFor(Predicate<String> what) {
        return managed.list().stream()
                .filter(job -> job.startedFor().filter(what).isPresent())
                .findFirst();
    }

    /** From now on a statement works for something else, doing the same. */
    public void workFor(Actor actor, String uid, String startedFor) {
        managed.workFor(actor, uid, startedFor);
    }

    /** Cancels a statement's job, deletes its state and forgets it, with its secrets. What it has written stays. */
    public void drop(Actor actor, String uid) {
        managed.drop(actor, uid);
        managed.await(uid, DROP_PATIENCE, Optional::isEmpty);
    }
}
