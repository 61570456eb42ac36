package io.streamhouse.console.costs.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Usage;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered over HTTP. */
final class CostBodiesTest {

    private static final CostReport.Parts PARTS = new CostReport.Parts(0.5, 0.25, 0.125, 0.0625);
    private static final CostReport REPORT = new CostReport(
            Prices.DEFAULT,
            Instant.parse("2026-05-04T10:00:00Z"),
            Instant.parse("2026-05-04T11:00:00Z"),
            List.of(new CostReport.Line(
                    "lake.shop.revenue",
                    Usage.ofCpu(Duration.ofMillis(1_500)),
                    PARTS.sum(),
                    OptionalDouble.empty(),
                    PARTS)),
            List.of(
                    new CostReport.Overhead("Engine", Usage.NONE, 0.3),
                    new CostReport.Overhead("Console", Usage.NONE, 0.1)),
            0.2,
            PARTS.sum() + 0.6);

    @Test
    void metersAddUpAndAreNumbers() {
        JsonNode answer = JsonMapper.builder().build().valueToTree(CostBodies.ReportBody.of(REPORT));

        assertThat(answer.path("currency").asString()).isEqualTo("USD");
        JsonNode line = answer.path("lines").get(0);
        assertThat(line.path("key").asString()).isEqualTo("lake.shop.revenue");
        assertThat(line.path("metered").isNumber()).isTrue();
        assertThat(line.path("estimated").isNull()).as("nothing was predicted").isTrue();
        assertThat(line.path("parts").path("compaction").asDouble()).isEqualTo(0.25);
        assertThat(line.path("usage").path("cpuSeconds").asDouble()).isEqualTo(1.5);
        double sum = line.path("metered").asDouble()
                + answer.path("overhead").asDouble()
                + answer.path("idle").asDouble();
        assertThat(sum).isCloseTo(answer.path("total").asDouble(), within(1e-9));
    }

    @Test
    void pricesAreRefusedIfOneIsMissingOrBelowZero() {
        assertThatThrownBy(() -> new CostBodies.PricesRequest("EUR", Prices.Basis.USED, 1.0, 1.0, null).prices())
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new CostBodies.PricesRequest("EUR", Prices.Basis.USED, -1.0, 1.0, 1.0).prices())
                .isInstanceOf(ProblemException.class);
        assertThat(new CostBodies.PricesRequest("EUR", Prices.Basis.RESERVED, 1.0, 2.0, 3.0).prices())
                .isEqualTo(new Prices("EUR", Prices.Basis.RESERVED, 1, 2, 3));
    }
}
