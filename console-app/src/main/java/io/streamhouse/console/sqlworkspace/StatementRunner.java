package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.StatementHandle.Complete;
import io.streamhouse.engine.StatementHandle.Failed;
import io.streamhouse.engine.StatementHandle.Fetched;
import io.streamhouse.engine.StatementHandle.Page;
import io.streamhouse.engine.StatementHandle.Waiting;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Outcome;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Runs the statements of a script one after the other in a session, up to the first that does not end well. */
@Component
final class StatementRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StatementRunner.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration JOB_GONE_LIMIT = Duration.ofSeconds(10);

    private final Connections connections;
    private final Admission admission;
    private final StatementHistory history;
    private final ObjectProvider<StatementInterceptor> interceptors;
    private final ObjectProvider<StatementListener> listeners;
    private final InstantSource clock;

    StatementRunner(
            @Lazy Connections connections,
            Admission admission,
            StatementHistory history,
            ObjectProvider<StatementInterceptor> interceptors,
            ObjectProvider<StatementListener> listeners,
            InstantSource clock) {
        this.connections = connections;
        this.admission = admission;
        this.history = history;
        this.interceptors = interceptors;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Runs on the calling thread, which holds the session's turn. Every statement has ended when this returns. */
    void run(ScriptRun run, SqlSession session, ScriptRequest request) {
        boolean goOn = prepared(run, session, request);
        ResultBounds bounds = request.bounds();
        for (StatementRun statement : run.statements()) {
            if (statement.state().ended()) {
                continue;
            }
            if (!goOn || run.shouldStop(statement)) {
                statement.skip();
                goOn = false;
            } else {
                goOn = runOne(run, statement, session, bounds);
            }
            run.changed();
        }
    }

    /** Waits for an engine that is coming up, and points the session where the request says. */
    private boolean prepared(ScriptRun run, SqlSession session, ScriptRequest request) {
        StatementRun first = run.statements().getFirst();
        Instant deadline = request.bounds().timeout().map(clock.instant()::plus).orElse(Instant.MAX);
        EngineStatus status = connections.status();
        while (status.state() == EngineState.STARTING
                && !run.shouldStop(first)
                && clock.instant().isBefore(deadline)) {
            first.waiting("The engine is starting: " + status.step(), clock.instant());
            run.changed();
            LockSupport.parkNanos(PATIENCE.toNanos());
            status = connections.status();
        }
        if (run.shouldStop(first)) {
            return true;
        }
        try {
            request.namespace().ifPresent(session::use);
            return true;
        } catch (ProblemException e) {
            first.waiting("", clock.instant());
            first.end(RunState.FAILED, e.problem(), clock.instant());
            run.changed();
            return false;
        }
    }

    private boolean runOne(ScriptRun run, StatementRun statement, SqlSession session, ResultBounds bounds) {
        OptionalLong entry = history.started(
                session.actor(),
                statement.text(),
                statement.mode(),
                connections.status().connection(),
                session.namespace());
        UUID id = UUID.randomUUID();
        tell(listener -> listener.started(told(id, statement, session)));
        boolean entered = false;
        try {
            Optional<Problem> refused = Refusals.check(statement.text(), statement.kind());
            if (refused.isPresent()) {
                fail(statement, refused.get());
                return false;
            }
            Optional<Outcome> done = intercepted(run, statement, session);
            if (done.isPresent()) {
                take(statement, done.get());
                return statement.state() == RunState.SUCCEEDED || statement.state() == RunState.SUBMITTED;
            }
            entered = enter(run, statement);
            if (!entered) {
                statement.end(RunState.CANCELLED, null, clock.instant());
                return false;
            }
            execute(run, statement, session, bounds);
        } catch (ProblemException e) {
            fail(statement, e.problem());
        } catch (RuntimeException e) {
            LOG.error("A statement could not be run", e);
            fail(
                    statement,
                    Problem.of(ErrorCode.INTERNAL, "The console failed to run this statement; its log has more"));
        } finally {
            if (entered) {
                admission.leave();
            }
            entry.ifPresent(number -> history.ended(number, statement));
            tell(listener -> listener.ended(told(id, statement, session)));
        }
        return statement.state() == RunState.SUCCEEDED || statement.state() == RunState.SUBMITTED;
    }

    private RanStatement told(UUID id, StatementRun statement, SqlSession session) {
        return new RanStatement(
                id,
                session.actor(),
                statement.text(),
                statement.kind(),
                statement.mode(),
                session.resolved(),
                clock.instant(),
                statement.state(),
                statement.problem());
    }

    /** What a listener makes of a statement must not keep it from running. */
    private void tell(Consumer<StatementListener> news) {
        for (StatementListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("A feature failed at a statement that is run", e);
            }
        }
    }

    /** What another feature made of the statement, if it is one that the engine must not have. */
    private Optional<Outcome> intercepted(ScriptRun run, StatementRun statement, SqlSession session) {
        Namespace namespace = session.resolved();
        Optional<Outcome> outcome = Optional.empty();
        for (StatementInterceptor interceptor : interceptors.orderedStream().toList()) {
            if (outcome.isEmpty()) {
                statement.planning(clock.instant());
                run.changed();
                outcome = interceptor.intercept(session.actor(), statement.text(), statement.kind(), namespace);
            }
        }
        session.touch();
        return outcome;
    }

    private void take(StatementRun statement, Outcome outcome) {
        switch (outcome) {
            case Outcome.Rows rows -> {
                statement.result().describe(rows.columns());
                boolean all = true;
                for (Row row : rows.rows()) {
                    all = all && statement.result().add(row);
                }
                if (rows.truncated()) {
                    statement.result().markTruncated();
                }
                statement.noteQuery(true);
                statement.end(RunState.SUCCEEDED, null, clock.instant());
            }
            case Outcome.Submitted submitted -> {
                statement.noteJob(Optional.of(submitted.job()));
                statement.end(RunState.SUBMITTED, null, clock.instant());
            }
            case Outcome.Done ignored -> statement.end(RunState.SUCCEEDED, null, clock.instant());
            case Outcome.Failed failed -> fail(statement, failed.problem());
        }
    }

    private boolean enter(ScriptRun run, StatementRun statement) {
        if (admission.tryEnter()) {
            return true;
        }
        statement.waiting(Admission.PLACES + " statements run already; this one waits for a place", clock.instant());
        run.changed();
        try {
            while (!run.shouldStop(statement)) {
                if (admission.tryEnter(PATIENCE)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void execute(ScriptRun run, StatementRun statement, SqlSession session, ResultBounds bounds) {
        statement.planning(clock.instant());
        run.changed();
        Instant deadline = bounds.timeout().map(clock.instant()::plus).orElse(Instant.MAX);
        Ending ending;
        try (StatementHandle handle =
                session.submit(Statements.forEngine(statement.text()).sql(), statement.mode())) {
            statement.runningAs(handle);
            ending = follow(run, statement, handle, deadline);
            statement.noteJob(handle.job());
        }
        session.touch();
        if (ending.leavesJob()) {
            waitUntilGone(statement);
        } else if (statement.kind() == StatementKind.USE && ending.how() == RunState.SUCCEEDED) {
            session.lookAround();
        }
        statement.end(ending.how(), ending.problem(), clock.instant());
    }

    /** @param leavesJob whether closing the handle had to end a job, which takes the cluster a moment */
    private record Ending(RunState how, @Nullable Problem problem, boolean leavesJob) {}

    private Ending follow(ScriptRun run, StatementRun statement, StatementHandle handle, Instant deadline) {
        ResultBuffer result = statement.result();
        boolean described = false;
        while (true) {
            if (run.shouldStop(statement)) {
                return new Ending(RunState.CANCELLED, stoppedProblem(statement), true);
            }
            if (!clock.instant().isBefore(deadline)) {
                return timedOut(statement);
            }
            Fetched fetched = handle.fetch(PATIENCE);
            statement.noteProgress(handle);
            switch (fetched) {
                case Waiting waiting -> {}
                case Page page -> {
                    if (!described) {
                        result.describe(page.columns());
                        described = true;
                    }
                    statement.noteRows();
                    for (Row row : page.rows()) {
                        if (!result.add(row)) {
                            return new Ending(RunState.SUCCEEDED, null, true);
                        }
                    }
                }
                case Complete complete -> {
                    if (!described) {
                        result.describe(complete.columns());
                    }
                    // SHOW, DESCRIBE and EXPLAIN have a result without being queries to the engine.
                    statement.noteQuery(described
                            || complete.isQuery()
                            || !complete.columns().isEmpty());
                    statement.noteJob(complete.submitted());
                    return new Ending(
                            complete.submitted().isPresent() ? RunState.SUBMITTED : RunState.SUCCEEDED, null, false);
                }
                case Failed failed -> {
                    return run.shouldStop(statement)
                            ? new Ending(RunState.CANCELLED, stoppedProblem(statement), true)
                            : new Ending(RunState.FAILED, statement.mapped(failed.problem()), true);
                }
            }
            run.changed();
        }
    }

    /** Time is up: a stream's end for now, a failure for everything else. */
    private static Ending timedOut(StatementRun statement) {
        boolean stream = statement.mode() == ExecutionMode.STREAMING
                && (statement.kind() == StatementKind.QUERY || statement.isQuery());
        if (stream) {
            statement.noteQuery(true);
            statement.result().markTruncated();
            return new Ending(RunState.SUCCEEDED, null, true);
        }
        return new Ending(
                RunState.FAILED,
                Problem.of(
                        ErrorCode.TIMEOUT,
                        "The statement took longer than its time limit and was cancelled",
                        "Give it more time, or let it do less"),
                true);
    }

    private static @Nullable Problem stoppedProblem(StatementRun statement) {
        return statement.isQuery() && statement.result().total() > 0
                ? null
                : Problem.of(ErrorCode.CANCELLED, "The statement was stopped before it had a result");
    }

    /** A closed handle has asked the cluster to cancel; it is freed when the job has ended. */
    private void waitUntilGone(StatementRun statement) {
        Optional<JobId> job = statement.job();
        if (job.isEmpty()) {
            return;
        }
        try {
            Jobs jobs = connections.jobs();
            Instant limit = clock.instant().plus(JOB_GONE_LIMIT);
            while (clock.instant().isBefore(limit)
                    && jobs.find(job.get())
                            .map(found -> !found.state().terminal())
                            .orElse(false)) {
                LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
            }
        } catch (ProblemException e) {
            LOG.debug(
                    "Could not see whether job {} has ended: {}",
                    job.get(),
                    e.problem().what());
        }
    }

    private void fail(StatementRun statement, Problem problem) {
        statement.end(RunState.FAILED, statement.mapped(problem), clock.instant());
    }
}
