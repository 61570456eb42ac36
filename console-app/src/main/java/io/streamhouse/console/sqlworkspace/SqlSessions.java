package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** The sessions that are open: one for each tab of a page, and those that programs asked for. Idle ones are ended. */
@Service
public class SqlSessions {

    /** How long a program's session lasts without a statement. */
    public static final Duration IDLE_LIMIT = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(SqlSessions.class);
    private static final int MOST_FOR_PROGRAMS = 200;

    private final Connections connections;
    private final InstantSource clock;
    private final Map<String, SqlSession> forPrograms = new ConcurrentHashMap<>();
    private final Map<String, SqlSession> others = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sql-session-sweeper").daemon().factory());

    SqlSessions(@Lazy Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
        sweeper.scheduleWithFixedDelay(this::endIdle, 1, 1, TimeUnit.MINUTES);
    }

    /** A session for a program, to be named by its id; ends by itself when idle. */
    public SqlSession openForProgram(Actor actor, Namespace namespace, Map<String, String> configuration) {
        if (forPrograms.size() >= MOST_FOR_PROGRAMS) {
            throw new ProblemException(
                    ErrorCode.TOO_LARGE,
                    "There are " + MOST_FOR_PROGRAMS + " sessions open already",
                    "End some with DELETE /api/v1/sessions/{id}");
        }
        SqlSession session = create(actor, namespace, configuration);
        forPrograms.put(session.id(), session);
        return session;
    }

    /** A session for one tab of a page, ended by the page. */
    public SqlSession openForTab(Actor actor, Namespace namespace) {
        SqlSession session = create(actor, namespace, Map.of());
        others.put(session.id(), session);
        return session;
    }

    SqlSession openAlone(Actor actor, Namespace namespace) {
        return create(actor, namespace, Map.of());
    }

    private SqlSession create(Actor actor, Namespace namespace, Map<String, String> configuration) {
        return new SqlSession(UUID.randomUUID().toString(), actor, connections, clock, namespace, configuration);
    }

    /** @throws ProblemException NOT_FOUND if there is none of this id, or it has timed out, or is another actor's */
    public SqlSession forProgram(Actor actor, String id) {
        SqlSession session = forPrograms.get(id);
        if (session == null || !session.actor().equals(actor)) {
            throw new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "There is no session " + id,
                    "Sessions end after " + IDLE_LIMIT.toMinutes() + " idle minutes and at a restart; open a new one");
        }
        return session;
    }

    /** Cancels what runs in a session and ends it. Safe to call twice. */
    public void end(Actor actor, SqlSession session) {
        if (!session.actor().equals(actor)) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "The session belongs to somebody else");
        }
        forPrograms.remove(session.id());
        others.remove(session.id());
        session.close();
    }

    void endIdle() {
        Instant oldest = clock.instant().minus(IDLE_LIMIT);
        for (SqlSession session : List.copyOf(forPrograms.values())) {
            if (session.lastUsed().isBefore(oldest) && !session.isBusy()) {
                try {
                    end(session.actor(), session);
                } catch (RuntimeException e) {
                    LOG.warn("Could not end the idle session {}", session.id(), e);
                }
            }
        }
    }

    @PreDestroy
    void endAll() {
        sweeper.shutdownNow();
        forPrograms.values().forEach(SqlSession::close);
        others.values().forEach(SqlSession::close);
    }
}
