package io.streamhouse.engine;

import io.streamhouse.model.Actor;
import io.streamhouse.model.Capability;
import io.streamhouse.model.Endpoints;
import java.util.Set;

/** A Flink engine that runs SQL. Embedded or remote makes no difference here. */
public interface Engine extends AutoCloseable {

    Endpoints endpoints();

    /** What this engine can do beyond what every engine can. */
    Set<Capability> capabilities();

    /**
     * Whether the gateway and the cluster behind it answer now.
     *
     * @return false rather than an exception when they don't
     */
    boolean reachable();

    /**
     * Opens a session. It is kept alive until it is closed and, should the engine forget it (a restart, a time-out), it
     * is renewed with its settings, current catalog and database at the next statement; temporary objects are then
     * gone, and the statement's handle says so.
     *
     * @throws io.streamhouse.model.ProblemException ENGINE_UNREACHABLE, ENGINE_STARTING
     */
    EngineSession open(Actor actor, SessionSettings settings);

    /** Closes every session of this engine object and its connections; the engine itself goes on. */
    @Override
    void close();
}
