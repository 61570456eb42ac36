package io.streamhouse.streaming;

import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Problem;
import io.streamhouse.store.JobLedger;
import io.streamhouse.store.LedgerJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** A streaming statement, what the ledger has of it and what was seen of it. */
final class Cared {

    /** Held by whoever does something with it: one act of a statement at a time. */
    final ReentrantLock acting = new ReentrantLock();

    private final JobLedger store;
    private volatile LedgerJob ledger;

    /** Its job at the last look; empty if the cluster did not know it. */
    volatile Optional<JobSummary> job = Optional.empty();

    /** Whether the last look could see whether there is a job. */
    volatile boolean looked;

    /** Why the last look could not. */
    volatile Optional<Problem> blind = Optional.empty();

    /** What threw the job back while it restarts. */
    volatile Optional<Problem> trouble = Optional.empty();

    /** Whether that is the state it started from. */
    volatile boolean stateRefused;

    /** After something that could not be done, when it is tried again. */
    volatile Optional<Instant> quietUntil = Optional.empty();

    /** A source that has come to its end leaves the other tasks of its job running: it is at work as well. */
    private static final Duration UNTIL_ALL_RUN = Duration.ofSeconds(30);

    private volatile boolean atWork;
    private Optional<Instant> begunAt = Optional.empty();
    private Optional<Instant> runsSince = Optional.empty();
    private Optional<Instant> absentSince = Optional.empty();

    Cared(JobLedger store, LedgerJob ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    LedgerJob ledger() {
        return ledger;
    }

    String uid() {
        return ledger.uid();
    }

    /** Changes what the ledger has of it, on storage first. */
    synchronized void update(UnaryOperator<LedgerJob.Change> step) {
        LedgerJob next = step.apply(ledger.change()).result();
        store.save(next);
        ledger = next;
    }

    /** Takes in what the cluster said. */
    synchronized void see(Optional<JobSummary> found, Instant now) {
        job = found;
        looked = true;
        blind = Optional.empty();
        boolean absent = ledger.job().isPresent() && found.isEmpty();
        absentSince = absent ? absentSince.or(() -> Optional.of(now)) : Optional.empty();
        begunAt = found.filter(summary -> summary.state() == JobState.RUNNING).map(summary -> begunAt.orElse(now));
        atWork = begunAt.filter(at -> at.plus(UNTIL_ALL_RUN).isBefore(now)).isPresent();
        boolean runs = fact() == Facts.JobFact.RUNNING;
        runsSince = runs ? runsSince.or(() -> Optional.of(now)) : Optional.empty();
        if (runs) {
            trouble = Optional.empty();
            stateRefused = false;
        }
    }

    /** Nothing could be seen. */
    synchronized void overlook(Problem why) {
        looked = false;
        blind = Optional.of(why);
        absentSince = Optional.empty();
        runsSince = Optional.empty();
    }

    Facts.JobFact fact() {
        if (ledger.job().isEmpty()) {
            return Facts.JobFact.NONE;
        }
        return job.filter(summary -> summary.id().equals(ledger.job().get()))
                .map(this::fact)
                .orElse(Facts.JobFact.ABSENT);
    }

    private Facts.JobFact fact(JobSummary job) {
        boolean whole = atWork || (job.tasksTotal() > 0 && job.tasksRunning() == job.tasksTotal());
        return switch (job.state()) {
            case INITIALIZING, CREATED, RECONCILING -> Facts.JobFact.STARTING;
            case RUNNING -> whole ? Facts.JobFact.RUNNING : Facts.JobFact.STARTING;
            case RESTARTING -> Facts.JobFact.RESTARTING;
            case FAILING, CANCELLING -> Facts.JobFact.ENDING;
            case FAILED -> Facts.JobFact.FAILED;
            case CANCELED -> Facts.JobFact.CANCELED;
            case FINISHED -> Facts.JobFact.FINISHED;
            // The job manager lost hold of it: another one may come back with it.
            case SUSPENDED -> Facts.JobFact.ABSENT;
        };
    }

    /** What is known for a decision. */
    synchronized Facts facts(Instant now, Duration grace) {
        LedgerJob state = ledger;
        return new Facts(
                now,
                state.wish(),
                fact(),
                state.seen(),
                state.placed(),
                since(runsSince, now),
                since(absentSince, now),
                grace,
                stateRefused,
                state.hindrance(),
                state.failures(),
                later(quietUntil, retryAt(state)));
    }

    private static Duration since(Optional<Instant> moment, Instant now) {
        return moment.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    }

    private static Optional<Instant> later(Optional<Instant> left, Optional<Instant> right) {
        return left.isPresent() && right.isPresent()
                ? left.filter(at -> at.isAfter(right.get())).or(() -> right)
                : left.or(() -> right);
    }

    /** When a statement that failed is started again. */
    static Optional<Instant> retryAt(LedgerJob state) {
        return state.failedAt().map(at -> at.plus(pause(state.failures())));
    }

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** How long to wait after so many failures in a row. */
    static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE;
        for (int more = 1; more < failures && pause.compareTo(LONGEST_PAUSE) < 0; more++) {
            pause = pause.multipliedBy(3);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
