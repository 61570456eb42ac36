package io.streamhouse.console.costs;

import io.streamhouse.cost.CostReport;
import io.streamhouse.refresh.ExpectedCost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Puts beside what was metered what was to be expected: as the views are kept now, for the time in which there were. */
final class Estimates {

    private static final double DAY = Duration.ofDays(1).toMillis();

    private Estimates() {}

    /** @param now expectations end here */
    static CostReport beside(CostReport report, CostReport.GroupBy by, List<ExpectedCost> expected, Instant now) {
        Instant end = report.to().isBefore(now) ? report.to() : now;
        Map<String, Double> sums = new HashMap<>();
        for (ExpectedCost view : expected) {
            Instant begin = view.since().isAfter(report.from()) ? view.since() : report.from();
            double days = Math.max(0, Duration.between(begin, end).toMillis() / DAY);
            sums.merge(key(view, by), view.perDay() * days, Double::sum);
        }
        List<CostReport.Line> lines = report.lines().stream()
                .map(line -> sums.containsKey(line.key())
                        ? new CostReport.Line(
                                line.key(),
                                line.usage(),
                                line.metered(),
                                OptionalDouble.of(sums.get(line.key())),
                                line.parts())
                        : line)
                .toList();
        return new CostReport(
                report.prices(), report.from(), report.to(), lines, report.overhead(), report.idle(), report.total());
    }

    private static String key(ExpectedCost view, CostReport.GroupBy by) {
        return switch (by) {
            case RELATION -> view.view().toString();
            case MODE -> view.mode().name();
            case DATABASE -> view.view().databaseId().toString();
        };
    }
}
