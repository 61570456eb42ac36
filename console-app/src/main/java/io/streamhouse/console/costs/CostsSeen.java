package io.streamhouse.console.costs;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.CostTimeline;
import io.streamhouse.cost.StorageLine;
import io.streamhouse.model.Problem;
import java.util.List;

/** What everything cost in a time, as it was at one look. */
public sealed interface CostsSeen {

    /** @param storage the largest first; as it is now, whatever the time asked for */
    record Known(CostReport report, CostTimeline timeline, List<StorageLine> storage) implements CostsSeen {
        public Known {
            storage = List.copyOf(storage);
        }

        /** Whether anything was metered in the time. */
        public boolean metered() {
            return report.total() > 0 || !report.lines().isEmpty();
        }

        /** What all tables take up costs a month. */
        public double storagePerMonth() {
            return storage.stream().mapToDouble(StorageLine::costPerMonth).sum();
        }
    }

    /** It can't be told now. */
    record Unavailable(Problem problem) implements CostsSeen {}
}
