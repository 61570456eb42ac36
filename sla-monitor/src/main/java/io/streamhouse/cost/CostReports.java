package io.streamhouse.cost;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.LedgerStorage;
import io.streamhouse.store.UsageAccount;
import io.streamhouse.store.UsageBucket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Prices what was booked. All of it is metered; nothing here is predicted. */
final class CostReports {

    /** What relations that are no materialized views come under, by mode. */
    static final String NO_VIEW = "Tables and streaming statements";

    static final String OTHERS = "others";

    private static final int SERIES = 12;
    private static final Duration STORED = Duration.ofHours(1);

    private final Prices prices;
    private final CostReport.GroupBy by;

    CostReports(Prices prices, CostReport.GroupBy by) {
        this.prices = prices;
        this.by = by;
    }

    /** @param storedUntil up to when storage is paid for: now, if the time has not passed yet */
    CostReport report(
            Instant from, Instant to, List<UsageBucket> buckets, List<LedgerStorage> storage, Instant storedUntil) {
        Map<String, Usage> lines = new LinkedHashMap<>();
        Map<String, Usage> overhead = new LinkedHashMap<>();
        Usage idle = Usage.NONE;
        Usage total = Usage.NONE;
        Usage capacity = Usage.NONE;
        for (UsageBucket bucket : buckets) {
            Usage usage = usage(bucket);
            switch (bucket.account().kind()) {
                case RELATION, STATEMENTS -> lines.merge(key(bucket.account()), usage, Usage::plus);
                case OVERHEAD -> overhead.merge(bucket.account().name(), usage, Usage::plus);
                case IDLE -> idle = idle.plus(usage);
                case TOTAL -> total = total.plus(usage);
                case CAPACITY -> capacity = capacity.plus(usage);
            }
        }
        Map<String, Double> stored = stored(from, storedUntil, storage, accounts(buckets));
        stored.keySet().forEach(key -> lines.putIfAbsent(key, Usage.NONE));
        List<CostReport.Line> priced = lines.entrySet().stream()
                .map(line -> line(line.getKey(), line.getValue(), stored.getOrDefault(line.getKey(), 0.0)))
                .filter(line -> line.metered() > 0 || !line.usage().equals(Usage.NONE))
                .sorted(Comparator.comparingDouble(CostReport.Line::metered)
                        .reversed()
                        .thenComparing(CostReport.Line::key))
                .toList();
        List<CostReport.Overhead> around = overhead.entrySet().stream()
                .map(each -> new CostReport.Overhead(each.getKey(), each.getValue(), prices.of(each.getValue())))
                .sorted(Comparator.comparingDouble(CostReport.Overhead::metered).reversed())
                .toList();
        double used = priced.stream().mapToDouble(CostReport.Line::metered).sum()
                + around.stream().mapToDouble(CostReport.Overhead::metered).sum();
        double beyondCpu = priced.stream()
                .mapToDouble(line -> line.parts().storage() + line.parts().requests())
                .sum();
        double unused;
        double all;
        if (prices.basis() == Prices.Basis.USED) {
            unused = prices.of(idle);
            all = prices.ofCpu(total.cpu()) + beyondCpu;
        } else {
            // More than the cores there are can't be used; counters read at different moments may say so all the same.
            all = Math.max(prices.ofCpu(capacity.cpu()) + beyondCpu, used);
            unused = all - used;
        }
        return new CostReport(prices, from, to, priced, around, unused, all);
    }

    private CostReport.Line line(String key, Usage usage, double stored) {
        CostReport.Parts parts = new CostReport.Parts(
                prices.ofCpu(usage.cpu().minus(usage.compactionCpu())),
                prices.ofCpu(usage.compactionCpu()),
                stored,
                prices.ofRequests(usage.requests()));
        return new CostReport.Line(key, usage, parts.sum(), OptionalDouble.empty(), parts);
    }

    /** By relation, as it was refreshed last. */
    private static Map<String, UsageAccount> accounts(List<UsageBucket> buckets) {
        Map<String, UsageAccount> accounts = new HashMap<>();
        for (UsageBucket bucket : buckets) {
            if (bucket.account().kind() == UsageAccount.Kind.RELATION) {
                accounts.put(bucket.account().name(), bucket.account());
            }
        }
        return accounts;
    }

