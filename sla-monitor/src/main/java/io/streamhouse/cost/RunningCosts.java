package io.streamhouse.cost;

import io.streamhouse.model.RelationId;
import io.streamhouse.store.UsageAccount;
import io.streamhouse.store.UsageBucket;
import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What relations cost a day, from what they used in the last day or since a moment in it. Storage is not part of it. Asked
 * for many relations at once: what was booked is read twice a minute.
 */
public final class RunningCosts {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LEAST = Duration.ofMinutes(3);

    /** Up to here minutes are looked at, since whole hours would be too coarse. */
    private static final Duration BY_THE_MINUTE = Duration.ofHours(3);

    private static final Duration FRESH = Duration.ofSeconds(30);

    private final UsageLedger ledger;
    private final InstantSource clock;
    private final Supplier<Prices> prices;
    private Instant readAt = Instant.MIN;
    private Map<String, List<UsageBucket>> minutes = Map.of();
    private Map<String, List<UsageBucket>> hours = Map.of();

    public RunningCosts(UsageLedger ledger, InstantSource clock, Supplier<Prices> prices) {
        this.ledger = ledger;
        this.clock = clock;
        this.prices = prices;
    }

    /**
     * What a relation costs a day.
     *
     * @param since from when on it has been as it is now: what it used before tells nothing
     */
    public synchronized Cost perDay(RelationId relation, Instant since) {
        Instant now = clock.instant();
        read(now);
        boolean recent = since.isAfter(now.minus(BY_THE_MINUTE));
        Map<String, List<UsageBucket>> buckets = recent ? minutes : hours;
        Instant from = since.isAfter(now.minus(DAY)) ? since : now.minus(DAY);
        Duration metered = Duration.ZERO;
        for (UsageBucket bucket : buckets.getOrDefault(Accounts.TOTAL.name(), List.of())) {
            metered = bucket.from().isBefore(from) ? metered : metered.plus(bucket.worked());
        }
        if (metered.compareTo(LEAST) < 0) {
            return new Cost.Unknown(
                    "It has been metered for less than " + LEAST.toMinutes() + " minutes as it is now.");
        }
        Usage used = Usage.NONE;
        for (UsageBucket bucket : buckets.getOrDefault(relation.toString(), List.of())) {
            used = bucket.from().isBefore(from) ? used : used.plus(CostReports.usage(bucket));
        }
        Prices current = prices.get();
        double perDay = current.of(used) * DAY.toMillis() / metered.toMillis();
        return new Cost.Metered(perDay, current.currency(), used, metered);
    }

    private void read(Instant now) {
        if (readAt.plus(FRESH).isAfter(now) && !readAt.isAfter(now)) {
            return;
        }
        minutes = byName(
                ledger.buckets(UsageLedger.MINUTE, now.minus(BY_THE_MINUTE).truncatedTo(ChronoUnit.MINUTES), now));
        hours = byName(ledger.buckets(UsageLedger.HOUR, now.minus(DAY).truncatedTo(ChronoUnit.HOURS), now));
        readAt = now;
    }

    private static Map<String, List<UsageBucket>> byName(List<UsageBucket> buckets) {
        Map<String, List<UsageBucket>> named = new HashMap<>();
        for (UsageBucket bucket : buckets) {
            boolean told = bucket.account().kind() == UsageAccount.Kind.RELATION
                    || bucket.account().equals(Accounts.TOTAL);
            if (told) {
                named.computeIfAbsent(bucket.account().name(), name -> new ArrayList<>())
                        .add(bucket);
            }
        }
        return named;
    }
}
