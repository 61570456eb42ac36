package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.sqlworkspace.store.HistoryStore;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Remembers every statement that was run, over restarts, with its secrets hidden. Bounded by age and by number. */
@Service
public class StatementHistory {

    static final int MAX_ENTRIES = 5_000;
    static final Duration MAX_AGE = Duration.ofDays(180);
    private static final int MAX_STATEMENT = 100_000;
    private static final int PRUNE_EVERY = 100;

    private static final Logger LOG = LoggerFactory.getLogger(StatementHistory.class);

    private final HistoryStore store;
    private final InstantSource clock;
    private final AtomicInteger sincePruned = new AtomicInteger();

    StatementHistory(HistoryStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What was running when the console ended was cut off; say so rather than let it run for ever. */
    @PostConstruct
    void closeWhatWasCutOff() {
        store.interruptRunning(clock.instant());
        store.prune(clock.instant().minus(MAX_AGE), MAX_ENTRIES);
    }

    /**
     * Notes that a statement begins.
     *
     * @return its number in the history; empty if it can't be written (the disk may be full), which must not keep the
     *     statement from running
     */
    OptionalLong started(Actor actor, String statement, ExecutionMode mode, String connection, Namespace namespace) {
        try {
            if (sincePruned.incrementAndGet() % PRUNE_EVERY == 0) {
                store.prune(clock.instant().minus(MAX_AGE), MAX_ENTRIES);
            }
            return OptionalLong.of(store.insert(actor, kept(statement), mode, connection, namespace, clock.instant()));
        } catch (RuntimeException e) {
            LOG.error("A statement is missing from the history", e);
            return OptionalLong.empty();
        }
    }

    void ended(long id, StatementRun run) {
        try {
            finish(id, run);
        } catch (RuntimeException e) {
            LOG.error("A statement's end is missing from the history", e);
        }
    }

    private void finish(long id, StatementRun run) {
        HistoryOutcome outcome =
                switch (run.state()) {
                    case SUCCEEDED -> HistoryOutcome.SUCCEEDED;
                    case SUBMITTED -> HistoryOutcome.SUBMITTED;
                    case CANCELLED, SKIPPED -> HistoryOutcome.CANCELLED;
                    case FAILED -> HistoryOutcome.FAILED;
                    case QUEUED, WAITING, PLANNING, RUNNING -> HistoryOutcome.INTERRUPTED;
                };
        Optional<Long> rows = run.isQuery() ? Optional.of(run.result().total()) : Optional.empty();
        store.finish(
                id,
                outcome,
                rows,
                run.job(),
                run.problem().map(Problem::code),
                run.problem().map(problem -> Redactor.text(problem.what())),
                clock.instant());
    }

    /**
     * The latest statements of an actor, newest first.
     *
     * @param search every word of it occurs in the statement; empty for all
     */
    public List<HistoryEntry> find(Actor actor, String search, int limit) {
        return store.find(actor, search, limit);
    }

    public void clear(Actor actor) {
        store.clear(actor);
    }

    private static String kept(String statement) {
        String redacted = Redactor.text(statement);
        return redacted.length() <= MAX_STATEMENT ? redacted : redacted.substring(0, MAX_STATEMENT) + " …";
    }
}
