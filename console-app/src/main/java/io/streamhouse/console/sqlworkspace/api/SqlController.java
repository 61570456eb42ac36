package io.streamhouse.console.sqlworkspace.api;

import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.HistoryEntry;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.ResultBounds;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.ScriptRequest;
import io.streamhouse.console.sqlworkspace.ScriptRun;
import io.streamhouse.console.sqlworkspace.SqlService;
import io.streamhouse.console.sqlworkspace.SqlSession;
import io.streamhouse.console.sqlworkspace.SqlSessions;
import io.streamhouse.console.sqlworkspace.StatementHistory;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.HistoryBody;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.OutcomeBody;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.RunBody;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.SessionAnswer;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.SessionBody;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.SqlAnswer;
import io.streamhouse.console.sqlworkspace.api.SqlBodies.SqlBody;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** SQL over HTTP. */
@RestController
@RequestMapping("/api/v1")
class SqlController {

    private static final int DEFAULT_ROWS = 1_000;
    private static final int MOST_ROWS = 100_000;
    private static final Duration BATCH_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration STREAMING_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(6);
    private static final int MOST_HISTORY = 1_000;

    private final SqlService sql;
    private final SqlSessions sessions;
    private final StatementHistory history;
    private final CurrentActor currentActor;
    private final InstantSource clock;

    SqlController(
            SqlService sql,
            SqlSessions sessions,
            StatementHistory history,
            CurrentActor currentActor,
            InstantSource clock) {
        this.sql = sql;
        this.sessions = sessions;
        this.history = history;
        this.currentActor = currentActor;
        this.clock = clock;
    }

    /**
     * Runs one or many statements and answers when the last has ended. Stops at the first that fails, whose outcome is
     * then the last.
     */
    @PostMapping("/sql")
    SqlAnswer run(@RequestBody SqlBody body) {
        Actor actor = currentActor.get();
        ExecutionMode mode = Optional.ofNullable(body.executionMode()).orElse(ExecutionMode.BATCH);
        Namespace namespace = new Namespace(Optional.ofNullable(body.catalog()), Optional.ofNullable(body.database()));
        ScriptRequest request = ScriptRequest.of(required(body.sql(), "sql"), namespace, mode, bounds(body, mode));
        ScriptRun run = body.session() == null
                ? sql.startAlone(actor, request)
                : sql.start(actor, sessions.forProgram(actor, body.session()), request);
        run.ended().join();
        Instant now = clock.instant();
        return new SqlAnswer(run.statements().stream()
                .filter(statement -> statement.state().ended() && statement.state() != RunState.SKIPPED)
                .map(statement -> OutcomeBody.of(statement, now))
                .toList());
    }

    /** What runs now, in the page and for programs. */
    @GetMapping("/sql/runs")
    List<RunBody> runs() {
        Instant now = clock.instant();
        return sql.running(currentActor.get()).stream()
                .map(run -> RunBody.of(run, now))
                .toList();
    }

    /** Stops a run: its statement is cancelled, the rest skipped. */
    @DeleteMapping("/sql/runs/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void stop(@PathVariable String id) {
        Actor actor = currentActor.get();
        sql.stop(actor, sql.running(actor, id));
    }

    /** Statements that were run, newest first; of those that contain every word of {@code search}. */
    @GetMapping("/sql/history")
    List<HistoryBody> history(
            @RequestParam(defaultValue = "") String search, @RequestParam(defaultValue = "100") int limit) {
        List<HistoryEntry> found = history.find(currentActor.get(), search, Math.clamp(limit, 1, MOST_HISTORY));
        return found.stream().map(HistoryBody::of).toList();
    }

    /** Opens a session that keeps {@code SET}, {@code USE} and temporary objects between calls. */
    @PostMapping("/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    SessionAnswer open(@RequestBody(required = false) @Nullable SessionBody body) {
        Namespace namespace = body == null
                ? Namespace.DEFAULT
                : new Namespace(Optional.ofNullable(body.catalog()), Optional.ofNullable(body.database()));
        Map<String, String> configuration =
                body == null || body.configuration() == null ? Map.of() : body.configuration();
        SqlSession session = sessions.openForProgram(currentActor.get(), namespace, configuration);
        return new SessionAnswer(session.id(), SqlSessions.IDLE_LIMIT);
    }

    /** Cancels what runs in a session and ends it. */
    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id) {
        Actor actor = currentActor.get();
        sessions.end(actor, sessions.forProgram(actor, id));
    }

    private static ResultBounds bounds(SqlBody body, ExecutionMode mode) {
        int rows = body.maxRows() == null ? DEFAULT_ROWS : body.maxRows();
        if (rows < 1 || rows > MOST_ROWS) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "maxRows is between 1 and " + MOST_ROWS + ", not " + rows);
        }
        Duration usual = mode == ExecutionMode.BATCH ? BATCH_TIMEOUT : STREAMING_TIMEOUT;
        Duration timeout = body.timeout() == null ? usual : body.timeout();
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "timeout is between PT0.001S and " + LONGEST_TIMEOUT + ", not " + timeout);
        }
        return ResultBounds.upTo(rows, timeout);
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "The request has no " + name);
        }
        return value;
    }
}
