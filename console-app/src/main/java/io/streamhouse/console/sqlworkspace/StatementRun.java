package io.streamhouse.console.sqlworkspace;

import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Outcome;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.sql.Diagnostic;
import io.streamhouse.sql.Diagnostics;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a {@link ScriptRun}, while it runs and after. Written by the thread that runs it, read by pages and
 * calls from others.
 */
public final class StatementRun {

    private final String text;
    private final StatementKind kind;
    private final Position start;
    private final ExecutionMode mode;
    private final int prefix;
    private final ResultBuffer result;
    private volatile RunState state = RunState.QUEUED;
    private volatile boolean query;
    private volatile boolean sessionRenewed;
    private volatile @Nullable Instant startedAt;
    private volatile @Nullable Instant endedAt;
    private volatile @Nullable JobId job;
    private volatile @Nullable String waitsFor;
    private volatile @Nullable Problem problem;
    private volatile @Nullable StatementHandle handle;

    /** @param prefix how many characters {@code text} was put before what stands at {@code start} */
    StatementRun(String text, StatementKind kind, Position start, int prefix, ExecutionMode mode, ResultBounds bounds) {
        this.prefix = prefix;
        this.text = text;
        this.kind = kind;
        this.start = start;
        this.mode = mode;
        this.result = new ResultBuffer(bounds.maxRows(), bounds.endless() && mode == ExecutionMode.STREAMING);
    }

    public String text() {
        return text;
    }

    public StatementKind kind() {
        return kind;
    }

    /** Where it begins in the text its script was taken from. */
    public Position start() {
        return start;
    }

    /** Engines count from the statement's own beginning; people look at the text it was taken from. */
    Problem mapped(Problem problem) {
        Problem found = inWords(problem);
        return found.where()
                .map(at -> at.line() == 1 ? new Position(1, Math.max(1, at.column() - prefix)) : at)
                .map(at -> found.at(at.within(start)))
                .orElse(found);
    }

    /**
     * What Flink's parser says in lists of tokens, in words, where our own look at the statement finds the mistake too;
     * places of a statement that was given to the engine in another form, where they were written.
     */
    private Problem inWords(Problem problem) {
        Optional<Diagnostic> mistake = problem.code() == ErrorCode.SYNTAX
                ? Diagnostics.check(text).stream().findFirst()
                : Optional.empty();
        return mistake.map(found ->
                        new Problem(ErrorCode.SYNTAX, found.message(), Optional.of(found.from()), problem.nextStep()))
                .orElseGet(() -> problem.where()
                        .map(at -> problem.at(Statements.forEngine(text).written(at)))
                        .orElse(problem));
    }

    public ExecutionMode mode() {
        return mode;
    }

    public ResultBuffer result() {
        return result;
    }

    public RunState state() {
        return state;
    }

    /** Whether it answers with rows; known once it runs. */
    public boolean isQuery() {
        return query;
    }

    /** Whether the engine had forgotten the session, so that temporary objects were lost before this statement. */
    public boolean sessionRenewed() {
        return sessionRenewed;
    }

    public Optional<JobId> job() {
        return Optional.ofNullable(job);
    }

    /** Why it is {@link RunState#WAITING}, in words. */
    public Optional<String> waitsFor() {
        return Optional.ofNullable(waitsFor);
    }

    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** How long it has taken until now, or took. */
    public Duration elapsed(Instant now) {
        Instant from = startedAt;
        Instant to = endedAt;
        return from == null ? Duration.ZERO : Duration.between(from, to == null ? now : to);
    }

    /**
     * What came of it; of a statement that was stopped, the rows it had given until then.
     *
     * @throws IllegalStateException before it has ended, and for a statement never run
     */
    public Outcome outcome() {
        return switch (state) {
            case SUCCEEDED -> query ? rows() : new Outcome.Done();
            case SUBMITTED -> {
                JobId submitted = job;
                yield submitted == null ? new Outcome.Done() : new Outcome.Submitted(submitted);
            }
            case FAILED -> new Outcome.Failed(problemOr("It failed"));
            case CANCELLED ->
                query && result.total() > 0 ? rows() : new Outcome.Failed(problemOr("The statement was cancelled"));
            case QUEUED, WAITING, PLANNING, RUNNING, SKIPPED ->
                throw new IllegalStateException("Nothing came of it: " + state);
        };
    }

    private Outcome rows() {
        ResultBuffer.Contents contents = result.contents();
        return new Outcome.Rows(contents.columns(), contents.rows(), contents.truncated());
    }

    private Problem problemOr(String what) {
        Problem known = problem;
        return known == null ? Problem.of(ErrorCode.CANCELLED, what) : known;
    }

    void waiting(String reason, Instant now) {
        waitsFor = reason;
        if (startedAt == null) {
            startedAt = now;
        }
        state = RunState.WAITING;
    }

    void planning(Instant now) {
        waitsFor = null;
        startedAt = now;
        state = RunState.PLANNING;
    }

    /** Keeps the handle so that it can be cancelled from another thread. */
    void runningAs(StatementHandle taken) {
        handle = taken;
        sessionRenewed = taken.sessionRenewed();
    }

    void noteProgress(StatementHandle taken) {
        job = taken.job().orElse(job);
        if (job != null) {
            state = RunState.RUNNING;
        }
    }

    void noteRows() {
        query = true;
        state = RunState.RUNNING;
    }

    void noteJob(Optional<JobId> submitted) {
        job = submitted.orElse(job);
    }

    void noteQuery(boolean isQuery) {
        query = isQuery;
    }

    void end(RunState how, @Nullable Problem why, Instant now) {
        problem = why;
        endedAt = now;
        handle = null;
        state = how;
    }

    void skip() {
        state = RunState.SKIPPED;
    }

    void cancelHandle() {
        StatementHandle running = handle;
        if (running != null) {
            running.cancel();
        }
    }
}
