package io.streamhouse.streaming;

import io.streamhouse.engine.Jobs;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.store.LedgerJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Observes, decides, acts, and observes again: for every streaming statement, one act of it at a time. */
final class JobLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int ACTS = 2;

    /** A remote cluster whose job manager is being replaced may not know its jobs for a while. */
    private static final Duration REMOTE_GRACE = Duration.ofSeconds(60);

    /** A submission that was not heard of may still be on its way. */
    private static final Duration UNHEARD_GRACE = Duration.ofSeconds(30);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);
    private static final Duration REST_PATIENCE = Duration.ofSeconds(30);

    private final JobSurroundings surroundings;
    private final Map<String, Cared> entries;
    private final JobActs acts;
    private final InstantSource clock;
    private final Runnable changed;
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("job-loop").factory());
    private final ExecutorService workers = Executors.newFixedThreadPool(
            ACTS, Thread.ofPlatform().daemon().name("job-act-", 1).factory());
    private volatile boolean stopped;

    JobLoop(
            JobSurroundings surroundings,
            Map<String, Cared> entries,
            JobActs acts,
            InstantSource clock,
            Runnable changed) {
        this.surroundings = surroundings;
        this.entries = entries;
        this.acts = acts;
        this.clock = clock;
        this.changed = changed;
    }

    void start() {
        turns.scheduleWithFixedDelay(this::turn, 0, TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has the next turn come at once. */
    void poke() {
        try {
            turns.execute(this::turn);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has ended", e);
        }
    }

    private void turn() {
        if (stopped || entries.isEmpty()) {
            return;
        }
        try {
            Optional<String> connection = surroundings.connection();
            for (Cared cared : entries.values()) {
                if (!Optional.of(cared.ledger().connection()).equals(connection)) {
                    cared.overlook(notInUse(cared.ledger().connection(), connection));
                }
            }
            List<Cared> here = entries.values().stream()
                    .filter(cared -> Optional.of(cared.ledger().connection()).equals(connection))
                    .toList();
            if (!here.isEmpty()) {
                look(here);
            }
        } catch (Throwable e) {
            // An Error let through would end all further turns in silence.
            LOG.warn("A turn of the loop over streaming statements failed", e);
        }
    }

    private static Problem notInUse(String connection, Optional<String> inUse) {
        return inUse.map(other -> Problem.of(
                        ErrorCode.ENGINE_UNREACHABLE,
                        "It runs on the connection “" + connection + "”, and “" + other + "” is in use",
                        "Switch the connection in Settings to see to it"))
                .orElseGet(() -> Problem.of(
                        ErrorCode.ENGINE_STARTING, "The engine is not ready", "It is seen to when the engine is"));
    }

    private void look(List<Cared> here) {
        Map<JobId, JobSummary> jobs;
        JobActs.Cluster cluster;
        try {
            Jobs port = surroundings.jobs();
            cluster = new JobActs.Cluster(port, surroundings.stateFiles());
            jobs = port.list().stream().collect(Collectors.toMap(JobSummary::id, Function.identity()));
        } catch (ProblemException e) {
            here.forEach(cared -> cared.overlook(e.problem()));
            return;
        }
        Instant now = clock.instant();
        List<Cared> due = new ArrayList<>();
        for (Cared cared : here) {
            if (cared.acting.isLocked()) {
                continue;
            }
            ManagedJob.State before = ManagedJobs.state(cared);
            cared.see(cared.ledger().job().map(jobs::get), now);
            if (cared.fact() == Facts.JobFact.RESTARTING && cared.trouble.isEmpty()) {
                trouble(cluster, cared);
            }
            if (!(decide(cared, now) instanceof Decision.Wait)) {
                due.add(cared);
            }
            if (before != ManagedJobs.state(cared)) {
                changed.run();
            }
        }
        for (Cared cared : due) {
            workers.execute(() -> act(cared, cluster));
        }
    }

    private Decision decide(Cared cared, Instant now) {
        Duration grace = surroundings.endsWithConsole() ? Duration.ZERO : REMOTE_GRACE;
        return Decision.decide(cared.facts(now, cared.ledger().seen() || grace.isPositive() ? grace : UNHEARD_GRACE));
    }

    /** Finds out what throws a job back. */
    private static void trouble(JobActs.Cluster cluster, Cared cared) {
        Optional<JobFailure> met = cared.ledger()
                .job()
                .flatMap(job -> cluster.jobs().failures(job).stream().findFirst());
        cared.trouble = met.map(failure -> Problem.of(ErrorCode.EXECUTION_FAILED, failure.rootCause()));
        cared.stateRefused = !cared.ledger().placed()
                && cared.ledger().resume().isPresent()
                && met.filter(JobActs::refusesState).isPresent();
    }

    private void act(Cared cared, JobActs.Cluster at) {
        if (stopped || !cared.acting.tryLock()) {
            return;
        }
        // Decided again, now that nobody else acts: what was decided before may have been done meanwhile.
        Decision decision = new Decision.Wait();
        try {
            Instant now = clock.instant();
            cared.see(cared.ledger().job().flatMap(at.jobs()::find), now);
            decision = decide(cared, now);
            cared.quietUntil = Optional.empty();
            carryOut(decision, cared, at);
            cared.see(cared.ledger().job().flatMap(at.jobs()::find), clock.instant());
        } catch (ProblemException e) {
            hindered(cared, decision, e.problem());
        } catch (RuntimeException e) {
            LOG.error("Streaming statement {} could not be seen to", cared.uid(), e);
            cared.quietUntil = Optional.of(clock.instant().plus(AFTER_TROUBLE));
        } finally {
            cared.acting.unlock();
            changed.run();
        }
        if (!(decision instanceof Decision.Wait)) {
            poke();
        }
    }

    private void carryOut(Decision decision, Cared cared, JobActs.Cluster at) {
        switch (decision) {
            case Decision.Wait ignored -> {}
            case Decision.Start ignored -> acts.start(cared, at);
            case Decision.Place ignored -> acts.place(cared, at);
            case Decision.Recovered ignored -> cared.update(LedgerJob.Change::healthy);
            case Decision.Stop ignored -> acts.stop(cared, at);
            case Decision.Halt ignored -> acts.halt(cared, at);
            case Decision.Settle ignored -> acts.settle(cared, at);
            case Decision.Fail ignored -> acts.fail(cared, at);
            case Decision.Refuse ignored -> acts.refuse(cared, at);
            case Decision.Follow ignored -> acts.follow(cared, at);
            case Decision.Conclude ignored -> {
                if (acts.conclude(cared, at)) {
                    entries.remove(cared.uid());
                }
            }
            case Decision.Drop ignored -> {
                acts.drop(cared, at);
                entries.remove(cared.uid());
            }
        }
    }

    private void hindered(Cared cared, Decision decision, Problem problem) {
        if (stopped) {
            return;
        }
        // A job whose author has switched checkpoints off can't be given one, however often it is tried.
        boolean minor = decision instanceof Decision.Place;
        LOG.atLevel(minor ? Level.DEBUG : Level.INFO)
                .log(
                        "Streaming statement {}: {} failed: {}",
                        cared.uid(),
                        decision.getClass().getSimpleName(),
                        problem.what());
        boolean engineAway =
                problem.code().kind() == ErrorCode.Kind.ENGINE && problem.code() != ErrorCode.ENGINE_FAILED;
        if (decision instanceof Decision.Start && !engineAway) {
            acts.failed(cared, problem, false);
        } else {
            cared.quietUntil = Optional.of(clock.instant().plus(AFTER_TROUBLE));
        }
    }

    /** Brings what runs on an engine that is about to end to rest, its places kept. */
    void rest(JobActs.Cluster at, String connection) {
        List<JobSummary> running = at.jobs().list();
        Collection<Cared> all = List.copyOf(entries.values());
        try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Cared cared : all) {
                boolean runs = cared.ledger().connection().equals(connection)
                        && running.stream()
                                .anyMatch(job -> cared.ledger().job().equals(Optional.of(job.id()))
                                        && !job.state().terminal());
                if (runs) {
                    side.execute(() -> rest(cared, at));
                }
            }
        }
    }

    private void rest(Cared cared, JobActs.Cluster at) {
        boolean mine = false;
        try {
            mine = cared.acting.tryLock(CLOSING_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            boolean runs = cared.ledger()
                    .job()
                    .flatMap(at.jobs()::find)
                    .filter(job -> !job.state().terminal())
                    .isPresent();
            if (mine && runs) {
                acts.stop(cared, at, REST_PATIENCE);
            }
        } catch (ProblemException e) {
            LOG.warn(
                    "Streaming statement {} could not be stopped with a savepoint and will go on from its last checkpoint:"
                            + " {}",
                    cared.uid(),
                    e.problem().what());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (mine) {
                cared.acting.unlock();
            }
        }
    }

    /** Ends the loop; what is being done is let come to its end for a while. */
    @Override
    public void close() {
        stopped = true;
        turns.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(CLOSING_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    boolean stopped() {
        return stopped;
    }
}
