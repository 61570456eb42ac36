package io.streamhouse.refresh;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements and waits for jobs. Sessions are kept open, since opening one costs more than a statement. */
final class Running implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private static final Duration PAUSE = Duration.ofMillis(15);

    /** Between two looks at why a job begins again. */
    private static final Duration RESTARTING_PAUSE = Duration.ofMillis(200);

    private static final int SESSIONS_KEPT = 4;

    /** Two scans of one table are two here, each at its own place; and Flink fails to share those of materialized views. */
    private static final Map<String, String> ALWAYS = Map.of("table.optimizer.reuse-source-enabled", "false");

    private final Surroundings surroundings;
    private final Deque<Open> idle = new ArrayDeque<>();
    private volatile boolean closed;

    private record Open(Engine engine, SessionSettings settings, EngineSession session) {}

    Running(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Starts a job that goes on by itself. A job of that id that is there already is as good. */
    void submit(String insert, Map<String, String> options, JobId job) {
        inSession(session -> {
            try (StatementHandle statement = session.submit(insert, ExecutionMode.STREAMING, with(options))) {
                while (true) {
                    switch (next(statement)) {
                        case StatementHandle.Complete ignored -> {
                            return;
                        }
                        case StatementHandle.Failed failed -> {
                            if (surroundings.jobs().state(job).isEmpty()) {
                                throw new ProblemException(failed.problem());
                            }
                            return;
                        }
                        case StatementHandle.Page ignored -> {}
                        case StatementHandle.Waiting ignored -> {}
                    }
                }
            }
        });
    }

    /** Runs a statement over what is there now to its end; its rows go to {@code rows}. */
    void batch(String statement, Map<String, String> options, Consumer<Row> rows) {
        toItsEnd(statement, ExecutionMode.BATCH, options, rows);
    }

    /** Runs a query over input that ends as a stream; its changes go to {@code rows}. */
    void stream(String query, Map<String, String> options, Consumer<Row> rows) {
        toItsEnd(query, ExecutionMode.STREAMING, options, rows);
    }

    private void toItsEnd(String statement, ExecutionMode mode, Map<String, String> options, Consumer<Row> rows) {
        inSession(session -> {
            try (StatementHandle running = session.submit(statement, mode, with(options))) {
                while (true) {
                    switch (next(running)) {
                        case StatementHandle.Complete ignored -> {
                            return;
                        }
                        case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                        case StatementHandle.Page page -> page.rows().forEach(rows);
                        case StatementHandle.Waiting ignored -> {}
                    }
                }
            }
        });
    }

    private static Map<String, String> with(Map<String, String> own) {
        Map<String, String> options = new HashMap<>(ALWAYS);
        options.putAll(own);
        return options;
    }

    private StatementHandle.Fetched next(StatementHandle statement) {
        stopIfClosed();
        return statement.fetch(Duration.ofSeconds(1));
    }

    private void inSession(Consumer<EngineSession> work) {
        Open open = take();
        boolean well = false;
        try {
            work.accept(open.session());
            well = true;
        } catch (ProblemException e) {
            well = e.problem().code().kind() != ErrorCode.Kind.ENGINE;
            throw e;
        } finally {
            if (well && !closed) {
                giveBack(open);
            } else {
                closeQuietly(open);
            }
        }
    }

    private Open take() {
        Engine engine = surroundings.engine();
        SessionSettings settings = surroundings.sessionSettings();
        while (true) {
            Optional<Open> open = pop();
            if (open.isEmpty()) {
                return new Open(engine, settings, engine.open(Actor.CONSOLE, settings));
            }
            if (open.get().engine() == engine && open.get().settings().equals(settings)) {
                return open.get();
            }
            closeQuietly(open.get());
        }
    }

    private synchronized Optional<Open> pop() {
        return Optional.ofNullable(idle.poll());
    }

    private void giveBack(Open open) {
        synchronized (this) {
            if (idle.size() < SESSIONS_KEPT) {
                idle.push(open);
                return;
            }
        }
        closeQuietly(open);
    }

    private static void closeQuietly(Open open) {
        open.session().close();
    }

    /**
     * Waits until every task of a job runs.
     *
     * @throws StateRefused if it can't go on from the state it was given
     * @throws ProblemException whatever else ends it, or TIMEOUT
     */
    void awaitRunning(JobId job, Duration patience) {
        String late = "The job to refresh it did not start in " + patience.toSeconds() + " s";
        await(() -> why(job, Problem.of(ErrorCode.TIMEOUT, late)), patience, () -> {
            Jobs jobs = surroundings.jobs();
            JobState state = jobs.state(job)
                    .orElseThrow(() -> new ProblemException(ErrorCode.ENGINE_FAILED, "The job to refresh it is gone"));
            if (state.terminal() || state == JobState.FAILING) {
                throw why(job, Problem.of(ErrorCode.CANCELLED, "The job to refresh it ended as " + state));
            }
            if (state == JobState.RESTARTING) {
                // It would begin again and again for as long as it is waited for.
                lastFailure(job).filter(JobEnd::refusesState).ifPresent(failure -> {
                    throw refused(job, failure);
                });
                pause(RESTARTING_PAUSE);
            }
            return state == JobState.RUNNING
                    && jobs.find(job)
                            .filter(now -> now.tasksTotal() > 0 && now.tasksRunning() == now.tasksTotal())
                            .isPresent();
        });
    }

    /** What a job met, if it met anything: that says more than how it ended, or how long it was waited for. */
    private RuntimeException why(JobId job, Problem otherwise) {
        Optional<JobFailure> failure = lastFailure(job);
        if (failure.filter(JobEnd::refusesState).isPresent()) {
            return refused(job, failure.get());
        }
        return new ProblemException(failure.map(JobEnd::why).orElse(otherwise));
    }

    private static StateRefused refused(JobId job, JobFailure failure) {
        LOG.info("Job {} can't go on from the state it was given: {}", job, failure.rootCause());
        return new StateRefused();
    }

    private Optional<JobFailure> lastFailure(JobId job) {
        return surroundings.jobs().failures(job).stream().findFirst();
    }

    /** Cancels a job and waits for its end. */
    void end(JobId job) {
        Jobs jobs = surroundings.jobs();
        if (hasEnded(jobs, job)) {
            return;
        }
        jobs.cancel(job);
        await("The job could not be cancelled", Duration.ofSeconds(60), () -> hasEnded(jobs, job));
    }

    private static boolean hasEnded(Jobs jobs, JobId job) {
        return jobs.state(job).map(JobState::terminal).orElse(true);
    }

    /** @throws ProblemException TIMEOUT with {@code otherwise} */
    void await(String otherwise, Duration patience, BooleanSupplier condition) {
        await(() -> new ProblemException(ErrorCode.TIMEOUT, otherwise), patience, condition);
    }

    private void await(Supplier<RuntimeException> otherwise, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw otherwise.get();
            }
            pause(PAUSE);
        }
    }

    void pause(Duration time) {
        stopIfClosed();
        LockSupport.parkNanos(time.toNanos());
        stopIfClosed();
    }

    private void stopIfClosed() {
        if (closed || Thread.currentThread().isInterrupted()) {
            throw new ProblemException(ErrorCode.CANCELLED, "The console is stopping");
        }
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        for (Optional<Open> open = pop(); open.isPresent(); open = pop()) {
            closeQuietly(open.get());
        }
    }
}
