package io.streamhouse.console.views.api;

import io.streamhouse.console.http.Revision;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.views.Views;
import io.streamhouse.console.views.api.CostBodies.CurveBody;
import io.streamhouse.console.views.api.CostBodies.DecisionBody;
import io.streamhouse.console.views.api.CostBodies.TrialBody;
import io.streamhouse.console.views.api.CostBodies.TrialRequest;
import io.streamhouse.console.views.api.CostBodies.WhatIfBody;
import io.streamhouse.console.views.api.CostBodies.WhatIfRequest;
import io.streamhouse.console.views.api.CostBodies.WishBody;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.refresh.WhatIf;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What freshness costs, over HTTP: predicted, chosen by, tried. */
@RestController
@RequestMapping("/api/v1/materialized-views")
class FreshnessCostController {

    private final Views views;
    private final CurrentActor actor;

    FreshnessCostController(Views views, CurrentActor actor) {
        this.views = views;
        this.actor = actor;
    }

    @GetMapping("/{id}/curve")
    @Operation(summary = "What the view would cost a day and how far it would lag, in every mode at any target")
    CurveBody curve(@PathVariable String id) {
        return CurveBody.of(views.curve(ViewsController.parse(id)));
    }

    @GetMapping("/{id}/decisions")
    @Operation(summary = "Choices of mode with every candidate and why it lost, newest first")
    List<DecisionBody> decisions(@PathVariable String id) {
        return views.decisions(ViewsController.parse(id)).stream()
                .map(DecisionBody::of)
                .toList();
    }

    @PostMapping("/{id}/trial")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Let another freshness hold for a while, then the view's own again by itself")
    @Nullable TrialBody begin(
            @PathVariable String id,
            @RequestBody TrialRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ViewState view = views.get(ViewsController.parse(id));
        views.tryFreshness(
                actor.get(),
                view.id(),
                FreshnessTarget.parse(ViewsController.required(body.freshness(), "freshness")),
                duration(ViewsController.required(body.howLong(), "for")),
                Revision.fromIfMatch(ifMatch));
        return views.get(view.id()).trial().map(TrialBody::of).orElse(null);
    }

    @DeleteMapping("/{id}/trial")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End what is being tried before its time")
    void end(@PathVariable String id) {
        views.endTrial(actor.get(), ViewsController.parse(id));
    }

    @PostMapping("/what-if")
    @Operation(summary = "What several changes of freshness at once would bring, along all chains; changes nothing")
    WhatIfBody whatIf(@RequestBody WhatIfRequest body) {
        List<WishBody> wishes = body.wishes();
        if (wishes == null || wishes.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "The request has no wishes", "Give at least one, with an id");
        }
        return WhatIfBody.of(views.whatIf(wishes.stream().map(this::wish).toList()));
    }

    private WhatIf.Wish wish(WishBody body) {
        ViewState view = views.get(ViewsController.parse(ViewsController.required(body.id(), "id")));
        return new WhatIf.Wish(
                view.id(),
                body.freshness() == null ? view.definition().freshness() : FreshnessTarget.parse(body.freshness()),
                body.mode() == null ? view.definition().mode() : RequestedMode.parse(body.mode()));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            "This is no duration: " + text,
                            "Give an ISO-8601 duration such as PT1H"),
                    unreadable);
        }
    }
}
