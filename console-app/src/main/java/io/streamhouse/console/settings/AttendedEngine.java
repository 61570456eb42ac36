package io.streamhouse.console.settings;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Capability;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An engine with the console's eyes on it: jobs that statements leave running are told of, and statements cut off by a
 * switch of the connection say so instead of failing strangely.
 */
final class AttendedEngine implements Engine {

    private final Engine engine;
    private final String connection;
    private final List<SubmissionListener> listeners;

    /** Name of the connection that was switched to, once this one is left. */
    private final AtomicReference<@Nullable String> successor = new AtomicReference<>();

    AttendedEngine(Engine engine, String connection, List<SubmissionListener> listeners) {
        this.engine = engine;
        this.connection = connection;
        this.listeners = List.copyOf(listeners);
    }

    /** Closes the engine for good, in favour of another connection. */
    void leave(String forConnection) {
        successor.set(forConnection);
        engine.close();
    }

    /** What ends a statement here: the switch, if there was one, or else what the engine says. */
    Problem problem(Problem said) {
        String next = successor.get();
        return next == null
                ? said
                : Problem.of(
                        ErrorCode.CANCELLED,
                        "The console was switched from “" + connection + "” to “" + next + "” while this statement ran",
                        "Run it again, there or here");
    }

    ProblemException problem(ProblemException failure) {
        Problem said = problem(failure.problem());
        return said.equals(failure.problem()) ? failure : new ProblemException(said, failure);
    }

    void submitted(Submission submission) {
        listeners.forEach(listener -> listener.submitted(submission));
    }

    String connection() {
        return connection;
    }

    @Override
    public Endpoints endpoints() {
        return engine.endpoints();
    }

    @Override
    public Set<Capability> capabilities() {
        return engine.capabilities();
    }

    @Override
    public boolean reachable() {
        return engine.reachable();
    }

    @Override
    public EngineSession open(Actor actor, SessionSettings settings) {
        try {
            return new AttendedSession(this, engine.open(actor, settings), settings);
        } catch (ProblemException e) {
            throw problem(e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
