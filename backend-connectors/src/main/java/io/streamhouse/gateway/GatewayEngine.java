package io.streamhouse.gateway;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Capability;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A Flink engine reached through its SQL Gateway's REST API, version 4. */
public final class GatewayEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayEngine.class);

    /** Gateways forget a session after ten idle minutes unless told otherwise. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(60);

    private static final Duration PING_PATIENCE = Duration.ofSeconds(3);

    private static final Duration DEPLOYMENT_PATIENCE = Duration.ofSeconds(3);
    private static final Duration DEPLOYMENT_POLL = Duration.ofMillis(50);

    private final Endpoints endpoints;
    private final Set<Capability> capabilities;
    private final GatewayClient gateway;
    private final GatewayClient cluster;
    private final Set<GatewaySession> sessions = ConcurrentHashMap.newKeySet();
    private final DeadCatalogs deadCatalogs = new DeadCatalogs();
    private final ScheduledExecutorService background;

    public GatewayEngine(Endpoints endpoints, Set<Capability> capabilities) {
        this.endpoints = endpoints;
        this.capabilities = Set.copyOf(capabilities);
        this.gateway = new GatewayClient(endpoints.gateway());
        this.cluster = new GatewayClient(endpoints.cluster());
        this.background = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("gateway-heartbeat").factory());
        background.scheduleWithFixedDelay(
                () -> sessions.forEach(GatewaySession::heartbeat),
                HEARTBEAT.toSeconds(),
                HEARTBEAT.toSeconds(),
                TimeUnit.SECONDS);
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public boolean reachable() {
        try {
            gateway.get("/v4/info", PING_PATIENCE);
            cluster.get("/config", PING_PATIENCE);
            return true;
        } catch (GatewayException e) {
            LOG.debug("Engine at {} is not reachable", endpoints, e);
            return false;
        }
    }

    @Override
    public EngineSession open(Actor actor, SessionSettings settings) {
        GatewaySession session = new GatewaySession(this, gateway, actor, settings);
        try {
            session.openNow();
        } catch (GatewayException e) {
            throw new ProblemException(problem(e), e);
        }
        sessions.add(session);
        return session;
    }

    /** What the cluster remembers a job failed of, its stack trace included. */
    Optional<String> failure(JobId job) {
        try {
            JsonNode latest = cluster.get("/jobs/" + job + "/exceptions?maxExceptions=1", PING_PATIENCE)
                    .path("exceptionHistory")
                    .path("entries")
                    .path(0)
                    .path("stacktrace");
            return latest.asString("").isBlank() ? Optional.empty() : Optional.of(latest.asString());
        } catch (GatewayException e) {
            LOG.debug("What job {} failed of is not known", job, e);
            return Optional.empty();
        }
    }

    DeadCatalogs deadCatalogs() {
        return deadCatalogs;
    }

    /** What an exchange with the gateway that failed means to a person. */
    Problem problem(GatewayException failure) {
        return switch (failure) {
            case GatewayException.Unreachable unreachable -> {
                LOG.debug("Engine at {} does not answer", endpoints, unreachable);
                yield Problem.of(
                        ErrorCode.ENGINE_UNREACHABLE,
                        "The engine at " + endpoints.gateway() + " does not answer.",
                        "Check that it runs, or choose another connection in Settings.");
            }
            case GatewayException.Refused refused -> new FailureReport(refused.text()).problem();
        };
    }

    void forget(GatewaySession session) {
        sessions.remove(session);
    }

    /**
     * Sees to it that a job which feeds nobody any more ends. The gateway cancels it too, but not if it was still
     * planning when it was told to: then the job appears a moment later.
     */
    void makeSureGone(JobId job) {
        makeSureGone(job, 0);
    }

    private static final long[] LOOK_AGAIN_AFTER_MILLIS = {0, 300, 700, 1_000, 2_000, 4_000, 8_000, 15_000};

    private void makeSureGone(JobId job, int attempt) {
        if (attempt == LOOK_AGAIN_AFTER_MILLIS.length || background.isShutdown()) {
            return;
        }
        background.schedule(
                () -> {
                    if (!ended(job)) {
                        makeSureGone(job, attempt + 1);
                    }
                },
                LOOK_AGAIN_AFTER_MILLIS[attempt],
                TimeUnit.MILLISECONDS);
    }

    /**
     * Waits a moment while a job's tasks are being deployed. A query cancelled just then meets a sink that was never
     * opened, and Flink 2.2.1's {@code CollectSinkFunction} takes the whole task manager with it, and every job there.
     */
    void awaitDeployed(JobId job) {
        long deadline = System.nanoTime() + DEPLOYMENT_PATIENCE.toNanos();
        while (beingDeployed(job) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(DEPLOYMENT_POLL.toNanos());
        }
    }

    /** Asks the list of all jobs: what Flink tells of one alone may be three seconds old. */
    private boolean beingDeployed(JobId job) {
        try {
            for (JsonNode one : cluster.get("/jobs/overview", PING_PATIENCE).path("jobs")) {
                if (one.path("jid").asString("").equals(job.value())) {
                    return beingDeployed(one);
                }
            }
        } catch (GatewayException e) {
            LOG.debug("Whether job {} is being deployed is not known", job, e);
        }
        return false;
    }

    private static boolean beingDeployed(JsonNode job) {
        if (!Set.of("INITIALIZING", "CREATED", "RUNNING")
                .contains(job.path("state").asString(""))) {
            return false;
        }
        JsonNode tasks = job.path("tasks");
        // A batch job deploys its later tasks when the earlier ones are done: then not all are yet to begin.
        return tasks.path("created").asInt(0) == tasks.path("total").asInt(0)
                || Stream.of("scheduled", "deploying", "initializing")
                        .anyMatch(state -> tasks.path(state).asInt(0) > 0);
    }

    /** Whether the job has ended; asks it to if it has not. A job not known (yet) has not. */
    private boolean ended(JobId job) {
        try {
            String state = cluster.get("/jobs/" + job + "/status", PING_PATIENCE)
                    .path("status")
                    .asString();
            switch (state) {
                case "FINISHED", "CANCELED", "FAILED" -> {
                    return true;
                }
                case "CANCELLING", "FAILING" -> {
                    return false;
                }
                default -> {
                    awaitDeployed(job);
                    cluster.patch("/jobs/" + job + "?mode=cancel", PING_PATIENCE);
                }
            }
        } catch (GatewayException e) {
            LOG.debug("Job {} could not be cancelled (yet)", job, e);
        }
        return false;
    }

    @Override
    public void close() {
        sessions.forEach(GatewaySession::close);
        background.shutdownNow();
        gateway.close();
        cluster.close();
    }
}