    private Map<String, Double> stored(
            Instant from, Instant to, List<LedgerStorage> storage, Map<String, UsageAccount> accounts) {
        Map<String, Double> costs = new HashMap<>();
        for (LedgerStorage each : storage) {
            Instant hour = each.measuredAt().truncatedTo(ChronoUnit.HOURS);
            double hours = hours(later(hour, from), earlier(hour.plus(STORED), to));
            UsageAccount account = accounts.getOrDefault(
                    each.relation().toString(), UsageAccount.of(each.relation(), Optional.empty()));
            costs.merge(key(account), prices.ofStorage(each.bytes() * hours), Double::sum);
        }
        return costs;
    }

    private static double hours(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 3_600_000.0);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private String key(UsageAccount account) {
        if (account.kind() != UsageAccount.Kind.RELATION) {
            return account.name();
        }
        return switch (by) {
            case RELATION -> account.name();
            case MODE -> account.mode().map(RefreshMode::name).orElse(NO_VIEW);
            case DATABASE -> RelationId.parse(account.name()).databaseId().toString();
        };
    }

    /** @param step how long the buckets are, or a multiple of it */
    CostTimeline timeline(Instant from, Instant to, Duration step, List<UsageBucket> buckets) {
        int steps = (int) Math.max(1, Math.ceilDiv(Duration.between(from, to).toMillis(), step.toMillis()));
        Map<String, double[]> series = new LinkedHashMap<>();
        double[] overhead = new double[steps];
        double[] idle = new double[steps];
        double[] capacity = new double[steps];
        double[] used = new double[steps];
        for (UsageBucket bucket : buckets) {
            int at = (int) (Duration.between(from, bucket.from()).toMillis() / step.toMillis());
            if (at < 0 || at >= steps) {
                continue;
            }
            double cost = prices.of(usage(bucket));
            switch (bucket.account().kind()) {
                case RELATION, STATEMENTS -> {
                    series.computeIfAbsent(key(bucket.account()), key -> new double[steps])[at] += cost;
                    used[at] += prices.ofCpu(bucket.usage().cpu());
                }
                case OVERHEAD -> {
                    overhead[at] += cost;
                    used[at] += cost;
                }
                case IDLE -> idle[at] += cost;
                case TOTAL -> {}
                case CAPACITY -> capacity[at] += cost;
            }
        }
        if (prices.basis() == Prices.Basis.RESERVED) {
            for (int at = 0; at < steps; at++) {
                idle[at] = Math.max(0, capacity[at] - used[at]);
            }
        }
        return new CostTimeline(prices.currency(), step, told(from, series, overhead, idle));
    }

    private static List<CostTimeline.Series> told(
            Instant from, Map<String, double[]> series, double[] overhead, double[] idle) {
        List<Map.Entry<String, double[]>> dearest = series.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, double[]> each) -> sum(each.getValue()))
                        .reversed())
                .toList();
        List<CostTimeline.Series> told = new ArrayList<>();
        double[] others = new double[overhead.length];
        for (int rank = 0; rank < dearest.size(); rank++) {
            double[] costs = dearest.get(rank).getValue();
            if (rank < SERIES) {
                told.add(new CostTimeline.Series(dearest.get(rank).getKey(), from, list(costs)));
            } else {
                for (int at = 0; at < costs.length; at++) {
                    others[at] += costs[at];
                }
            }
        }
        if (dearest.size() > SERIES) {
            told.add(new CostTimeline.Series(OTHERS, from, list(others)));
        }
        told.add(new CostTimeline.Series("Overhead", from, list(overhead)));
        told.add(new CostTimeline.Series(Accounts.IDLE.name(), from, list(idle)));
        return told;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    static Usage usage(UsageBucket bucket) {
        return new Usage(
                bucket.usage().cpu(),
                bucket.usage().compactionCpu(),
                bucket.usage().slotTime(),
                bucket.rowsRead(),
                bucket.rowsWritten(),
                bucket.usage().bytesRead(),
                bucket.usage().bytesWritten(),
                bucket.usage().requests(),
                bucket.usage().checkpointBytes());
    }
}
