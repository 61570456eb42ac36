package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Actor;
import io.streamhouse.sql.StatementKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A script on its way: its statements, in order, and the means to watch and to stop it. */
public final class ScriptRun {

    private final String id;
    private final Actor actor;
    private final List<StatementRun> statements;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean stopRequested;
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile boolean abandoned;

    ScriptRun(String id, Actor actor, List<StatementRun> statements) {
        this.id = id;
        this.actor = actor;
        this.statements = List.copyOf(statements);
    }

    public String id() {
        return id;
    }

    public Actor actor() {
        return actor;
    }

    public List<StatementRun> statements() {
        return statements;
    }

    public boolean isEnded() {
        return ended.isDone();
    }

    /** The statement whose turn it is. */
    public Optional<StatementRun> current() {
        return statements.stream()
                .filter(statement -> !statement.state().ended())
                .findFirst();
    }

    /** Completes, never exceptionally, when the last statement has ended and what it held is freed. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Grows with everything that happens, so that a page can tell whether there is something new to show. */
    public long version() {
        return version.get();
    }

    /** Called after every change, from the running thread; it must return at once. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Stops the statement that runs and skips the rest. Returns at once; {@link #ended()} tells when it is done. */
    void stop() {
        stopRequested = true;
        current().ifPresent(StatementRun::cancelHandle);
        changed();
    }

    /** Somebody looks at the results. Each call asks for one of {@link #unwatch} or {@link SqlService#leave}. */
    public void watch() {
        watchers.incrementAndGet();
        abandoned = false;
    }

    /** Somebody looks at something else; the run goes on. */
    public void unwatch() {
        watchers.decrementAndGet();
    }

    boolean leave() {
        return watchers.decrementAndGet() <= 0;
    }

    /**
     * Nobody looks at the results any more: queries are stopped, since they serve nobody; what writes goes on to its
     * end.
     */
    void abandon() {
        abandoned = true;
        current().filter(this::servesNobody).ifPresent(StatementRun::cancelHandle);
    }

    boolean shouldStop(StatementRun statement) {
        return stopRequested || servesNobody(statement);
    }

    private boolean servesNobody(StatementRun statement) {
        return abandoned && (statement.kind() == StatementKind.QUERY || statement.isQuery());
    }

    boolean isStopRequested() {
        return stopRequested;
    }

    void changed() {
        version.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    void end() {
        ended.complete(null);
        changed();
    }
}
