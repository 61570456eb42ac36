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
    public ScriptRun startAlone(Actor actor, Namespace namespace, ScriptRequest request) {
        List<StatementRun> statements = statements(request);
        return launch(actor, sessions.openAlone(actor, namespace), request, statements, true);
    }

    private ScriptRun launch(
            Actor actor, SqlSession session, ScriptRequest request, List<StatementRun> statements, boolean closeAfter) {
        ScriptRun run = new ScriptRun(UUID.randomUUID().toString(), actor, statements);
        running.put(run.id(), run);
        threads.execute(() -> runInTurn(run, session, request.bounds(), closeAfter));
        return run;
    }

    private void runInTurn(ScriptRun run, SqlSession session, ResultBounds bounds, boolean closeAfter) {
        try {
            boolean myTurn = false;
            while (!myTurn && !run.isStopRequested()) {
                myTurn = session.turn().tryLock(TURN_PATIENCE.toMillis() / 10, TimeUnit.MILLISECONDS);
            }
            try {
                runner.run(run, session, bounds);
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

    /** The page that watched this run is gone: its queries are stopped, what writes is finished. */
    public void abandon(Actor actor, ScriptRun run) {
        requireOwner(actor, run);
        run.abandon();
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

    /**
     * Makes a session's unqualified names mean something else; waits for its turn.
     *
     * @throws ProblemException NOT_FOUND for what the engine does not know; INVALID_REQUEST while a statement runs
     */
    public void use(Actor actor, SqlSession session, Namespace namespace) {
        if (!session.actor().equals(actor)) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "The session belongs to somebody else");
        }
        try {
            if (!session.turn().tryLock(TURN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "The session is busy with a statement",
                        "Wait for it, or stop it first");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ErrorCode.CANCELLED, "The console is stopping");
        }
        try {
            session.use(namespace);
        } finally {
            session.turn().unlock();
        }
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
            statements.add(new StatementRun(slice.text(), kind, start, mode, request.bounds()));
            mode = RuntimeMode.after(slice.text(), kind).orElse(mode);
        }
        return statements;
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
