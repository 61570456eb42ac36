package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Prices.Basis;

/** How prices are spoken of. */
final class PriceWords {

    private PriceWords() {}

    static String basis(Basis basis) {
        return switch (basis) {
            case USED -> "CPU-hours that were used";
            case RESERVED -> "Capacity that is reserved";
        };
    }

    /** What idle means then. */
    static String idle(Basis basis) {
        return switch (basis) {
            case USED ->
                "Every line pays for the CPU time it used. Idle is what the engine burns doing nothing: little, but never"
                        + " nothing.";
            case RESERVED ->
                "The cores that are kept ready are paid for, used or not. Idle is what nobody used of them: often most.";
        };
    }

    /** The prices in a line. */
    static Span line(Prices prices) {
        return new Span(Formats.money(prices.cpuHour(), prices.currency()) + " a CPU-hour "
                + switch (prices.basis()) {
                    case USED -> "used";
                    case RESERVED -> "reserved";
                }
                + " · " + Formats.money(prices.gigabyteMonth(), prices.currency()) + " a GB-month · "
                + Formats.money(prices.thousandRequests(), prices.currency()) + " for 1,000 requests");
    }

    static Anchor link() {
        Anchor link = new Anchor("settings/" + PriceSettings.ID, "Prices");
        link.setRouterIgnore(false);
        return link;
    }
}
