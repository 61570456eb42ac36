package io.streamhouse.cost;

import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Reports over what was booked, at the prices of now. */
public final class UsageHistory {

    /** So long a time is told minute by minute. */
    private static final Duration BY_THE_MINUTE = Duration.ofHours(6);

    private static final int STEPS = 360;

    private final UsageLedger ledger;
    private final InstantSource clock;
    private final Supplier<Prices> prices;

    public UsageHistory(UsageLedger ledger, InstantSource clock, Supplier<Prices> prices) {
        this.ledger = ledger;
        this.clock = clock;
        this.prices = prices;
    }

    /** Buckets that start within the time are told of; a long time is told in whole hours. */
    public CostReport report(Instant from, Instant to, CostReport.GroupBy by) {
        Duration span = span(from, to);
        Instant start = start(from, span);
        Instant end = to.isAfter(clock.instant()) ? clock.instant() : to;
        return new CostReports(prices.get(), by)
                .report(
                        start,
                        to,
                        ledger.buckets(span, start, to),
                        ledger.storage(start.truncatedTo(ChronoUnit.HOURS), end),
                        end);
    }

    public CostTimeline timeline(Instant from, Instant to, CostReport.GroupBy by) {
        Duration span = span(from, to);
        Instant start = start(from, span);
        long spans = Math.ceilDiv(Duration.between(start, to).toMillis(), span.toMillis());
        Duration step = span.multipliedBy(Math.max(1, Math.ceilDiv(spans, STEPS)));
        return new CostReports(prices.get(), by).timeline(start, to, step, ledger.buckets(span, start, to));
    }

    private Duration span(Instant from, Instant to) {
        boolean minutesKept = from.isAfter(clock.instant().minus(UsageLedger.MINUTES_KEPT));
        boolean few = Duration.between(from, to).compareTo(BY_THE_MINUTE) <= 0;
        return minutesKept && few ? UsageLedger.MINUTE : UsageLedger.HOUR;
    }

    private static Instant start(Instant from, Duration span) {
        return from.truncatedTo(span.equals(UsageLedger.HOUR) ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
    }
}
