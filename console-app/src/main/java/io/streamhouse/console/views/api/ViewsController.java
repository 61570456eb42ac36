package io.streamhouse.console.views.api;

import io.streamhouse.console.http.RelationIds;
import io.streamhouse.console.http.Revision;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.views.ViewRequests;
import io.streamhouse.console.views.Views;
import io.streamhouse.console.views.api.ViewBodies.CreateBody;
import io.streamhouse.console.views.api.ViewBodies.CreationBody;
import io.streamhouse.console.views.api.ViewBodies.FreshnessBody;
import io.streamhouse.console.views.api.ViewBodies.PreviewBody;
import io.streamhouse.console.views.api.ViewBodies.QueryBody;
import io.streamhouse.console.views.api.ViewBodies.QueryChangeBody;
import io.streamhouse.console.views.api.ViewBodies.RefreshBody;
import io.streamhouse.console.views.api.ViewBodies.RefreshStarted;
import io.streamhouse.console.views.api.ViewBodies.SwitchBody;
import io.streamhouse.console.views.api.ViewBodies.SwitchStarted;
import io.streamhouse.console.views.api.ViewBodies.VerificationBody;
import io.streamhouse.console.views.api.ViewBodies.ViewBody;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.NewView;
import io.streamhouse.refresh.ViewState;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Materialized views over HTTP. */
@RestController
@RequestMapping("/api/v1/materialized-views")
class ViewsController {

    private static final Duration HISTORY = Duration.ofDays(1);

    private final Views views;
    private final ViewRequests requests;
    private final CurrentActor actor;
    private final InstantSource clock;

    ViewsController(Views views, ViewRequests requests, CurrentActor actor, InstantSource clock) {
        this.views = views;
        this.requests = requests;
        this.actor = actor;
        this.clock = clock;
    }

    @PostMapping
    @Operation(summary = "Create a view and begin to fill it")
    ResponseEntity<ViewBody> create(@RequestBody CreateBody body) {
        ViewState created = views.create(actor.get(), requested(body));
        URI location = UriComponentsBuilder.fromPath("/api/v1/materialized-views/{id}")
                .build(created.id().toString());
        return ResponseEntity.created(location)
                .eTag(new Revision(created.revision()).etag())
                .body(ViewBody.of(created));
    }

    @PostMapping("/preview")
    @Operation(summary = "What a new view would be and how it would be kept fresh; creates nothing")
    CreationBody previewCreate(@RequestBody CreateBody body) {
        return CreationBody.of(views.previewCreate(requested(body)));
    }

    @GetMapping
    @Operation(summary = "All views, by name")
    List<ViewBody> list() {
        return views.list().stream().map(ViewBody::of).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One view, named catalog.database.name, as it is now")
    ResponseEntity<ViewBody> get(@PathVariable String id) {
        ViewState view = views.get(parse(id));
        return ResponseEntity.ok().eTag(new Revision(view.revision()).etag()).body(ViewBody.of(view));
    }

    @PutMapping("/{id}/freshness")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Change how fresh the view is to be, and how it is refreshed")
    SwitchStarted setFreshness(
            @PathVariable String id,
            @RequestBody FreshnessBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ViewState view = views.get(parse(id));
        return new SwitchStarted(views.setFreshness(
                        actor.get(), view.id(), freshness(view, body), mode(view, body), Revision.fromIfMatch(ifMatch))
                .orElse(null));
    }

    @PostMapping("/{id}/freshness/preview")
    @Operation(summary = "What another freshness or mode would bring; changes nothing")
    PreviewBody preview(@PathVariable String id, @RequestBody FreshnessBody body) {
        ViewState view = views.get(parse(id));
        return PreviewBody.of(views.preview(view.id(), freshness(view, body), mode(view, body)));
    }

    @GetMapping("/{id}/switches")
    @Operation(summary = "Switches between modes with their steps, newest first")
    List<SwitchBody> switches(@PathVariable String id) {
        return views.switches(parse(id)).stream().map(SwitchBody::of).toList();
    }

    @GetMapping("/{id}/refreshes")
    @Operation(summary = "Refreshes that started in a time, newest first; of the last day unless said otherwise")
    List<RefreshBody> refreshes(
            @PathVariable String id, @RequestParam @Nullable Instant from, @RequestParam @Nullable Instant to) {
        Instant until = to == null ? clock.instant().plusSeconds(1) : to;
        Instant since = from == null ? until.minus(HISTORY) : from;
        if (!since.isBefore(until)) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "“from” must be before “to”: " + since + " is not before " + until);
        }
        return views.refreshes(parse(id), since, until).stream()
                .map(RefreshBody::of)
                .toList();
    }

    @PostMapping("/{id}/refresh")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Refresh the view now")
    RefreshStarted refresh(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return new RefreshStarted(views.refresh(actor.get(), parse(id), Revision.fromIfMatch(ifMatch)));
    }

    @PostMapping("/{id}/suspend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Stop refreshing the view, without losing its place")
    void suspend(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        views.suspend(actor.get(), parse(id), Revision.fromIfMatch(ifMatch));
    }

    @PostMapping("/{id}/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Keep a suspended view fresh again")
    void resume(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        views.resume(actor.get(), parse(id), Revision.fromIfMatch(ifMatch));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Drop the view with what it contains")
    void drop(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        views.drop(actor.get(), parse(id), Revision.fromIfMatch(ifMatch));
    }

    @PostMapping("/{id}/verify")
    @Operation(summary = "Compare the newest version with the query over its inputs at the positions recorded for it")
    VerificationBody verify(@PathVariable String id) {
        return VerificationBody.of(views.verify(parse(id)));
    }

    @PutMapping("/{id}/query")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Give the view another query; its content stays readable until the new one takes its place")
    void changeQuery(
            @PathVariable String id,
            @RequestBody QueryBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        OptionalLong basedOn = Revision.fromIfMatch(ifMatch);
        views.changeQuery(actor.get(), parse(id), required(body.query(), "query"), basedOn);
    }

    @PostMapping("/{id}/query/preview")
    @Operation(summary = "What another query would keep, rebuild and lose; changes nothing")
    QueryChangeBody previewQuery(@PathVariable String id, @RequestBody QueryBody body) {
        return QueryChangeBody.of(views.previewQuery(parse(id), required(body.query(), "query")));
    }

    private NewView requested(CreateBody body) {
        return requests.newView(
                parse(required(body.id(), "id")),
                required(body.query(), "query"),
                listed(body.primaryKey()),
                listed(body.partitionedBy()),
                FreshnessTarget.parse(required(body.freshness(), "freshness")),
                body.mode() == null ? new RequestedMode.Auto() : RequestedMode.parse(body.mode()),
                Optional.ofNullable(body.comment()).filter(text -> !text.isBlank()),
                Optional.ofNullable(body.catalog()),
                Optional.ofNullable(body.database()));
    }

    private static List<String> listed(@Nullable List<String> names) {
        return names == null ? List.of() : names;
    }

    private static FreshnessTarget freshness(ViewState view, FreshnessBody body) {
        return body.freshness() == null ? view.definition().freshness() : FreshnessTarget.parse(body.freshness());
    }

    private static RequestedMode mode(ViewState view, FreshnessBody body) {
        return body.mode() == null ? view.definition().mode() : RequestedMode.parse(body.mode());
    }

    static RelationId parse(String id) {
        return RelationIds.parse("A view", id);
    }

    static String required(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "The request has no " + name);
        }
        return value;
    }
}
