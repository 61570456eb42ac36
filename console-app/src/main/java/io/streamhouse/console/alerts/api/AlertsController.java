package io.streamhouse.console.alerts.api;

import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.alerts.RuleSeen;
import io.streamhouse.console.alerts.Webhook;
import io.streamhouse.console.alerts.api.AlertBodies.EventBody;
import io.streamhouse.console.alerts.api.AlertBodies.PreviewBody;
import io.streamhouse.console.alerts.api.AlertBodies.PreviewRequest;
import io.streamhouse.console.alerts.api.AlertBodies.RuleBody;
import io.streamhouse.console.alerts.api.AlertBodies.RuleRequest;
import io.streamhouse.console.alerts.api.AlertBodies.WebhookBody;
import io.streamhouse.console.alerts.api.AlertBodies.WebhookRequest;
import io.streamhouse.console.http.Revision;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
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

/** Alerts over HTTP. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertsController {

    private static final int MOST_EVENTS = 5_000;

    private final Alerts alerts;
    private final Webhook webhook;
    private final CurrentActor actor;

    AlertsController(Alerts alerts, Webhook webhook, CurrentActor actor) {
        this.alerts = alerts;
        this.webhook = webhook;
        this.actor = actor;
    }

    @GetMapping
    @Operation(summary = "All alert rules with how they stand, by name")
    List<RuleBody> list() {
        return alerts.rules().stream().map(RuleBody::of).toList();
    }

    @PostMapping
    @Operation(summary = "Create a rule; it is looked at from now on")
    ResponseEntity<RuleBody> create(@RequestBody RuleRequest request) {
        RuleSeen created = alerts.create(actor.get(), request.draft());
        return tagged(
                ResponseEntity.created(
                        URI.create("/api/v1/alerts/" + created.saved().id())),
                created);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One rule with how it stands on each of its subjects")
    ResponseEntity<RuleBody> get(@PathVariable String id) {
        return tagged(ResponseEntity.ok(), alerts.rule(id));
    }

    @PutMapping("/{id}")
    @Operation(summary = "Change a rule; where it looks at something else than before, or is paused, its alerts end")
    ResponseEntity<RuleBody> update(
            @PathVariable String id,
            @RequestBody RuleRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(
                ResponseEntity.ok(), alerts.update(actor.get(), id, Revision.fromIfMatch(ifMatch), request.draft()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a rule; its alerts end, and stay in the history")
    void delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        alerts.delete(actor.get(), id, Revision.fromIfMatch(ifMatch));
    }

    @PostMapping("/preview")
    @Operation(summary = "When a rule would have fired in the past; changes nothing")
    PreviewBody preview(@RequestBody PreviewRequest request) {
        return PreviewBody.of(
                alerts.preview(request.text().rule(), request.back() == null ? Alerts.PREVIEWED : request.back()));
    }

    @GetMapping("/events")
    @Operation(summary = "Alerts that fired or fire, newest first; only those that fire now if asked so")
    List<EventBody> events(
            @RequestParam(defaultValue = "false") boolean firing, @RequestParam(defaultValue = "200") int limit) {
        if (limit < 1 || limit > MOST_EVENTS) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "“limit” is a number from 1 to 5,000, not " + limit);
        }
        return (firing ? alerts.firing() : alerts.events(limit))
                .stream().limit(limit).map(EventBody::of).toList();
    }

    @GetMapping("/webhook")
    @Operation(summary = "Where alerts are sent, as far as it may be shown, and how that went")
    ResponseEntity<WebhookBody> webhook() {
        WebhookBody seen = WebhookBody.of(webhook.seen());
        return ResponseEntity.ok().eTag(new Revision(seen.revision()).etag()).body(seen);
    }

    @PutMapping("/webhook")
    @Operation(summary = "Send alerts to this address from now on")
    ResponseEntity<WebhookBody> setWebhook(
            @RequestBody WebhookRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        webhook.set(actor.get(), request.url() == null ? "" : request.url(), Revision.fromIfMatch(ifMatch));
        alerts.refresh();
        return webhook();
    }

    @DeleteMapping("/webhook")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Send alerts nowhere any more, and forget the address")
    void removeWebhook(@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        webhook.remove(actor.get(), Revision.fromIfMatch(ifMatch));
        alerts.refresh();
    }

    @PostMapping("/webhook/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a test message; what came of it is among the deliveries of GET /alerts/webhook")
    void testWebhook() {
        webhook.test(actor.get());
    }

    private static ResponseEntity<RuleBody> tagged(ResponseEntity.BodyBuilder answer, RuleSeen seen) {
        return answer.eTag(new Revision(seen.saved().revision()).etag()).body(RuleBody.of(seen));
    }
}
