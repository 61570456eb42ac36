package io.streamhouse.console.costs.api;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.CostTimeline;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.StorageLine;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What costs look like over HTTP. Costs are numbers in {@code currency}, times are in UTC. */
final class CostBodies {

    private CostBodies() {}

    /**
     * All metered costs, overhead and idle add up to the total.
     *
     * @param overhead of all overhead lines together
     */
    record ReportBody(
            String currency,
            Prices.Basis basis,
            Instant from,
            Instant to,
            List<LineBody> lines,
            double overhead,
            List<OverheadBody> overheads,
            double idle,
            double total) {

        static ReportBody of(CostReport report) {
            return new ReportBody(
                    report.prices().currency(),
                    report.prices().basis(),
                    report.from(),
                    report.to(),
                    report.lines().stream().map(LineBody::of).toList(),
                    report.overhead().stream()
                            .mapToDouble(CostReport.Overhead::metered)
                            .sum(),
                    report.overhead().stream()
                            .map(each -> new OverheadBody(each.name(), each.metered(), UsageBody.of(each.usage())))
                            .toList(),
                    report.idle(),
                    report.total());
        }
    }

    /** @param estimated null if nothing was predicted for the time */
    record LineBody(String key, double metered, @Nullable Double estimated, CostReport.Parts parts, UsageBody usage) {
        static LineBody of(CostReport.Line line) {
            return new LineBody(
                    line.key(),
                    line.metered(),
                    line.estimated().isPresent() ? line.estimated().getAsDouble() : null,
                    line.parts(),
                    UsageBody.of(line.usage()));
        }
    }

    record OverheadBody(String name, double metered, UsageBody usage) {}

    /** Times in seconds. */
    record UsageBody(
            double cpuSeconds,
            double compactionCpuSeconds,
            double slotSeconds,
            long rowsRead,
            long rowsWritten,
            long bytesRead,
            long bytesWritten,
            long requests,
            long checkpointBytes) {
        static UsageBody of(io.streamhouse.cost.Usage usage) {
            return new UsageBody(
                    usage.cpu().toNanos() / 1e9,
                    usage.compactionCpu().toNanos() / 1e9,
                    usage.slotTime().toNanos() / 1e9,
                    usage.rowsRead(),
                    usage.rowsWritten(),
                    usage.bytesRead(),
                    usage.bytesWritten(),
                    usage.requests(),
                    usage.checkpointBytes());
        }
    }

    /** @param step as ISO 8601 has durations */
    record TimelineBody(String currency, String step, List<CostTimeline.Series> series) {
        static TimelineBody of(CostTimeline timeline) {
            return new TimelineBody(timeline.currency(), timeline.step().toString(), timeline.series());
        }
    }

    record StorageBody(
            String relation,
            long liveBytes,
            long heldBytes,
            long stateBytes,
            List<StorageLine.Held> holds,
            double costPerMonth,
            Instant measuredAt) {
        static StorageBody of(StorageLine line) {
            return new StorageBody(
                    line.relation().toString(),
                    line.liveBytes(),
                    line.heldBytes(),
                    line.stateBytes(),
                    line.holds(),
                    line.costPerMonth(),
                    line.measuredAt());
        }
    }

    record PricesRequest(
            @Nullable String currency,
            Prices.@Nullable Basis basis,
            @Nullable Double cpuHour,
            @Nullable Double gigabyteMonth,
            @Nullable Double thousandRequests) {

        /** @throws ProblemException INVALID_REQUEST if one is missing or can't be */
        Prices prices() {
            if (currency == null
                    || basis == null
                    || cpuHour == null
                    || gigabyteMonth == null
                    || thousandRequests == null) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "Prices need currency, basis, cpuHour, gigabyteMonth and thousandRequests",
                        "Send all of them, as GET answers them");
            }
            try {
                return new Prices(currency, basis, cpuHour, gigabyteMonth, thousandRequests);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
            }
        }
    }
}
