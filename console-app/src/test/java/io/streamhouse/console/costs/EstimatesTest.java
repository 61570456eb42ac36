package io.streamhouse.console.costs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Usage;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ExpectedCost;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What was to be expected stands beside what was metered, for the same time. */
final class EstimatesTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final RelationId OLD = RelationId.parse("lake.shop.old");
    private static final RelationId YOUNG = RelationId.parse("lake.shop.young");
    private static final List<ExpectedCost> EXPECTED = List.of(
            new ExpectedCost(OLD, RefreshMode.CONTINUOUS, NOON.minus(Duration.ofDays(9)), 2.4),
            new ExpectedCost(YOUNG, RefreshMode.FULL, NOON.minus(Duration.ofHours(1)), 24));

    @Test
    void a_view_is_expected_to_cost_nothing_before_it_was_created() {
        CostReport report =
                beside(CostReport.GroupBy.RELATION, NOON, OLD.toString(), YOUNG.toString(), "Interactive SQL");

        assertThat(estimate(report, 0)).isEqualTo(1.2);
        assertThat(estimate(report, 1)).isEqualTo(1);
        assertThat(report.lines().get(2).estimated()).isEmpty();
    }

    @Test
    void nothing_is_expected_of_the_future() {
        CostReport report = beside(CostReport.GroupBy.RELATION, NOON.plus(Duration.ofHours(6)), OLD.toString());

        assertThat(estimate(report, 0)).isEqualTo(1.2);
    }

    @Test
    void lines_of_modes_and_databases_hold_the_sums_of_their_views() {
        assertThat(estimate(beside(CostReport.GroupBy.DATABASE, NOON, "lake.shop"), 0))
                .isEqualTo(2.2);
        assertThat(estimate(beside(CostReport.GroupBy.MODE, NOON, "FULL"), 0)).isEqualTo(1);
    }

    private static double estimate(CostReport report, int line) {
        OptionalDouble estimated = report.lines().get(line).estimated();
        return Math.round(estimated.orElseThrow() * 1e6) / 1e6;
    }

    /** Half a day until noon, or a day that ends in the future. */
    private static CostReport beside(CostReport.GroupBy by, Instant to, String... keys) {
        List<CostReport.Line> lines = Arrays.stream(keys)
                .map(key -> new CostReport.Line(
                        key, Usage.NONE, 1, OptionalDouble.empty(), new CostReport.Parts(1, 0, 0, 0)))
                .toList();
        CostReport metered =
                new CostReport(Prices.DEFAULT, NOON.minus(Duration.ofHours(12)), to, lines, List.of(), 0, keys.length);
        return Estimates.beside(metered, by, EXPECTED, NOON);
    }
}
