package io.streamhouse.streaming;

import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import io.streamhouse.store.JobLedger;
import io.streamhouse.store.LedgerJob;
import io.streamhouse.store.LedgerJob.Hindrance;
import io.streamhouse.store.LedgerJob.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done with a streaming statement. Each act can be repeated after it was cut off anywhere: a job's id is in
 * the ledger before the job is submitted, and a state is found by looking through the folders it may lie in.
 */
final class JobActs {

    /** Whoever did something to a job past the console. */
    static final Actor ANOTHER_CLIENT = new Actor("another client");

    static final int FAILURES_BORNE = 5;

    private static final Logger LOG = LoggerFactory.getLogger(JobActs.class);

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(3);
    private static final Duration PLACE_PATIENCE = Duration.ofMinutes(2);
    private static final Duration END_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What Flink says of a state that does not fit the job. */
    private static final Pattern STATE_REFUSED = Pattern.compile(
            "Failed to rollback|Cannot map (?:checkpoint|savepoint|operator)|state serializer"
                    + "|StateMigration|max parallelism mismatch|_metadata|Cannot recover from this checkpoint"
                    + "|had been recreated|snapshot with id \\d+ has expired",
            Pattern.CASE_INSENSITIVE);

    private static final String NAME_TWICE = "Hash collision on user-specified ID";

    private static final String START_ANEW =
            "Start it anew: it then reads its sources from where the statement says, and what it has written stays";

    private final JobLedger ledger;
    private final JobSurroundings surroundings;
    private final JobWitness witness;
    private final InstantSource clock;
    private final BooleanSupplier closed;
    private final Submitter submitter;

    JobActs(
            JobLedger ledger,
            JobSurroundings surroundings,
            JobWitness witness,
            InstantSource clock,
            BooleanSupplier closed) {
        this.ledger = ledger;
        this.surroundings = surroundings;
        this.witness = witness;
        this.clock = clock;
        this.closed = closed;
        this.submitter = new Submitter(closed);
    }

    /** Where jobs run and leave their state. */
    record Cluster(Jobs jobs, StateFiles files) {}

    /** Submits the statement, from the state it left if it left one. */
    void start(Cared cared, Cluster at) {
        LedgerJob state = cared.ledger();
        boolean again = state.job().isPresent();
        if (again && !at.files().checkpoints(state.job().get()).isEmpty()) {
            settle(cared, at);
            return;
        }
        if (state.resume().isPresent() && !exists(at.files(), state.resume().get())) {
            cared.update(change -> change.hindered(Hindrance.LOST).problem(lost()));
            return;
        }
        if (Statements.kind(state.origin().statement()) == StatementKind.CREATE_TABLE_AS) {
            cared.update(change -> change.hindered(Hindrance.REFUSED).problem(makesItsTable(state)));
            return;
        }
        JobId job = state.job().orElseGet(() -> nextJob(state));
        if (!again) {
            cared.update(change -> change.submitting(job));
        }
        try {
            boolean submitted = submitter.submit(
                    surroundings.engine(),
                    surroundings.sessionSettings(),
                    state.origin(),
                    job,
                    state.resume(),
                    state.plan(),
                    !state.unnamed());
            if (!submitted) {
                failed(cared, Problem.of(ErrorCode.INVALID_STATEMENT, "the plan is another one now"), true);
                return;
            }
        } catch (ProblemException e) {
            if (!state.unnamed() && e.problem().what().contains(NAME_TWICE)) {
                cared.update(LedgerJob.Change::unnamed);
                return;
            }
            if (at.jobs().find(job).isEmpty()) {
                throw e;
            }
        }
        cared.update(LedgerJob.Change::seen);
        state.earlier().ifPresent(before -> witness.resumed(state.wishedBy(), before, job, state.connection()));
        LOG.info("Streaming statement {} runs as job {}", state.uid(), job);
    }

    private static Problem makesItsTable(LedgerJob state) {
        return Problem.of(
                ErrorCode.NOT_SUPPORTED,
                "A statement that makes its own table can't be submitted a second time",
                "Drop it, and run an INSERT INTO … SELECT over the same query"
                        + state.resume()
                                .map(point -> " after SET '" + Submitter.RECOVERY_PATH + "' = '" + point.path() + "'")
                                .orElse(""));
    }

    /** Ids made from the ledger: whoever repeats a submission after a crash repeats its id. */
    private static JobId nextJob(LedgerJob state) {
        return new JobId(Digest.hex(state.uid() + "/" + state.epoch() + "/" + (state.attempt() + 1), 16));
    }

