package io.streamhouse.console.costs.api;

import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.Prices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A report as rows of charges, in the columns of FOCUS 1.1, the FinOps Open Cost and Usage Specification: one row for
 * every part of a line, every line of overhead, and idle. Nothing is discounted, so billed, effective, list and contracted
 * cost are one. {@code x_} columns are the console's own.
 */
final class FocusCsv {

    static final List<String> COLUMNS = List.of(
            "BilledCost",
            "BillingAccountId",
            "BillingAccountName",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeClass",
            "ChargeDescription",
            "ChargeFrequency",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ConsumedQuantity",
            "ConsumedUnit",
            "ContractedCost",
            "ContractedUnitPrice",
            "EffectiveCost",
            "InvoiceIssuerName",
            "ListCost",
            "ListUnitPrice",
            "PricingCategory",
            "PricingQuantity",
            "PricingUnit",
            "ProviderName",
            "PublisherName",
            "ResourceId",
            "ResourceName",
            "ResourceType",
            "ServiceCategory",
            "ServiceName",
            "SubAccountId",
            "SubAccountName",
            "x_Known");

    private static final String PROVIDER = "Streamhouse Console";
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final int DIGITS = 12;

    private final CostReport report;
    private final CostReport.GroupBy by;
    private final CSVPrinter printer;

    private FocusCsv(CostReport report, CostReport.GroupBy by, CSVPrinter printer) {
        this.report = report;
        this.by = by;
        this.printer = printer;
    }

    static String of(CostReport report, CostReport.GroupBy by) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(COLUMNS);
            new FocusCsv(report, by, printer).print();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** What a charge is for: its service's category and name, and what it is counted in. */
    private enum Kind {
        PROCESSING("Compute", "Processing", "Core-Hours", "Core-Hours", 1),
        COMPACTION("Compute", "Compaction", "Core-Hours", "Core-Hours", 1),
        STORAGE("Storage", "Table storage", "GB-Months", "GB-Months", 1),
        REQUESTS("Storage", "Storage requests", "Requests", "1000 Requests", 1_000),
        OVERHEAD("Compute", "Overhead", "Core-Hours", "Core-Hours", 1),
        IDLE("Compute", "Idle", "Core-Hours", "Core-Hours", 1);

        private final String category;
        private final String service;
        private final String consumedUnit;
        private final String pricingUnit;
        private final int perPriced;

        Kind(String category, String service, String consumedUnit, String pricingUnit, int perPriced) {
            this.category = category;
            this.service = service;
            this.consumedUnit = consumedUnit;
            this.pricingUnit = pricingUnit;
            this.perPriced = perPriced;
        }
    }

    private void print() throws IOException {
        String type = by.name().charAt(0) + by.name().substring(1).toLowerCase(Locale.ROOT);
        for (CostReport.Line line : report.lines()) {
            charge(Kind.PROCESSING, line.key(), type, line.parts().processing());
            charge(Kind.COMPACTION, line.key(), type, line.parts().compaction());
            charge(Kind.STORAGE, line.key(), type, line.parts().storage());
            charge(Kind.REQUESTS, line.key(), type, line.parts().requests());
        }
        for (CostReport.Overhead overhead : report.overhead()) {
            charge(Kind.OVERHEAD, overhead.name(), "Overhead", overhead.metered());
        }
        charge(Kind.IDLE, "Idle", "Idle", report.idle());
    }

    /** What costs nothing is no charge. */
    private void charge(Kind kind, String resource, String type, double cost) throws IOException {
        if (cost == 0) {
            return;
        }
        double unitPrice = unitPrice(kind);
        double priced = unitPrice == 0 ? 0 : cost / unitPrice;
        String amount = number(cost);
        String name = defused(resource);
        YearMonth month = YearMonth.from(report.from().atOffset(ZoneOffset.UTC));
        List<String> cells = new ArrayList<>();
        cells.add(amount);
        cells.add("local");
        cells.add(PROVIDER);
        cells.add(report.prices().currency());
        cells.add(start(month.plusMonths(1)));
        cells.add(start(month));
        cells.add("Usage");
        cells.add("");
        cells.add(defused(kind.service + " of " + resource));
        cells.add("Usage-Based");
        cells.add(report.to().toString());
        cells.add(report.from().toString());
        cells.add(number(priced * kind.perPriced));
        cells.add(kind.consumedUnit);
        cells.add(amount);
        cells.add(number(unitPrice));
        cells.add(amount);
        cells.add(PROVIDER);
        cells.add(amount);
        cells.add(number(unitPrice));
        cells.add("Standard");
        cells.add(number(priced));
        cells.add(kind.pricingUnit);
        cells.add(PROVIDER);
        cells.add(PROVIDER);
        cells.add(name);
        cells.add(name);
        cells.add(type);
        cells.add(kind.category);
        cells.add(kind.service);
        cells.add("");
        cells.add("");
        cells.add("metered");
        printer.printRecord(cells);
    }

    private double unitPrice(Kind kind) {
        Prices prices = report.prices();
        return switch (kind) {
            case PROCESSING, COMPACTION, OVERHEAD, IDLE -> prices.ofCpu(Duration.ofHours(1));
            case STORAGE -> prices.gigabyteMonth();
            case REQUESTS -> prices.thousandRequests();
        };
    }

    private static String start(YearMonth month) {
        Instant first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return first.toString();
    }

    private static String number(double value) {
        BigDecimal exact = new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    /** A spreadsheet would take such text for a formula, and run it; a quote before it makes it text. */
    private static String defused(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
