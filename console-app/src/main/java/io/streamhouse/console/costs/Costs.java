package io.streamhouse.console.costs;

import io.streamhouse.console.prices.SavedPrices;
import io.streamhouse.console.views.Views;
import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.CostTimeline;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.StorageLine;
import io.streamhouse.cost.StorageMeter;
import io.streamhouse.cost.UsageHistory;
import io.streamhouse.cost.UsageMeter;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.store.LedgerStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** What was used, what it cost, and the prices by which that is told. */
@Service
public class Costs {

    private static final Duration LONGEST = Duration.ofDays(93);
    private static final double HOURS_OF_A_MONTH = 730;

    private final UsageMeter usage;
    private final StorageMeter storage;
    private final UsageHistory history;
    private final SavedPrices prices;
    private final Views views;
    private final InstantSource clock;

    Costs(
            UsageMeter usage,
            StorageMeter storage,
            UsageHistory history,
            SavedPrices prices,
            Views views,
            InstantSource clock) {
        this.usage = usage;
        this.storage = storage;
        this.history = history;
        this.prices = prices;
        this.views = views;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        usage.start();
        storage.start();
    }

    /**
     * What everything cost, with what was used up to this moment. Times of more than six hours, and those more than two
     * days ago, are told in whole hours.
     *
     * @throws ProblemException INVALID_REQUEST unless {@code from} is before {@code to}
     */
    public CostReport report(Instant from, Instant to, CostReport.GroupBy by) {
        check(from, to);
        usage.catchUp();
        return Estimates.beside(history.report(from, to, by), by, views.expectedCosts(), clock.instant());
    }

    /** @throws ProblemException as {@link #report} */
    public CostTimeline timeline(Instant from, Instant to, CostReport.GroupBy by) {
        check(from, to);
        usage.catchUp();
        return history.timeline(from, to, by);
    }

    private static void check(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "“from” must be before “to”");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "Usage is kept for 90 days: that time is longer",
                    "Ask for " + LONGEST.toDays() + " days at most");
        }
    }

    /** What tables take up in storage, the largest first; nothing until it was measured for the first time. */
    public List<StorageLine> storage() {
        Prices current = prices.prices();
        return storage.latest().stream()
                .map(measured -> line(measured, current))
                .sorted(Comparator.comparingLong(Costs::bytes).reversed().thenComparing(StorageLine::relation))
                .toList();
    }

    private static StorageLine line(StorageMeter.Measured measured, Prices prices) {
        LedgerStorage kept = measured.storage();
        return new StorageLine(
                kept.relation(),
                kept.liveBytes(),
                kept.heldBytes(),
                kept.stateBytes(),
                measured.holds(),
                prices.ofStorage(kept.bytes() * HOURS_OF_A_MONTH),
                kept.measuredAt());
    }

    private static long bytes(StorageLine line) {
        return line.liveBytes() + line.heldBytes() + line.stateBytes();
    }

    public Prices prices() {
        return prices.prices();
    }

    /** For {@link #setPrices}; grows with every change. */
    public long pricesRevision() {
        return prices.revision();
    }

    /** @throws ProblemException REVISION_CONFLICT if somebody changed them since; INVALID_REQUEST for no currency */
    public void setPrices(Actor actor, Prices changed, OptionalLong basedOn) {
        prices.save(actor, changed, basedOn);
    }
}