    /** From its first own checkpoint on a job needs nothing of the one before. */
    void place(Cared cared, Cluster at) {
        notePlan(cared);
        LedgerJob state = cared.ledger();
        JobId job = state.job().orElseThrow();
        OwnCheckpoint own = ownCheckpoint(at, job);
        long taken = own.known() ? own.id() : at.jobs().checkpoint(job, PLACE_PATIENCE);
        cared.update(change -> change.placed(taken));
        quietly(() -> {
            disposeSavepoints(at.files(), state, taken);
            state.earlier().filter(before -> !before.equals(job)).ifPresent(at.files()::dispose);
            state.resume()
                    .filter(point -> !point.savepoint())
                    .flatMap(JobActs::jobOf)
                    .filter(before -> !before.equals(job))
                    .ifPresent(at.files()::dispose);
        });
    }

    /** A state must not be taken up by a plan that finds its old operators in it and nothing for its new ones. */
    private void notePlan(Cared cared) {
        if (cared.ledger().plan().isPresent() || closed.getAsBoolean()) {
            return;
        }
        try {
            submitter
                    .plan(
                            surroundings.engine(),
                            surroundings.sessionSettings(),
                            cared.ledger().origin())
                    .ifPresent(plan -> cared.update(change -> change.plan(plan)));
        } catch (ProblemException e) {
            LOG.info(
                    "The plan of streaming statement {} is not known: {}",
                    cared.uid(),
                    e.problem().what());
        }
    }

    /** @param id 0 if there is none */
    private record OwnCheckpoint(long id) {
        boolean known() {
            return id > 0;
        }
    }

    private static OwnCheckpoint ownCheckpoint(Cluster at, JobId job) {
        return new OwnCheckpoint(at.jobs().checkpoints(job).history().stream()
                .filter(one -> one.status() == JobCheckpoints.Status.COMPLETED && !one.savepoint())
                .mapToLong(JobCheckpoints.Checkpoint::id)
                .max()
                .orElse(0));
    }

    /** Stops the job as somebody wishes. One whose savepoint fails runs on, and so does the wish that it run. */
    void stop(Cared cared, Cluster at) {
        try {
            stop(cared, at, STOP_PATIENCE);
        } catch (ProblemException e) {
            if (e.problem().code() != ErrorCode.EXECUTION_FAILED) {
                throw e;
            }
            cared.update(change -> change.wish(
                            Wish.RUN, cared.ledger().wishedBy(), cared.ledger().wishedAt())
                    .problem(Problem.of(
                            ErrorCode.EXECUTION_FAILED,
                            "It could not be stopped and runs on: "
                                    + e.problem().what(),
                            "Stop it again; or drop it, which gives its state up")));
        }
    }

    /** Stops the running job with a savepoint: nothing is lost, and the next one goes on exactly there. */
    void stop(Cared cared, Cluster at, Duration patience) {
        notePlan(cared);
        LedgerJob state = cared.ledger();
        JobId job = state.job().orElseThrow();
        String folder = folder(at.files(), state);
        String path = at.jobs().stopWithSavepoint(job, folder, patience);
        ResumePoint point = at.files().savepoints(folder).stream()
                .filter(candidate -> plain(candidate.path()).equals(plain(path)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.WAREHOUSE_FAILED, "The savepoint just taken can't be found: " + path));
        disposeEarlier(at.files(), state, point);
        cared.update(change -> change.ended(Optional.of(point)));
        LOG.info("Streaming statement {} rests in {}", state.uid(), path);
        JobSummary last = at.jobs().find(job).or(() -> cared.job).orElseThrow();
        witness.stopped(
                state.wish() == Wish.STOP ? state.wishedBy() : Actor.CONSOLE, last, state.connection(), point.path());
        quietly(() -> {
            at.files().dispose(job);
            disposeSavepoints(at.files(), state, point.checkpointId());
        });
    }

    /** Deletes this epoch's savepoints older than a checkpoint that is complete, and those that never were. */
    private static void disposeSavepoints(StateFiles files, LedgerJob state, long olderThan) {
        String folder = folder(files, state);
        files.savepoints(folder).stream()
                .filter(point -> point.checkpointId() < olderThan)
                .forEach(point -> files.dispose(point.path()));
        files.unfinished(folder).forEach(files::dispose);
    }

    /**
     * Deletes what the job before left, should that one's place be taken before it was {@linkplain #place let go of}:
     * from here on nobody remembers it. Comes before the ledger forgets it; repeated, it finds nothing.
     */
    private void disposeEarlier(StateFiles files, LedgerJob state, ResumePoint kept) {
        quietly(() -> Stream.concat(
                        state.earlier().stream(),
                        state.resume().filter(point -> !point.savepoint()).flatMap(JobActs::jobOf).stream())
                .distinct()
                .filter(before ->
                        !state.job().equals(Optional.of(before)) && !jobOf(kept).equals(Optional.of(before)))
                .forEach(files::dispose));
    }

