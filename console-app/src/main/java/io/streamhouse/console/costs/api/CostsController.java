package io.streamhouse.console.costs.api;

import io.streamhouse.console.costs.Costs;
import io.streamhouse.console.http.Revision;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.Prices;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was used, what it cost, and the prices, over HTTP. */
@RestController
@RequestMapping("/api/v1/costs")
class CostsController {

    private static final String CSV = "text/csv";
    private static final Duration USUAL = Duration.ofDays(1);

    private final Costs costs;
    private final CurrentActor actor;
    private final InstantSource clock;

    CostsController(Costs costs, CurrentActor actor, InstantSource clock) {
        this.costs = costs;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * What everything cost.
     *
     * @param from the day before {@code to} when not said
     * @param to now when not said
     * @param groupBy relation when not said
     */
    // Says nothing of its kind, so that whoever takes any kind is answered with this one.
    @GetMapping
    CostBodies.ReportBody report(
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String groupBy) {
        return CostBodies.ReportBody.of(reported(from, to, groupBy));
    }

    /** The same as CSV in FOCUS columns; its costs add up to the total. */
    @GetMapping(produces = CSV)
    ResponseEntity<String> csv(
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String groupBy) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(CSV + ";charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"costs.csv\"")
                .body(FocusCsv.of(reported(from, to, groupBy), groupBy(groupBy)));
    }

    /** The same again for a link, with which a browser can't say what kind it takes. */
    @GetMapping(params = "format=csv", produces = CSV)
    ResponseEntity<String> download(
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String groupBy) {
        return csv(from, to, groupBy);
    }

    private CostReport reported(@Nullable Instant from, @Nullable Instant to, @Nullable String groupBy) {
        Instant until = to == null ? clock.instant() : to;
        Instant since = from == null ? until.minus(USUAL) : from;
        return costs.report(since, until, groupBy(groupBy));
    }

    @GetMapping("/timeline")
    CostBodies.TimelineBody timeline(
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String groupBy) {
        Instant until = to == null ? clock.instant() : to;
        Instant since = from == null ? until.minus(USUAL) : from;
        return CostBodies.TimelineBody.of(costs.timeline(since, until, groupBy(groupBy)));
    }

    private static CostReport.GroupBy groupBy(@Nullable String text) {
        if (text == null) {
            return CostReport.GroupBy.RELATION;
        }
        return Stream.of(CostReport.GroupBy.values())
                .filter(by -> by.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "Costs can't be grouped by “" + text + "”",
                        "Say relation, mode or database"));
    }

    /** The largest first. */
    @GetMapping("/storage")
    List<CostBodies.StorageBody> storage() {
        return costs.storage().stream().map(CostBodies.StorageBody::of).toList();
    }

    @GetMapping("/prices")
    ResponseEntity<Prices> prices() {
        return ResponseEntity.ok()
                .eTag(new Revision(costs.pricesRevision()).etag())
                .body(costs.prices());
    }

    @PutMapping("/prices")
    ResponseEntity<Prices> setPrices(
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody CostBodies.PricesRequest request) {
        costs.setPrices(actor.get(), request.prices(), Revision.fromIfMatch(ifMatch));
        return prices();
    }
}
