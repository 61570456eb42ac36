package io.streamhouse.console.settings.api;

import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.settings.ConnectionSettings;
import io.streamhouse.console.settings.EngineConnection;
import io.streamhouse.console.settings.EngineTarget;
import io.streamhouse.console.settings.TestReport;
import io.streamhouse.model.EngineKind;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Engine connections over HTTP. */
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionsController {

    private final ConnectionSettings settings;
    private final CurrentActor actor;

    ConnectionsController(ConnectionSettings settings, CurrentActor actor) {
        this.settings = settings;
        this.actor = actor;
    }

    /** @param gateway null for the embedded engine, which chooses its own addresses */
    record Connection(
            String id,
            String name,
            EngineKind kind,
            @Nullable String gateway,
            @Nullable String cluster,
            boolean inUse,
            long revision) {

        static Connection of(EngineConnection connection) {
            return switch (connection.target()) {
                case EngineTarget.Embedded embedded ->
                    new Connection(
                            connection.id(), connection.name(), embedded.kind(), null, null, connection.inUse(), 0);
                case EngineTarget.Remote remote ->
                    new Connection(
                            connection.id(),
                            connection.name(),
                            remote.kind(),
                            remote.endpoints().gateway().toString(),
                            remote.endpoints().cluster().toString(),
                            connection.inUse(),
                            connection.revision());
            };
        }
    }

    /**
     * @param gateway root of the SQL Gateway's REST API, {@code http://host:8083}
     * @param cluster root of the job manager's REST API, {@code http://host:8081}
     */
    record ConnectionRequest(
            @Nullable String name,
            @Nullable String gateway,
            @Nullable String cluster) {

        String nameOrEmpty() {
            return name == null ? "" : name;
        }

        io.streamhouse.model.Endpoints endpoints() {
            return ConnectionSettings.endpoints(gateway == null ? "" : gateway, cluster == null ? "" : cluster);
        }
    }

    /** @param keepEmbedded whether an embedded engine that is left goes on with its jobs; taken to be false */
    record UseRequest(@Nullable Boolean keepEmbedded) {}

    record Report(boolean passed, List<TestReport.Check> checks) {
        static Report of(TestReport report) {
            return new Report(report.passed(), report.checks());
        }
    }

    @GetMapping
    List<Connection> list() {
        return settings.list().stream().map(Connection::of).toList();
    }

    @GetMapping("/{id}")
    ResponseEntity<Connection> get(@PathVariable String id) {
        EngineConnection connection = settings.get(id);
        return Revisions.tagged(ResponseEntity.ok(), Connection.of(connection), connection.revision());
    }

    @PostMapping
    ResponseEntity<Connection> create(@RequestBody ConnectionRequest request) {
        EngineConnection created = settings.create(actor.get(), request.nameOrEmpty(), request.endpoints());
        return Revisions.tagged(
                ResponseEntity.created(URI.create("/api/v1/connections/" + created.id())),
                Connection.of(created),
                created.revision());
    }

    /** Changes a connection; one in use must pass its test with the new addresses. */
    @PutMapping("/{id}")
    ResponseEntity<Connection> update(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ConnectionRequest request) {
        long basedOn = Revisions.basedOn(ifMatch, settings.get(id).revision());
        EngineConnection changed =
                settings.update(actor.get(), id, basedOn, request.nameOrEmpty(), request.endpoints());
        return Revisions.tagged(ResponseEntity.ok(), Connection.of(changed), changed.revision());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        settings.delete(
                actor.get(), id, Revisions.basedOn(ifMatch, settings.get(id).revision()));
    }

    /** Tries addresses without keeping or using them. */
    @PostMapping("/test")
    Report test(@RequestBody ConnectionRequest request) {
        return Report.of(settings.test(actor.get(), request.endpoints(), check -> {}));
    }

    /** Switches to this connection, if it passes its test. */
    @PostMapping("/{id}/use")
    Connection use(@PathVariable String id, @RequestBody(required = false) @Nullable UseRequest request) {
        boolean keep = request != null && Boolean.TRUE.equals(request.keepEmbedded());
        return Connection.of(settings.use(actor.get(), id, keep, check -> {}));
    }
}
