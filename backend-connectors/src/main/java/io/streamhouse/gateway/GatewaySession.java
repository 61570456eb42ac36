package io.streamhouse.gateway;

import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Capability;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A session of the gateway, renewed as it was when the gateway has forgotten it. */
final class GatewaySession implements EngineSession {

    private static final Logger LOG = LoggerFactory.getLogger(GatewaySession.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The first catalog of a fresh engine takes seconds: classes are loaded, storage is reached for. */
    private static final Duration SETUP_PATIENCE = Duration.ofSeconds(90);

    private static final String TIME_ZONE = "table.local-time-zone";

    /** The id a statement's job is to have; a caller who gives it makes the submission repeatable. */
    private static final String JOB_ID = "$internal.pipeline.job-id";

    /** Options by which a session would send its jobs elsewhere, where nobody could follow or stop them. */
    private static final String ENGINE_OPTIONS = "(execution\\.target|execution\\.attached|rest\\.|\\$internal\\.).*";

    /** Options that name code to load. */
    private static final String CODE_OPTIONS = "(pipeline\\.jars|pipeline\\.classpaths|python\\.).*";

    private final GatewayEngine engine;
    private final GatewayClient gateway;
    private final Actor actor;
    private final SessionSettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What the session starts with; a RESET goes back to it. */
    private final Map<String, String> startProperties;

    private volatile String handle = "";
    private volatile Map<String, String> configuration = Map.of();
    /** What the engine's configuration holds by itself, to tell what a SET has changed. */
    private volatile Map<String, String> engineDefaults = Map.of();

    private volatile Optional<String> currentCatalog;
    private volatile Optional<String> currentDatabase;

    GatewaySession(GatewayEngine engine, GatewayClient gateway, Actor actor, SessionSettings settings) {
        this.engine = engine;
        this.gateway = gateway;
        this.actor = actor;
        this.settings = settings;
        this.currentCatalog = settings.currentCatalog();
        this.currentDatabase = settings.currentDatabase();
        Map<String, String> start = new HashMap<>(settings.configuration());
        // The engine's own default is its machine's zone, which can't be asked for.
        start.putIfAbsent(TIME_ZONE, "UTC");
        this.startProperties = Map.copyOf(start);
    }

    /** The gateway's name for this session as it is now. */
    String handle() {
        return handle;
    }

    void openNow() throws GatewayException {
        open(startProperties);
    }

    private synchronized void open(Map<String, String> properties) throws GatewayException {
        JsonNode opened =
                gateway.post("/v4/sessions", Map.of("sessionName", actor.name(), "properties", properties), PATIENCE);
        handle = opened.path("sessionHandle").asString();
        try {
            for (CatalogInfo catalog : settings.catalogs()) {
                attach(catalog);
            }
            if (currentCatalog.isPresent()) {
                configure("USE CATALOG " + Identifiers.quote(currentCatalog.get()));
            }
        } catch (GatewayException e) {
            closeQuietly(handle);
            throw e;
        }
        useDatabase();
        readConfiguration();
        Map<String, String> defaults = new HashMap<>(configuration);
        defaults.keySet().removeAll(properties.keySet());
        engineDefaults = Map.copyOf(defaults);
    }

    /** One attached catalog whose storage is dead must not keep people from working with the others. */
    private void attach(CatalogInfo catalog) throws GatewayException {
        boolean needed =
                settings.currentCatalog().filter(catalog.name()::equals).isPresent();
        if (!needed && engine.deadCatalogs().contains(catalog)) {
            return;
        }
        try {
            configure(createCatalog(catalog));
        } catch (GatewayException e) {
            if (needed || !engine.reachable()) {
                throw e;
            }
            LOG.warn("Catalog {} can't be reached and is missing from the session", catalog.name(), e);
            engine.deadCatalogs().add(catalog);
        }
    }

    /** The database may have been dropped since, or not be there yet; a session without it is better than none. */
    private void useDatabase() throws GatewayException {
        if (currentDatabase.isEmpty()) {
            return;
        }
        try {
            configure("USE " + Identifiers.quote(currentDatabase.get()));
        } catch (GatewayException.Refused e) {
            LOG.debug("Database {} can't be used", currentDatabase.get(), e);
            currentDatabase = Optional.empty();
        }
    }

    private static String createCatalog(CatalogInfo catalog) {
        Map<String, String> options = new TreeMap<>(catalog.options());
        options.putIfAbsent("type", "paimon");
        if ("paimon".equals(options.get("type"))) {
            // Tables are changed through several sessions: none may go by what it remembers of them.
            options.putIfAbsent("cache-enabled", "false");
        }
        return "CREATE CATALOG IF NOT EXISTS " + Identifiers.quote(catalog.name()) + " WITH ("
                + options.entrySet().stream()
                        .map(option ->
                                Identifiers.literal(option.getKey()) + " = " + Identifiers.literal(option.getValue()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private void configure(String statement) throws GatewayException {
        gateway.post("/v4/sessions/" + handle + "/configure-session", Map.of("statement", statement), SETUP_PATIENCE);
    }

    private void readConfiguration() throws GatewayException {
        Map<String, String> read = new HashMap<>();
        JsonNode properties = gateway.get("/v4/sessions/" + handle, PATIENCE).path("properties");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            read.put(property.getKey(), property.getValue().asString());
        }
        configuration = Map.copyOf(read);
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public Map<String, String> configuration() {
        return configuration;
    }

    /** The wall clock the gateway writes TIMESTAMP_LTZ in. */
    ZoneId zone() {
        try {
            return ZoneId.of(configuration.getOrDefault(TIME_ZONE, "UTC"));
        } catch (DateTimeException e) {
            LOG.debug("Unknown time zone in session", e);
            return ZoneOffset.UTC;
        }
    }

    @Override
    public StatementHandle submit(String sql, ExecutionMode mode, Map<String, String> options) {
        if (closed.get()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "This session has been closed.");
        }
        StatementShape shape = StatementShape.of(sql);
        Optional<Problem> refusal = refusal(shape);
        if (refusal.isPresent()) {
            return new RefusedStatement(refusal.get());
        }
        StatementOptions statementOptions = new StatementOptions(shape, mode, configuration, options);
        Optional<JobId> given = Optional.ofNullable(options.get(JOB_ID)).map(JobId::new);
        Optional<JobId> job =
                given.isPresent() || !(shape.isQuery() || shape.isWrite()) ? given : Optional.of(newJobId());
        try {
            return send(new GatewayStatement.Request(sql, shape, mode, statementOptions, job, given.isPresent()));
        } catch (GatewayException e) {
            throw new ProblemException(engine.problem(e), e);
        }
    }

    private Optional<Problem> refusal(StatementShape shape) {
        if (shape.isEmpty()) {
            return Optional.of(Problem.of(ErrorCode.SYNTAX, "There is no statement here."));
        }
        boolean loadsCode = shape.loadsCode()
                || shape.optionSet().filter(key -> key.matches(CODE_OPTIONS)).isPresent();
        if (loadsCode && !engine.capabilities().contains(Capability.LOAD_CODE)) {
            return Optional.of(Problem.of(
                    ErrorCode.FORBIDDEN,
                    "The embedded engine takes no code from outside: it runs inside the console itself.",
                    "Connect to a Flink cluster of your own in Settings to use jars there."));
        }
        return shape.optionSet()
                .filter(key -> key.matches(ENGINE_OPTIONS))
                .map(key -> Problem.of(
                        ErrorCode.FORBIDDEN,
                        "The option " + key + " belongs to the engine's own set-up and can't be set in a session."));
    }

    /** A job id of our own choosing: so a job can be found and stopped even before the gateway tells of it. */
    static JobId newJobId() {
        UUID id = UUID.randomUUID();
        return new JobId(HexFormat.of().toHexDigits(id.getMostSignificantBits())
                + HexFormat.of().toHexDigits(id.getLeastSignificantBits()));
    }

    private GatewayStatement send(GatewayStatement.Request request) throws GatewayException {
        String before = handle;
        try {
            return new GatewayStatement(engine, gateway, this, request, before, execute(before, request), false);
        } catch (GatewayException.Refused e) {
            if (!e.sessionUnknown()) {
                throw e;
            }
            renew(before);
            String renewed = handle;
            return new GatewayStatement(engine, gateway, this, request, renewed, execute(renewed, request), true);
        }
    }

    /** Starts the statement in this session and returns the operation's handle. */
    String execute(String session, GatewayStatement.Request request) throws GatewayException {
        Map<String, String> options = new LinkedHashMap<>(request.options().forEngine());
        request.job().ifPresent(job -> options.put(JOB_ID, job.value()));
        JsonNode submitted = gateway.post(
                "/v4/sessions/" + session + "/statements",
                Map.of("statement", request.sql(), "executionConfig", options),
                PATIENCE);
        return submitted.path("operationHandle").asString();
    }

    private synchronized void renew(String forgotten) throws GatewayException {
        if (!handle.equals(forgotten)) {
            return;
        }
        Map<String, String> properties = new HashMap<>();
        configuration.forEach((key, value) -> {
            if (!value.equals(engineDefaults.get(key))) {
                properties.put(key, value);
            }
        });
        LOG.info("Session of {} was forgotten by the engine and is opened again", actor.name());
        open(properties);
    }

    /** Called when a statement that changes the session is done, to know its state should it have to be renewed. */
    void changed(StatementShape shape) {
        try {
            if (shape.isUse()) {
                currentCatalog = answer("SHOW CURRENT CATALOG");
                currentDatabase = answer("SHOW CURRENT DATABASE");
                return;
            }
            readConfiguration();
            if (shape.firstWord().equals("RESET")) {
                for (Map.Entry<String, String> property : startProperties.entrySet()) {
                    if (!configuration.containsKey(property.getKey())) {
                        configure("SET " + Identifiers.literal(property.getKey()) + " = "
                                + Identifiers.literal(property.getValue()));
                    }
                }
                readConfiguration();
            }
        } catch (GatewayException e) {
            LOG.debug("The session's state could not be read", e);
        }
    }

    private Optional<String> answer(String question) throws GatewayException {
        String session = handle;
        StatementShape shape = StatementShape.of(question);
        var request = new GatewayStatement.Request(
                question,
                shape,
                ExecutionMode.BATCH,
                new StatementOptions(shape, ExecutionMode.BATCH, configuration, Map.of()),
                Optional.empty(),
                false);
        try (GatewayStatement statement =
                new GatewayStatement(engine, gateway, this, request, session, execute(session, request), false)) {
            return statement.firstValue(PATIENCE);
        }
    }

    void heartbeat() {
        try {
            gateway.post("/v4/sessions/" + handle + "/heartbeat", Map.of(), PATIENCE);
        } catch (GatewayException e) {
            LOG.debug("No heartbeat for the session of {}", actor.name(), e);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.forget(this);
            closeQuietly(handle);
        }
    }

    private void closeQuietly(@Nullable String session) {
        try {
            gateway.delete("/v4/sessions/" + session, PATIENCE);
        } catch (GatewayException e) {
            LOG.debug("Session {} was gone already", session, e);
        }
    }
}
