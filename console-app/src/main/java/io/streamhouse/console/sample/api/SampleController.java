package io.streamhouse.console.sample.api;

import io.streamhouse.console.http.Revision;
import io.streamhouse.console.sample.SampleShop;
import io.streamhouse.console.sample.SampleStatus;
import io.streamhouse.console.security.CurrentActor;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts, pauses and paces the sample shop. */
@RestController
@RequestMapping("/api/v1/sample")
class SampleController {

    private final SampleShop shop;
    private final CurrentActor actor;

    SampleController(SampleShop shop, CurrentActor actor) {
        this.shop = shop;
        this.actor = actor;
    }

    /** What may be wished; what is left out stays. */
    record WishBody(@Nullable Boolean running, @Nullable Integer eventsPerSecond) {}

    record ProblemBody(String code, String detail, @Nullable String nextStep) {}

    record SampleBody(
            boolean running,
            int eventsPerSecond,
            String state,
            String step,
            long rowsWritten,
            @Nullable Instant lastWrite,
            @Nullable ProblemBody problem) {

        static SampleBody of(SampleStatus status) {
            return new SampleBody(
                    status.running(),
                    status.eventsPerSecond(),
                    status.state().name(),
                    status.step(),
                    status.rowsWritten(),
                    status.lastWrite().orElse(null),
                    status.problem()
                            .map(problem -> new ProblemBody(
                                    problem.code().name(),
                                    problem.what(),
                                    problem.nextStep().orElse(null)))
                            .orElse(null));
        }
    }

    @GetMapping
    @Operation(summary = "The sample shop: what is wished of it and what it does")
    ResponseEntity<SampleBody> get() {
        return answer(shop.status());
    }

    @PutMapping
    @Operation(summary = "Start, pause or pace the sample shop; the first start installs it")
    ResponseEntity<SampleBody> put(
            @RequestBody WishBody wish,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        SampleStatus before = shop.status();
        return answer(shop.change(
                actor.get(),
                wish.running() == null ? before.running() : wish.running(),
                wish.eventsPerSecond() == null ? before.eventsPerSecond() : wish.eventsPerSecond(),
                Revision.fromIfMatch(ifMatch)));
    }

    private static ResponseEntity<SampleBody> answer(SampleStatus status) {
        return ResponseEntity.ok().eTag(new Revision(status.revision()).etag()).body(SampleBody.of(status));
    }
}
