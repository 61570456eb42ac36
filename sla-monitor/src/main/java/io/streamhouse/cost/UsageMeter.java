package io.streamhouse.cost;

import io.streamhouse.engine.EngineMeter;
import io.streamhouse.model.EngineReading;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.UsageAccount;
import io.streamhouse.store.UsageBucket;
import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the engine's meter every few seconds and books what was used; writes it down twice a minute. */
public final class UsageMeter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMeter.class);

    private static final Duration EVERY = Duration.ofSeconds(5);

    /** Snapshots and checkpoints are looked at every so many readings, and what was booked is written down. */
    private static final int LOOKS = 6;

    /** A commit may come a moment after the job that made it; so its relation is looked at once more. */
    private static final int LOOKS_AFTER_WORK = 2;

    private static final Duration FORGETTING = Duration.ofHours(1);

    private final MeterSurroundings surroundings;
    private final UsageLedger ledger;
    private final InstantSource clock;
    private final MinuteSums sums = new MinuteSums();
    private final TableWork tables;
    private final Map<UsageAccount, Integer> looksLeft = new HashMap<>();
    private final Map<JobId, Long> checkpointsCounted = new HashMap<>();
    private final Set<JobId> working = new HashSet<>();
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usage-meter").daemon().factory());

    private @Nullable EngineMeter read;
    private EngineReading before =
            new EngineReading(Map.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    private long readAt;
    private int turn;
    private Instant forgotAt = Instant.EPOCH;

    public UsageMeter(MeterSurroundings surroundings, UsageLedger ledger, InstantSource clock) {
        this.surroundings = surroundings;
        this.ledger = ledger;
        this.clock = clock;
        this.tables = new TableWork(surroundings::warehouse, clock.instant());
    }

    /** Begins to meter. */
    public void start() {
        turns.scheduleWithFixedDelay(this::turn, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void turn() {
        try {
            look();
            if (++turn % LOOKS == 0) {
                lookAtTables();
                write();
                Instant now = clock.instant();
                if (forgotAt.plus(FORGETTING).isBefore(now)) {
                    forgotAt = now;
                    ledger.forget(now);
                }
            }
        } catch (ProblemException e) {
            LOG.debug("Usage can't be metered now: {}", e.problem().what());
        } catch (Throwable e) {
            // An Error let through would end all further turns in silence.
            LOG.warn("Metering usage failed", e);
        }
    }

    /**
     * Reads the meter and books what was used since the last reading.
     *
     * @throws ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE; the time until the next reading is booked then
     */
    public synchronized void look() {
        EngineMeter meter = surroundings.meter();
        EngineReading now = meter.read();
        long at = System.nanoTime();
        if (meter == read) {
            Attribution attribution = surroundings.attribution();
            new Booking(attribution)
                    .book(before, now, Duration.ofNanos(at - readAt))
                    .forEach((account, entry) -> {
                        sums.add(account, clock.instant(), entry);
                        if (account.kind() == UsageAccount.Kind.RELATION) {
                            looksLeft.put(account, LOOKS_AFTER_WORK);
                        }
                    });
            note(now.jobs());
        }
        read = meter;
        before = now;
        readAt = at;
    }

    private void note(Map<JobId, JobReading> jobs) {
        jobs.forEach((id, job) -> {
            boolean worked = !job.cpu()
                    .equals(before.jobs().getOrDefault(id, JobReading.NONE).cpu());
            if (job.running() || worked) {
                working.add(id);
            }
        });
        checkpointsCounted.keySet().retainAll(jobs.keySet());
    }

    /** Books what the relations that were worked for read, wrote and kept as checkpoints since the last look. */
    public synchronized void lookAtTables() {
        for (Map.Entry<UsageAccount, Integer> left : looksLeft.entrySet()) {
            RelationId relation = RelationId.parse(left.getKey().name());
            TableWork.Done done = tables.since(relation, surroundings.inputs(relation));
            if (!done.isNothing()) {
                sums.add(left.getKey(), clock.instant(), done);
            }
            left.setValue(left.getValue() - 1);
        }
        looksLeft.values().removeIf(left -> left <= 0);
        Attribution attribution = surroundings.attribution();
        for (JobId job : working) {
            Optional<UsageAccount> account = attribution.of(job);
            if (account.isPresent()) {
                long bytes = checkpointBytes(job);
                if (bytes > 0) {
                    sums.add(account.get(), clock.instant(), TableWork.Done.checkpoints(bytes));
                }
            }
        }
        working.clear();
    }

    private long checkpointBytes(JobId job) {
        long last = checkpointsCounted.getOrDefault(job, 0L);
        long bytes = 0;
        try {
            for (JobCheckpoints.Checkpoint checkpoint :
                    surroundings.jobs().checkpoints(job).history()) {
                if (checkpoint.id() > last && checkpoint.status() == JobCheckpoints.Status.COMPLETED) {
                    bytes += checkpoint.writtenBytes();
                    checkpointsCounted.merge(job, checkpoint.id(), Math::max);
                }
            }
        } catch (ProblemException e) {
            LOG.debug(
                    "The checkpoints of {} can't be counted: {}",
                    job,
                    e.problem().what());
        }
        return bytes;
    }

    /** Writes down what was booked. */
    public synchronized void write() {
        List<UsageBucket> booked = sums.drain();
        if (!booked.isEmpty()) {
            ledger.add(booked);
        }
    }

    /** Reads, books and writes down, so that whoever asks the ledger next is told of now. */
    public void catchUp() {
        try {
            look();
        } catch (ProblemException e) {
            LOG.debug("Usage can't be metered now: {}", e.problem().what());
        }
        write();
    }

    @Override
    public void close() {
        turns.shutdownNow();
        try {
            turns.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }
}
