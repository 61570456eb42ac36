package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Position;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

/** Runs scripts: for the page, for programs, for whoever else has a session. */
@Service
public class SqlService {

    private static final int MOST_STATEMENTS = 2_000;
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(8);
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(2);

    private final SqlSessions sessions;
    private final StatementRunner runner;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sql-", 1).factory());
    private final Map<String, ScriptRun> running = new ConcurrentHashMap<>();
    private final LastRuns lastRuns = new LastRuns();

    SqlService(SqlSessions sessions, StatementRunner runner, InstantSource clock) {
        this.sessions = sessions;
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * Starts a script in a session and returns at once.
     *
     * @throws ProblemException INVALID_REQUEST for a script without a statement; FORBIDDEN for another actor's session
     */
    public ScriptRun start(Actor actor, SqlSession session, ScriptRequest request) {
        if (!session.actor().equals(actor)) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "The session belongs to somebody else");
        }
        return launch(actor, session, request, statements(request), false);
    }

    /** Like {@link #start}, with a session that lasts as long as the script. */
    public ScriptRun startAlone(Actor actor, ScriptRequest request) {
        List<StatementRun> statements = statements(request);
        SqlSession session = sessions.openAlone(actor, request.namespace().orElse(Namespace.DEFAULT));
        return launch(actor, session, request, statements, true);
    }

    private ScriptRun launch(
            Actor actor, SqlSession session, ScriptRequest request, List<StatementRun> statements, boolean closeAfter) {
        ScriptRun run = new ScriptRun(UUID.randomUUID().toString(), actor, statements);
        running.put(run.id(), run);
        threads.execute(() -> runInTurn(run, session, request, closeAfter));
        return run;
    }

    private void runInTurn(ScriptRun run, SqlSession session, ScriptRequest request, boolean closeAfter) {
        try {
            boolean myTurn = false;
            while (!myTurn && !run.isStopRequested()) {
                myTurn = session.turn().tryLock(TURN_PATIENCE.toMillis() / 10, TimeUnit.MILLISECONDS);
            }
            try {
                runner.run(run, session, request);
            } finally {
                if (myTurn) {
                    session.turn().unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (closeAfter) {
                session.close();
            }
            running.remove(run.id());
            run.end();
        }
    }

    /** Stops what a run is doing and skips what it has not begun. Nothing happens to one that has ended. */
    public void stop(Actor actor, ScriptRun run) {
        requireOwner(actor, run);
        run.stop();
    }

    /** A page that watched this run is gone. Without another one, queries are stopped; what writes is finished. */
    public void leave(Actor actor, ScriptRun run) {
        requireOwner(actor, run);
        if (run.leave()) {
            run.abandon();
        }
    }

    /**
     * Starts a script in the session of a tab, which is opened if need be.
     *
     * @throws ProblemException INVALID_REQUEST for a script without a statement, or while the tab runs another one
     */
    public ScriptRun startInTab(Actor actor, String tab, ScriptRequest request) {
        boolean busy = lastRun(actor, tab).filter(run -> !run.isEnded()).isPresent();
        if (busy) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "This tab still runs something", "Stop it first, or use another tab");
        }
        ScriptRun run = start(actor, sessions.forTab(actor, tab), request);
        lastRuns.put(new TabKey(actor, tab), run);
        return run;
    }

    /** What the tab ran last, results included, as long as it is remembered. */
    public Optional<ScriptRun> lastRun(Actor actor, String tab) {
        return lastRuns.get(new TabKey(actor, tab));
    }

    /** Where unqualified names of a tab are looked up after what it has run. */
    public Namespace namespaceOfTab(Actor actor, String tab) {
        return sessions.findForTab(actor, tab).map(SqlSession::namespace).orElse(Namespace.DEFAULT);
    }

    /** Stops the tab's queries, ends its session once what writes has finished, and forgets its results. */
    public void closeTab(Actor actor, String tab) {
        Optional<ScriptRun> run = lastRun(actor, tab);
        lastRuns.remove(new TabKey(actor, tab));
        run.ifPresent(ScriptRun::abandon);
        run.map(ScriptRun::ended)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(() -> sessions.endTab(actor, tab), threads);
    }

    /** @throws ProblemException NOT_FOUND for one that has ended, too */
    public ScriptRun running(Actor actor, String runId) {
        return Optional.ofNullable(running.get(runId))
                .filter(run -> run.actor().equals(actor))
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "Nothing of this id is running: " + runId));
    }

    /** What runs now. */
    public List<ScriptRun> running(Actor actor) {
        return running.values().stream()
                .filter(run -> run.actor().equals(actor))
                .toList();
    }

    private List<StatementRun> statements(ScriptRequest request) {
        List<Slice> slices = Scripts.split(request.sql());
        if (slices.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "There is no statement to run",
                    "Write one, or select one that is there");
        }
        if (slices.size() > MOST_STATEMENTS) {
            throw new ProblemException(
                    ErrorCode.TOO_LARGE,
                    "The script has " + slices.size() + " statements; " + MOST_STATEMENTS + " can be run at once",
                    "Run it in parts");
        }
        List<StatementRun> statements = new ArrayList<>(slices.size());
        ExecutionMode mode = request.mode();
        for (Slice slice : slices) {
            StatementKind kind = Statements.kind(slice.text());
            Position start = slice.start().within(request.origin());
            statements.add(
                    request.explain()
                            ? explained(slice.text(), kind, start, mode, request.bounds())
                            : new StatementRun(slice.text(), kind, start, 0, mode, request.bounds()));
            mode = RuntimeMode.after(slice.text(), kind).orElse(mode);
        }
        return statements;
    }

    private static StatementRun explained(
            String text, StatementKind kind, Position start, ExecutionMode mode, ResultBounds bounds) {
        String asked =
                switch (kind) {
                    case QUERY, INSERT, UPDATE, DELETE -> "EXPLAIN ESTIMATED_COST, CHANGELOG_MODE " + text;
                    case STATEMENT_SET -> "EXPLAIN " + text.replaceFirst("(?i)^EXECUTE\\s+", "");
                    case EXPLAIN -> text;
                    default ->
                        throw new ProblemException(
                                ErrorCode.INVALID_REQUEST,
                                "Only queries, INSERT, UPDATE, DELETE and statement sets have a plan to explain",
                                "Put the cursor into one of those");
                };
        return new StatementRun(asked, StatementKind.EXPLAIN, start, asked.length() - text.length(), mode, bounds);
    }

    private static void requireOwner(Actor actor, ScriptRun run) {
        if (!run.actor().equals(actor)) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "The run belongs to somebody else");
        }
    }

    /** Frees what runs before the engine goes. */
    @PreDestroy
    void stopEverything() {
        var limit = clock.instant().plus(SHUTDOWN_PATIENCE);
        for (ScriptRun run : running.values()) {
            run.stop();
        }
        for (ScriptRun run : running.values()) {
            Duration left = Duration.between(clock.instant(), limit);
            run.ended()
                    .completeOnTimeout(null, Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)
                    .join();
        }
        threads.shutdownNow();
    }
}