    /** Ends a job that is in no state to take a savepoint; its newest checkpoint is where it goes on. */
    void halt(Cared cared, Cluster at) {
        end(cared.ledger().job().orElseThrow(), at);
        settle(cared, at);
    }

    private void end(JobId job, Cluster at) {
        Optional<JobSummary> now = at.jobs().find(job);
        if (now.isEmpty() || now.get().state().terminal()) {
            return;
        }
        at.jobs().cancel(job);
        long deadline = System.nanoTime() + END_PATIENCE.toNanos();
        while (!at.jobs().find(job).map(summary -> summary.state().terminal()).orElse(true)) {
            if (System.nanoTime() > deadline || closed.getAsBoolean()) {
                throw new ProblemException(ErrorCode.TIMEOUT, "Its job has not ended yet");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Finds the newest state of a job that is gone; where there should be one and is none, that is said. */
    void settle(Cared cared, Cluster at) {
        LedgerJob state = cared.ledger();
        Optional<ResumePoint> newest = newest(state, at.files());
        boolean untouched = state.resume().isEmpty() && (!state.seen() || neverCheckpointed(state, at));
        newest.ifPresent(point -> disposeEarlier(at.files(), state, point));
        cared.update(change -> {
            LedgerJob.Change next = change.ended(newest);
            return newest.isPresent() || untouched
                    ? next
                    : next.hindered(Hindrance.LOST).problem(lost());
        });
    }

    private static Problem lost() {
        return Problem.of(
                ErrorCode.EXECUTION_FAILED,
                "Its job is gone and no state of it is left, so it is not known how far it had come",
                START_ANEW + ", so that rows may be there twice in a table without a primary key");
    }

    /** Whether the cluster remembers the job, and that nothing of it can have been committed. */
    private static boolean neverCheckpointed(LedgerJob state, Cluster at) {
        boolean known = state.job().flatMap(at.jobs()::find).isPresent();
        return known && at.jobs().checkpoints(state.job().orElseThrow()).completed() == 0;
    }

    private static Optional<ResumePoint> newest(LedgerJob state, StateFiles files) {
        List<ResumePoint> found = new ArrayList<>(files.savepoints(folder(files, state)));
        state.job().ifPresent(job -> found.addAll(files.checkpoints(job)));
        state.earlier().ifPresent(job -> found.addAll(files.checkpoints(job)));
        state.resume().filter(point -> exists(files, point)).ifPresent(found::add);
        return found.stream()
                .filter(point -> point.checkpointId() >= state.oldestUsable())
                .max(Comparator.comparingLong(ResumePoint::checkpointId).thenComparing(ResumePoint::savepoint));
    }

    private static boolean exists(StateFiles files, ResumePoint point) {
        String path = plain(point.path());
        List<ResumePoint> there = point.savepoint()
                ? files.savepoints(parent(point.path()))
                : jobOf(point).map(files::checkpoints).orElse(List.of());
        return there.stream().anyMatch(one -> plain(one.path()).equals(path));
    }

    /** A retained checkpoint lies in a folder named after its job. */
    private static Optional<JobId> jobOf(ResumePoint checkpoint) {
        String folder = parent(checkpoint.path());
        String name = folder.substring(folder.lastIndexOf('/') + 1);
        return name.matches("[0-9a-f]{32}") ? Optional.of(new JobId(name)) : Optional.empty();
    }

    private static String parent(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.substring(0, Math.max(0, bare.lastIndexOf('/')));
    }

    private static String plain(String path) {
        String plain = path.replaceFirst("^file:/+", "/");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Savepoints of an epoch lie together. */
    private static String folder(StateFiles files, LedgerJob state) {
        String base = files.savepointFolder(state.uid());
        return (base.endsWith("/") ? base : base + "/") + "e" + state.epoch();
    }

    /** The job has failed for good. */
    void fail(Cared cared, Cluster at) {
        JobId job = cared.ledger().job().orElseThrow();
        List<JobFailure> failures = at.jobs().failures(job);
        String cause = failures.isEmpty()
                ? "Its job failed, and the cluster does not say why"
                : failures.getFirst().rootCause();
        settle(cared, at);
        failed(
                cared,
                Problem.of(ErrorCode.EXECUTION_FAILED, cause),
                failures.stream().limit(1).anyMatch(JobActs::refusesState));
    }

    /** Whether what a job met means that its state is of no use to it. */
    static boolean refusesState(JobFailure failure) {
        return STATE_REFUSED.matcher(failure.stackTrace()).find();
    }

    /** The job meets its state again and again and can't use it. */
    void refuse(Cared cared, Cluster at) {
        JobId job = cared.ledger().job().orElseThrow();
        Problem why = cared.trouble.orElseGet(() -> Problem.of(ErrorCode.EXECUTION_FAILED, "the engine refused it"));
        end(job, at);
        settle(cared, at);
        failed(cared, why, true);
    }

    /** Counts a failure; the fifth in a row is the last. */
    void failed(Cared cared, Problem why, boolean stateRefused) {
        if (cared.ledger().hindrance() == Hindrance.LOST) {
            return;
        }
        if (stateRefused && cared.ledger().resume().isPresent()) {
            Problem refused = Problem.of(
                    why.code(),
                    "What it reads or writes has changed, and its state does not fit any more: " + why.what(),
                    "Undo the change and start it again. Or " + lowerFirst(START_ANEW)
                            + ", so that rows may be there twice in a table without a primary key");
            cared.update(change -> change.failed(refused, clock.instant()).hindered(Hindrance.REFUSED));
            return;
        }
        boolean tired = cared.ledger().failures() + 1 >= FAILURES_BORNE;
        Problem told = tired
                ? Problem.of(
                        why.code(),
                        "It has failed " + FAILURES_BORNE + " times in a row and rests. The last time: " + why.what(),
                        why.nextStep().map(step -> step + " Then s").orElse("Mend the cause, then s")
                                + "tart it again: it goes on where it stood")
                : why;
        cared.update(change -> {
            LedgerJob.Change next = change.failed(told, clock.instant());
            return tired ? next.hindered(Hindrance.TIRED) : next;
        });
    }

    private static String lowerFirst(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** Somebody cancelled the job past the console: that is followed, not put right. */
    void follow(Cared cared, Cluster at) {
        settle(cared, at);
        stoppedElsewhere(cared, "Its job was cancelled by another client");
    }

    private void stoppedElsewhere(Cared cared, String what) {
        cared.update(change -> {
            LedgerJob.Change next = change.wish(Wish.STOP, ANOTHER_CLIENT, clock.instant());
            return cared.ledger().hindrance() == Hindrance.LOST
                    ? next
                    : next.problem(Problem.of(ErrorCode.CANCELLED, what, "Start it again, or drop it"));
        });
    }

    /**
     * The job came to an end: its own, or a savepoint's.
     *
     * @return whether there is nothing left of it to care for
     */
    boolean conclude(Cared cared, Cluster at) {
        LedgerJob state = cared.ledger();
        JobId job = state.job().orElseThrow();
        Optional<JobCheckpoints.Checkpoint> last = at.jobs().checkpoints(job).history().stream()
                .filter(one -> one.status() == JobCheckpoints.Status.COMPLETED)
                .max(Comparator.comparingLong(JobCheckpoints.Checkpoint::id))
                .filter(one -> one.savepoint() && one.externalPath().isPresent());
        if (last.isEmpty()) {
            LOG.info("Streaming statement {} has come to its end", state.uid());
            forget(cared, at);
            return true;
        }
        ResumePoint point = new ResumePoint(
                last.get().externalPath().orElseThrow(), last.get().id(), true);
        boolean ours = plain(point.path()).startsWith(plain(folder(at.files(), state)) + "/");
        cared.update(change -> change.ended(Optional.of(point)));
        if (!ours) {
            stoppedElsewhere(cared, "Its job was stopped by another client");
        }
        return false;
    }

    /** Ends the job and forgets the statement. */
    void drop(Cared cared, Cluster at) {
        cared.ledger().job().ifPresent(job -> end(job, at));
        forget(cared, at);
    }

    private void forget(Cared cared, Cluster at) {
        LedgerJob state = cared.ledger();
        quietly(() -> {
            disposeState(state, at.files());
            at.files().dispose(at.files().savepointFolder(state.uid()));
        });
        ledger.forget(state.uid());
    }

    /** Deletes what a statement that begins anew left behind. */
    void disposeState(LedgerJob before, StateFiles files) {
        before.job().ifPresent(files::dispose);
        before.earlier().ifPresent(files::dispose);
        before.resume()
                .filter(point -> !point.savepoint())
                .flatMap(JobActs::jobOf)
                .ifPresent(files::dispose);
        files.dispose(folder(files, before));
    }

    /** Files that can't be deleted now are a pity, no reason to stop. */
    void quietly(Runnable cleaning) {
        try {
            cleaning.run();
        } catch (ProblemException e) {
            LOG.warn("State that nobody needs is left behind: {}", e.problem().what());
        }
    }
}
