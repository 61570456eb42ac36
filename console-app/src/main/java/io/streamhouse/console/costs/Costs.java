package io.streamhouse.console.costs;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.CostTimeline;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.StorageLine;
import io.streamhouse.model.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/** What was used, what it cost, and the prices by which that is told. */
@Service
public class Costs {

    /** @throws io.streamhouse.model.ProblemException INVALID_REQUEST unless {@code from} is before {@code to} */
    public CostReport report(Instant from, Instant to, CostReport.GroupBy by) {
        return new CostReport(Prices.DEFAULT, from, to, List.of(), List.of(), 0, 0);
    }

    public CostTimeline timeline(Instant from, Instant to, CostReport.GroupBy by) {
        return new CostTimeline(Prices.DEFAULT.currency(), Duration.ofMinutes(1), List.of());
    }

    /** What tables take up in storage, the largest first. */
    public List<StorageLine> storage() {
        return List.of();
    }

    public Prices prices() {
        return Prices.DEFAULT;
    }

    /** For {@link #setPrices}; grows with every change. */
    public long pricesRevision() {
        return 0;
    }

    /** @throws io.streamhouse.model.ProblemException REVISION_CONFLICT if somebody changed them since */
    public void setPrices(Actor actor, Prices prices, OptionalLong basedOn) {
        throw new UnsupportedOperationException("not built yet");
    }
}
