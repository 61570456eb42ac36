package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.StatementHandle.Complete;
import io.streamhouse.engine.StatementHandle.Failed;
import io.streamhouse.engine.StatementHandle.Page;
import io.streamhouse.engine.StatementHandle.Waiting;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a tab or a program keeps between statements: {@code SET}, {@code USE} and temporary objects. The engine's side of
 * it is opened at the first statement, and again when the engine in use has been switched.
 */
public final class SqlSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration SIDE_STATEMENT_LIMIT = Duration.ofSeconds(20);

    private final String id;
    private final Actor actor;
    private final Connections connections;
    private final InstantSource clock;
    private final Map<String, String> configuration;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Namespace namespace;
    private volatile Instant lastUsed;
    private volatile boolean closed;
    private @Nullable Engine engine;
    private @Nullable EngineSession session;

    SqlSession(
            String id,
            Actor actor,
            Connections connections,
            InstantSource clock,
            Namespace namespace,
            Map<String, String> configuration) {
        this.id = id;
        this.actor = actor;
        this.connections = connections;
        this.clock = clock;
        this.namespace = namespace;
        this.configuration = Map.copyOf(configuration);
        this.lastUsed = clock.instant();
    }

    public String id() {
        return id;
    }

    public Actor actor() {
        return actor;
    }

    /** Where unqualified names are looked up, as far as was asked for or said by {@code USE}. */
    public Namespace namespace() {
        return namespace;
    }

    /** {@link #namespace} with the engine's defaults where nothing was asked for: both parts are there. */
    Namespace resolved() {
        SessionSettings defaults = connections.sessionSettings();
        Optional<String> catalog = namespace.catalog().or(defaults::currentCatalog);
        boolean elsewhere = !catalog.equals(defaults.currentCatalog());
        Optional<String> database =
                namespace.database().or(() -> elsewhere ? Optional.empty() : defaults.currentDatabase());
        return Namespace.of(catalog.orElse(""), database.orElse("default"));
    }

    Instant lastUsed() {
        return lastUsed;
    }

    boolean isBusy() {
        return turn.isLocked();
    }

    /** Statements of a session run one after the other: whoever holds the turn runs. */
    ReentrantLock turn() {
        return turn;
    }

    void touch() {
        lastUsed = clock.instant();
    }

    /** To be called by whoever holds the turn. */
    StatementHandle submit(String sql, ExecutionMode mode) {
        touch();
        return open().submit(sql, mode);
    }

    /**
     * Makes unqualified names mean something else from the next statement on. To be called by whoever holds the turn.
     *
     * @throws ProblemException NOT_FOUND and what else the engine has against it
     */
    void use(Namespace wanted) {
        if (wanted.equals(namespace)) {
            return;
        }
        if (session != null) {
            wanted.catalog().ifPresent(catalog -> runAside("USE CATALOG " + Identifiers.quote(catalog)));
            wanted.database().ifPresent(database -> runAside("USE " + Identifiers.quote(database)));
        }
        namespace = wanted;
    }

    /** Asks the engine where it is, after a statement that may have moved it. */
    void lookAround() {
        namespace = new Namespace(runAside("SHOW CURRENT CATALOG"), runAside("SHOW CURRENT DATABASE"));
    }

    /** Runs a statement of the console's own and returns the first value of its result. */
    private Optional<String> runAside(String sql) {
        Instant limit = clock.instant().plus(SIDE_STATEMENT_LIMIT);
        Optional<String> first = Optional.empty();
        try (StatementHandle handle = open().submit(sql, ExecutionMode.BATCH)) {
            while (clock.instant().isBefore(limit)) {
                switch (handle.fetch(PATIENCE)) {
                    case Page page -> {
                        for (Row row : page.rows()) {
                            Object value =
                                    row.values().isEmpty() ? null : row.values().getFirst();
                            if (first.isEmpty() && value != null) {
                                first = Optional.of(value.toString());
                            }
                        }
                    }
                    case Complete complete -> {
                        return first;
                    }
                    case Failed failed -> throw new ProblemException(failed.problem());
                    case Waiting waiting -> {}
                }
            }
        }
        throw new ProblemException(ErrorCode.TIMEOUT, "The engine did not answer " + sql);
    }

    private EngineSession open() {
        if (closed) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "The session " + id + " has ended", "Open a new one");
        }
        Engine inUse = connections.engine();
        EngineSession opened = session;
        if (opened != null && engine == inUse) {
            return opened;
        }
        if (opened != null) {
            opened.close();
        }
        SessionSettings defaults = connections.sessionSettings();
        Map<String, String> merged = new HashMap<>(defaults.configuration());
        merged.putAll(configuration);
        boolean elsewhere =
                namespace.catalog().isPresent() && !namespace.catalog().equals(defaults.currentCatalog());
        EngineSession fresh = inUse.open(
                actor,
                new SessionSettings(
                        defaults.catalogs(),
                        namespace.catalog().or(defaults::currentCatalog),
                        namespace.database().or(() -> elsewhere ? Optional.empty() : defaults.currentDatabase()),
                        merged));
        engine = inUse;
        session = fresh;
        return fresh;
    }

    /** Ends the engine's side too, and with it whatever still runs. Safe to call twice. */
    @Override
    public void close() {
        closed = true;
        EngineSession opened = session;
        if (opened != null) {
            opened.close();
        }
    }
}
