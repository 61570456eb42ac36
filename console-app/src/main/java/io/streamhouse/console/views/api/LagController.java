package io.streamhouse.console.views.api;

import io.streamhouse.console.views.Views;
import io.streamhouse.console.views.api.LagBodies.LagBody;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How far materialized views were behind, over HTTP. */
@RestController
@RequestMapping("/api/v1/materialized-views")
class LagController {

    private static final Duration SHOWN = Duration.ofDays(1);

    private final Views views;
    private final InstantSource clock;

    LagController(Views views, InstantSource clock) {
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/{id}/lag")
    @Operation(
            summary = "How far the view was behind, in the last day unless said otherwise and 31 days at most, with"
                    + " percentiles, the share within target and causes over the last hour, day and week")
    LagBody lag(@PathVariable String id, @RequestParam @Nullable Instant from, @RequestParam @Nullable Instant to) {
        Instant until = to == null ? clock.instant() : to;
        Instant since = from == null ? until.minus(SHOWN) : from;
        return LagBody.of(views.lag(ViewsController.parse(id), since, until));
    }
}
