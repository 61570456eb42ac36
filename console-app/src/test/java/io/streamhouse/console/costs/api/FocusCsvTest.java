package io.streamhouse.console.costs.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Usage;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** A report as rows of charges. */
final class FocusCsvTest {

    private static final CostReport.Parts PARTS = new CostReport.Parts(0.5, 0.25, 0.125, 0.0625);
    private static final CostReport REPORT = new CostReport(
            new Prices("EUR", Prices.Basis.USED, 0.05, 0.023, 0.0004),
            Instant.parse("2026-12-30T10:00:00Z"),
            Instant.parse("2026-12-30T12:00:00Z"),
            List.of(
                    new CostReport.Line("lake.shop.revenue", Usage.NONE, PARTS.sum(), OptionalDouble.empty(), PARTS),
                    new CostReport.Line(
                            "=cmd()", Usage.NONE, 1, OptionalDouble.empty(), new CostReport.Parts(1, 0, 0, 0))),
            List.of(new CostReport.Overhead("Engine", Usage.NONE, 0.3)),
            0.2,
            PARTS.sum() + 1.5);

    private static List<CSVRecord> rows() throws IOException {
        String csv = FocusCsv.of(REPORT, CostReport.GroupBy.RELATION);
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }

    @Test
    void hasTheColumnsThatFocusRequires() throws IOException {
        assertThat(rows().getFirst().toMap())
                .containsKeys(
                        "BilledCost",
                        "BillingAccountId",
                        "BillingAccountName",
                        "BillingCurrency",
                        "BillingPeriodEnd",
                        "BillingPeriodStart",
                        "ChargeCategory",
                        "ChargeClass",
                        "ChargeDescription",
                        "ChargePeriodEnd",
                        "ChargePeriodStart",
                        "ContractedCost",
                        "EffectiveCost",
                        "InvoiceIssuerName",
                        "ListCost",
                        "PricingQuantity",
                        "PricingUnit",
                        "ProviderName",
                        "PublisherName",
                        "ServiceCategory",
                        "ServiceName");
    }

    @Test
    void itsCostsAddUpToTheTotal() throws IOException {
        double sum = rows().stream()
                .mapToDouble(row -> Double.parseDouble(row.get("BilledCost")))
                .sum();
        assertThat(sum).isCloseTo(REPORT.total(), within(1e-9));
    }

    @Test
    void quantityTimesUnitPriceIsTheCost() throws IOException {
        assertThat(rows())
                .allSatisfy(row -> assertThat(Double.parseDouble(row.get("PricingQuantity"))
                                * Double.parseDouble(row.get("ListUnitPrice")))
                        .isCloseTo(Double.parseDouble(row.get("BilledCost")), within(1e-6)));
    }

    @Test
    void aRowSaysWhatWhenAndInWhichPeriod() throws IOException {
        CSVRecord row = rows().getFirst();
        assertThat(row.get("ResourceId")).isEqualTo("lake.shop.revenue");
        assertThat(row.get("ServiceCategory")).isEqualTo("Compute");
        assertThat(row.get("BillingCurrency")).isEqualTo("EUR");
        assertThat(row.get("ChargePeriodStart")).isEqualTo("2026-12-30T10:00:00Z");
        assertThat(row.get("BillingPeriodStart")).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(row.get("BillingPeriodEnd")).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(row.get("ConsumedUnit")).isEqualTo("Core-Hours");
        assertThat(row.get("ChargeClass")).isEmpty();
    }

    @Test
    void aSpreadsheetTakesNoNameForAFormula() throws IOException {
        assertThat(rows())
                .noneSatisfy(row -> assertThat(row.get("ResourceName")).startsWith("="));
    }
}
