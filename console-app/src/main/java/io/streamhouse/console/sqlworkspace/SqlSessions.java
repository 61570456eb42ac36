package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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

    /** A tab's session lasts longer: its owner may be at lunch. Its text and its results are not part of it. */
    static final Duration TAB_IDLE_LIMIT = Duration.ofHours(4);

    private static final Logger LOG = LoggerFactory.getLogger(SqlSessions.class);
    private static final int MOST_FOR_PROGRAMS = 200;

    private final Connections connections;
    private final InstantSource clock;
    private final Map<String, SqlSession> forPrograms = new ConcurrentHashMap<>();
    private final Map<TabKey, SqlSession> forTabs = new ConcurrentHashMap<>();
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

    /** The session of a tab, opened if it is not open already. */
    SqlSession forTab(Actor actor, String tab) {
        return forTabs.computeIfAbsent(new TabKey(actor, tab), ignored -> create(actor, Namespace.DEFAULT, Map.of()));
    }

    Optional<SqlSession> findForTab(Actor actor, String tab) {
        return Optional.ofNullable(forTabs.get(new TabKey(actor, tab)));
    }

    void endTab(Actor actor, String tab) {
        SqlSession session = forTabs.remove(new TabKey(actor, tab));
        if (session != null) {
            session.close();
        }
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
        session.close();
    }

    void endIdle() {
        endIdle(forPrograms, IDLE_LIMIT);
        endIdle(forTabs, TAB_IDLE_LIMIT);
    }

    private <K> void endIdle(Map<K, SqlSession> sessions, Duration limit) {
        Instant oldest = clock.instant().minus(limit);
        sessions.forEach((key, session) -> {
            if (session.lastUsed().isBefore(oldest) && !session.isBusy() && sessions.remove(key, session)) {
                try {
                    session.close();
                } catch (RuntimeException e) {
                    LOG.warn("Could not end the idle session {}", session.id(), e);
                }
            }
        });
    }

    @PreDestroy
    void endAll() {
        sweeper.shutdownNow();
        forPrograms.values().forEach(SqlSession::close);
        forTabs.values().forEach(SqlSession::close);
    }
}
