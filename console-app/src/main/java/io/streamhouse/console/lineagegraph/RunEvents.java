package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.sqlworkspace.RanStatement;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.StatementListener;
import io.streamhouse.console.views.Views;
import io.streamhouse.lineage.Flow;
import io.streamhouse.lineage.RelationDefinition;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.sql.StatementKind;
import io.streamhouse.sql.Touch;
import io.streamhouse.sql.Touches;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells an OpenLineage endpoint of refreshes and of statements that write, as they begin and end. Does nothing unless an
 * address or a file is configured. A job's name is that of the view, or the statement's fingerprint.
 */
@Component
final class RunEvents implements StatementListener, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);
    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final int MOST_WAITING = 1_000;
    private static final int FINGERPRINT = 16;

    private final Catalogs catalogs;
    private final Views views;
    private final GraphKeeper keeper;
    private final JsonMapper json;
    private final InstantSource clock;
    private final OpenLineageFacets facets;
    private final Optional<EventSender> sender;
    private final FlowTracer tracer = new FlowTracer(Tracer.ofPlanner());
    private final Map<RelationId, RefreshRun> told = new HashMap<>();
    private @Nullable ScheduledThreadPoolExecutor worker;
    private Instant since = Instant.EPOCH;

    @Autowired
    RunEvents(
            Catalogs catalogs,
            Views views,
            GraphKeeper keeper,
            JsonMapper json,
            InstantSource clock,
            @Value("${console.openlineage.namespace:streamhouse}") String namespace,
            @Value("${console.openlineage.url:}") String url,
            @Value("${console.openlineage.api-key:}") String key,
            @Value("${console.openlineage.file:}") String file) {
        this.catalogs = catalogs;
        this.views = views;
        this.keeper = keeper;
        this.json = json;
        this.clock = clock;
        this.facets = new OpenLineageFacets(namespace);
        this.sender = target(url, key, file)
                .map(target -> new EventSender(target, EventSender.WAITS, EventSender.MOST_WAITING));
    }

    /** @throws IllegalArgumentException for an address that is none */
    static Optional<EventTarget> target(String url, String key, String file) {
        if (!url.isBlank()) {
            URI address = URI.create(url.strip());
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (!http || address.getHost() == null) {
                throw new IllegalArgumentException("console.openlineage.url must be an http or https address");
            }
            return Optional.of(
                    new EventTarget.ToAddress(address, Optional.of(key.strip()).filter(said -> !said.isEmpty())));
        }
        return file.isBlank() ? Optional.empty() : Optional.of(new EventTarget.ToFile(Path.of(file.strip())));
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (sender.isEmpty()) {
            return;
        }
        since = clock.instant();
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("openlineage-runs").daemon().factory());
        started.scheduleWithFixedDelay(this::lookAtRefreshes, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        worker = started;
    }

    @Override
    public void started(RanStatement statement) {
        tell(statement, "START");
    }

    @Override
    public void ended(RanStatement statement) {
        switch (statement.state()) {
            case SUCCEEDED -> tell(statement, "COMPLETE");
            case SUBMITTED -> tell(statement, "RUNNING");
            case FAILED -> tell(statement, "FAIL");
            case CANCELLED, SKIPPED, QUEUED, WAITING, PLANNING, RUNNING -> tell(statement, "ABORT");
        }
    }

    private void tell(RanStatement statement, String type) {
        ScheduledThreadPoolExecutor running = worker;
        if (running == null || !writes(statement.kind()) || running.getQueue().size() > MOST_WAITING) {
            return;
        }
        try {
            running.execute(() -> send(statement, type));
        } catch (RejectedExecutionException e) {
            LOG.debug("The console is being stopped: an event is left out", e);
        }
    }

    private static boolean writes(StatementKind kind) {
        return kind == StatementKind.INSERT
                || kind == StatementKind.STATEMENT_SET
                || kind == StatementKind.CREATE_TABLE_AS
                || kind == StatementKind.UPDATE
                || kind == StatementKind.DELETE;
    }

    private void send(RanStatement statement, String type) {
        try {
            String text = Redactor.text(statement.sql());
            ObjectNode job =
                    facets.job("statement." + RunFlows.fingerprint(text).substring(0, FINGERPRINT));
            job.putObject("facets")
                    .set("sql", OpenLineageFacets.facet(OpenLineageFacets.SQL).put("query", text));
            // A statement that begins or fails need not be understood.
            boolean wrote = statement.state() == RunState.SUCCEEDED || statement.state() == RunState.SUBMITTED;
            List<FlowTracer.Written> written = wrote ? written(statement) : List.of();
            send(event(type, statement.at(), statement.id(), job, written, statement.problem()));
        } catch (RuntimeException e) {
            LOG.warn("A statement's OpenLineage event could not be made", e);
        }
    }

    private List<FlowTracer.Written> written(RanStatement statement) {
        String catalog = statement.namespace().catalog().orElse("");
        String database = statement.namespace().database().orElse("");
        if (catalog.isEmpty() || database.isEmpty()) {
            return List.of();
        }
        DatabaseId current = new DatabaseId(catalog, database);
        List<RelationId> targets = Touches.of(statement.sql()).stream()
                .filter(touch -> touch.act() == Touch.Act.WRITE)
                .flatMap(touch -> FlowTracer.named(touch.name(), current).stream())
                .toList();
        return tracer.statement(
                statement.sql(), current, catalogs::storedDefinition, targets, text -> new Via.Definition());
    }

    /** What was not told yet of the refreshes since the console began. */
    private void lookAtRefreshes() {
        try {
            for (ViewState view : views.list()) {
                RefreshRun latest = view.lastRefresh().orElse(null);
                RefreshRun before = told.get(view.id());
                if (latest != null && !latest.startedAt().isBefore(since) && !same(latest, before)) {
                    Instant from = before == null ? since : before.startedAt();
                    List<RefreshRun> runs = new ArrayList<>(
                            views.refreshes(view.id(), from, clock.instant().plusSeconds(1)));
                    runs.sort((one, other) -> one.startedAt().compareTo(other.startedAt()));
                    for (RefreshRun run : runs) {
                        tell(view.id(), run, told.get(view.id()));
                    }
                }
            }
        } catch (ProblemException e) {
            LOG.debug("Refreshes can't be looked at now: {}", e.problem().what());
        } catch (RuntimeException e) {
            LOG.warn("OpenLineage events of refreshes could not be made; the next look tries again", e);
        }
    }

    private static boolean same(RefreshRun run, @Nullable RefreshRun before) {
        return before != null && before.id().equals(run.id()) && before.state() == run.state();
    }

    private void tell(RelationId view, RefreshRun run, @Nullable RefreshRun before) {
        boolean older = before != null && run.startedAt().isBefore(before.startedAt());
        if (older || same(run, before) || run.startedAt().isBefore(since)) {
            return;
        }
        boolean known = before != null && before.id().equals(run.id());
        if (!known) {
            send(refresh("START", view, run, run.startedAt()));
        }
        Instant ended = run.finishedAt().orElseGet(clock::instant);
        switch (run.state()) {
            case SCHEDULED, EXECUTING -> {}
            case SUCCEEDED -> send(refresh("COMPLETE", view, run, ended));
            case FAILED, UPSTREAM_FAILED -> send(refresh("FAIL", view, run, ended));
            case CANCELLED, SKIPPED -> send(refresh("ABORT", view, run, ended));
        }
        told.put(view, run);
    }

    private ObjectNode refresh(String type, RelationId view, RefreshRun run, Instant at) {
        List<FlowTracer.Written> written = keeper.definition(view).stream()
                .map(RelationDefinition::flows)
                .flatMap(List::stream)
                .filter(flow -> flow.via() instanceof Via.Definition)
                .map(flow -> new FlowTracer.Written(view, flow))
                .toList();
        return event(type, at, run.id(), facets.job(view.toString()), written, run.problem());
    }

    private ObjectNode event(
            String type,
            Instant at,
            UUID run,
            ObjectNode job,
            List<FlowTracer.Written> written,
            Optional<Problem> problem) {
        ObjectNode event = json.createObjectNode()
                .put("eventType", type)
                .put("eventTime", at.toString())
                .put("producer", OpenLineageFacets.PRODUCER)
                .put("schemaURL", OpenLineageFacets.SPEC + "RunEvent");
        ObjectNode about = event.putObject("run").put("runId", run.toString());
        problem.filter(failed -> failed.code() != ErrorCode.CANCELLED)
                .ifPresent(failed -> about.putObject("facets")
                        .set(
                                "errorMessage",
                                OpenLineageFacets.facet(OpenLineageFacets.ERROR)
                                        .put("message", Redactor.text(failed.what()))
                                        .put("programmingLanguage", "SQL")));
        event.set("job", job);
        ArrayNode inputs = event.putArray("inputs");
        written.stream()
                .flatMap(one -> one.flow().reads().stream())
                .distinct()
                .sorted()
                .forEach(id -> inputs.add(facets.dataset(id)));
        ArrayNode outputs = event.putArray("outputs");
        for (FlowTracer.Written one : written) {
            ObjectNode output = facets.dataset(one.target());
            if (one.flow() instanceof Flow.Traced traced) {
                output.putObject("facets").set("columnLineage", facets.columnLineage(traced.columns(), traced.rows()));
            }
            outputs.add(output);
        }
        return event;
    }

    private void send(ObjectNode event) {
        sender.ifPresent(to -> to.offer(json.writeValueAsString(event)));
    }

    @Override
    public void destroy() {
        ScheduledThreadPoolExecutor running = worker;
        if (running != null) {
            running.shutdownNow();
        }
        sender.ifPresent(EventSender::close);
    }
}
