package io.streamhouse.streaming;

import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.Touch;
import io.streamhouse.sql.Touches;
import io.streamhouse.store.JobLedger;
import io.streamhouse.store.LedgerJob;
import io.streamhouse.store.LedgerJob.Hindrance;
import io.streamhouse.store.LedgerJob.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streaming statements that people have started, kept running until somebody stops or drops them: over failures,
 * over restarts of the console and of the engine, without a row lost or written twice. A call changes what is wished;
 * one loop makes it so.
 *
 * <p>Calls that name a statement throw {@link ProblemException} with NOT_FOUND for one that is not known.
 */
public final class ManagedJobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedJobs.class);

    private static final Duration ACT_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final JobSurroundings surroundings;
    private final InstantSource clock;
    private final JobLedger ledger;
    private final Map<String, Cared> entries = new ConcurrentHashMap<>();
    private final JobActs acts;
    private final JobLoop loop;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param store a database that holds the tables of {@code db/migration}
     * @param witness told of every job stopped and resumed
     */
    public ManagedJobs(JobSurroundings surroundings, DataSource store, InstantSource clock, JobWitness witness) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.ledger = new JobLedger(store);
        this.acts = new JobActs(ledger, surroundings, witness, clock, this::stopped);
        this.loop = new JobLoop(surroundings, entries, acts, clock, this::tellListeners);
    }

    private boolean stopped() {
        return loop.stopped();
    }

    /** Takes up what the ledger holds. */
    public void start() {
        ledger.jobs().forEach(job -> entries.put(job.uid(), new Cared(ledger, job)));
        loop.start();
    }

    /** Cares from now on for a statement whose job has just been submitted. */
    public ManagedJob care(String connection, LedgerJob.Origin origin, JobId job) {
        Optional<ManagedJob> known = of(job);
        if (known.isPresent()) {
            return known.get();
        }
        LedgerJob fresh = LedgerJob.running(UUID.randomUUID().toString(), connection, origin, job);
        ledger.add(fresh);
        Cared cared = new Cared(ledger, fresh);
        entries.put(fresh.uid(), cared);
        tellListeners();
        loop.poke();
        return seen(cared);
    }

    /** All of them, the latest submitted first. */
    public List<ManagedJob> list() {
        return entries.values().stream()
                .map(this::seen)
                .sorted(Comparator.comparing(ManagedJob::submittedAt).reversed().thenComparing(ManagedJob::uid))
                .toList();
    }

    public ManagedJob get(String uid) {
        return seen(find(uid));
    }

    /** The statement that a job runs, or ran before it was stopped. */
    public Optional<ManagedJob> of(JobId job) {
        Optional<JobId> wanted = Optional.of(job);
        return entries.values().stream()
                .filter(cared -> cared.ledger().job().equals(wanted)
                        || (cared.ledger().job().isEmpty()
                                && cared.ledger().earlier().equals(wanted)))
                .findFirst()
                .map(this::seen);
    }

    /**
     * Stops a statement's job with a savepoint; it stays stopped until somebody starts it.
     *
     * @throws ProblemException INVALID_REQUEST if it is stopped already
     */
    public void stop(Actor actor, String uid) {
        Cared cared = find(uid);
        if (cared.ledger().wish() != Wish.RUN) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "This statement is stopped, or about to be", "There is nothing to stop");
        }
        LOG.info("{} stops streaming statement {}", actor.name(), uid);
        wish(cared, change -> change.healthy().wish(Wish.STOP, actor, clock.instant()));
    }

    /**
     * Starts a statement that rests, from where it stood.
     *
     * @param anew from its own beginning instead: its state is given up, and rows it has written stay
     * @throws ProblemException INVALID_REQUEST if it runs, or can only be started anew
     */
    public void start(Actor actor, String uid, boolean anew) {
        Cared cared = find(uid);
        if (!holding(cared)) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "Something is being done with this statement", "Try again in a moment");
        }
        try {
            LedgerJob before = cared.ledger();
            ManagedJob now = seen(cared);
            if (!now.state().startable()) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "This statement can't be started now: it is " + now.state(),
                        "Stop it first");
            }
            if (before.hindrance() == Hindrance.LOST && !anew) {
                throw new ProblemException(before.problem()
                        .orElseGet(() ->
                                Problem.of(ErrorCode.INVALID_REQUEST, "No state of it is left", "Start it anew")));
            }
            LOG.info("{} starts streaming statement {}{}", actor.name(), uid, anew ? " anew" : "");
            wish(cared, change -> {
                LedgerJob.Change next = change.healthy().wish(Wish.RUN, actor, clock.instant());
                return anew ? next.ended(Optional.empty()).anew() : next;
            });
            if (anew) {
                acts.quietly(() -> acts.disposeState(before, surroundings.stateFiles()));
            }
        } finally {
            cared.acting.unlock();
        }
        loop.poke();
    }

    /**
     * Cancels a statement's job, deletes its state and forgets it, secrets included. Where its engine is not the one in
     * use, it is only forgotten: its job, if it has one, runs on there.
     */
    public void drop(Actor actor, String uid) {
        Cared cared = find(uid);
        LOG.info("{} drops streaming statement {}", actor.name(), uid);
        boolean here =
                surroundings.connection().equals(Optional.of(cared.ledger().connection()));
        if (here) {
            wish(cared, change -> change.healthy().wish(Wish.DROP, actor, clock.instant()));
        } else {
            ledger.forget(uid);
            entries.remove(uid);
            tellListeners();
        }
    }

    /** From now on a statement works for something else, doing the same. */
    public void workFor(Actor actor, String uid, String startedFor) {
        Cared cared = find(uid);
        LOG.info("{} lets streaming statement {} work for {}", actor.name(), uid, startedFor);
        ledger.configure(uid, ManagedJob.STARTED_FOR, startedFor);
        cared.update(change -> change.configured(ManagedJob.STARTED_FOR, startedFor));
        tellListeners();
    }

    private void wish(Cared cared, java.util.function.UnaryOperator<LedgerJob.Change> change) {
        cared.update(change);
        cared.quietUntil = Optional.empty();
        tellListeners();
        loop.poke();
    }

    private static boolean holding(Cared cared) {
        try {
            return cared.acting.tryLock(ACT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits until a statement is as the caller wants it; empty means that it is not cared for any more.
     *
     * @throws ProblemException TIMEOUT
     */
    public Optional<ManagedJob> await(String uid, Duration patience, Predicate<Optional<ManagedJob>> condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<ManagedJob> now = Optional.ofNullable(entries.get(uid)).map(this::seen);
            if (condition.test(now)) {
                return now;
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new ProblemException(
                        ErrorCode.TIMEOUT,
                        "This takes longer than it was waited for",
                        "It goes on; the Jobs page shows when it is done");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Calls {@code listener} after every change, from any thread, until the result is closed. It must return at once. */
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tellListeners() {
        listeners.forEach(Runnable::run);
    }

    private Cared find(String uid) {
        Cared cared = entries.get(uid);
        if (cared == null) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "There is no streaming statement " + uid,
                    "One that has come to its end, or was dropped, is not kept");
        }
        return cared;
    }

    private ManagedJob seen(Cared cared) {
        LedgerJob job = cared.ledger();
        ManagedJob.State state = state(cared);
        Optional<Problem> problem =
                switch (state) {
                    case UNKNOWN -> cared.blind;
                    case RESTARTING -> cared.trouble;
                    case STARTING, RUNNING, STOPPING, STOPPED, RETRYING, FAILED, DROPPING -> job.problem();
                };
        return new ManagedJob(
                job.uid(),
                job.connection(),
                job.origin().actor(),
                job.origin().submittedAt(),
                Redactor.text(job.origin().statement()),
                writes(job.origin()),
                state,
                job.job(),
                job.earlier(),
                job.resume(),
                job.wishedBy(),
                job.wishedAt(),
                job.hindrance() == Hindrance.LOST,
                job.failures(),
                state == ManagedJob.State.RETRYING ? Cared.retryAt(job) : Optional.empty(),
                problem,
                Optional.ofNullable(job.origin().configuration().get(ManagedJob.STARTED_FOR)));
    }

    /** What becomes of it, as the cluster tells as far as it was asked. */
    static ManagedJob.State state(Cared cared) {
        LedgerJob job = cared.ledger();
        if (job.wish() == Wish.DROP) {
            return ManagedJob.State.DROPPING;
        }
        if (job.wish() == Wish.STOP && job.job().isEmpty()) {
            return job.hindrance() == Hindrance.LOST ? ManagedJob.State.FAILED : ManagedJob.State.STOPPED;
        }
        if (job.hindrance() != Hindrance.NONE) {
            return ManagedJob.State.FAILED;
        }
        if (!cared.looked) {
            return ManagedJob.State.UNKNOWN;
        }
        if (job.wish() == Wish.STOP) {
            return ManagedJob.State.STOPPING;
        }
        return switch (cared.fact()) {
            case RUNNING -> ManagedJob.State.RUNNING;
            case RESTARTING -> ManagedJob.State.RESTARTING;
            case NONE, ABSENT, FAILED, ENDING, CANCELED, FINISHED ->
                job.failures() > 0 ? ManagedJob.State.RETRYING : ManagedJob.State.STARTING;
            case STARTING -> ManagedJob.State.STARTING;
        };
    }

    private static List<RelationId> writes(LedgerJob.Origin origin) {
        return Touches.of(origin.statement()).stream()
                .filter(touch -> touch.act() == Touch.Act.WRITE)
                .map(touch -> relation(touch.name(), origin))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<RelationId> relation(List<String> parts, LedgerJob.Origin origin) {
        String name = parts.getLast();
        Optional<String> database = parts.size() > 1 ? Optional.of(parts.get(parts.size() - 2)) : origin.database();
        Optional<String> catalog = parts.size() > 2 ? Optional.of(parts.get(parts.size() - 3)) : origin.catalog();
        return catalog.isPresent() && database.isPresent()
                ? Optional.of(new RelationId(catalog.get(), database.get(), name))
                : Optional.empty();
    }

    /** Brings what runs on an engine that is about to end to rest; it goes on when that engine is back. */
    public void rest(Jobs jobs, StateFiles files, String connection) {
        loop.rest(new JobActs.Cluster(jobs, files), connection);
    }

    /** Ends the care. Jobs of an engine that ends with this process are stopped with savepoints, others run on. */
    @Override
    public void close() {
        loop.close();
        Optional<String> connection = surroundings.connection();
        if (connection.isPresent() && surroundings.endsWithConsole()) {
            try {
                rest(surroundings.jobs(), surroundings.stateFiles(), connection.get());
            } catch (ProblemException e) {
                LOG.warn(
                        "Streaming statements could not be stopped with savepoints: {}",
                        e.problem().what());
            }
        }
    }
}
