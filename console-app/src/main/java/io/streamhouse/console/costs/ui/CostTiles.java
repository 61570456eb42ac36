package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.html.Div;
import io.streamhouse.component.CostText;
import io.streamhouse.component.FigureTile;
import io.streamhouse.component.Formats;
import io.streamhouse.console.costs.CostTrend;
import io.streamhouse.console.costs.CostsSeen;
import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.CostReport.Overhead;
import java.time.Duration;

/** What it came to, big enough to be read from afar. */
final class CostTiles extends Div {

    private static final long serialVersionUID = 1L;

    private final CostText total = new CostText();
    private final FigureTile totalTile = new FigureTile(total);
    private final CostText perDay = new CostText();
    private final FigureTile perDayTile = new FigureTile(perDay);
    private final CostText idle = new CostText();
    private final FigureTile idleTile = new FigureTile(idle);
    private final CostText overhead = new CostText();
    private final FigureTile overheadTile = new FigureTile(overhead);
    private final CostText storage = new CostText();
    private final FigureTile storageTile = new FigureTile(storage);

    CostTiles() {
        addClassName("sh-tiles");
        add(totalTile, perDayTile, idleTile, overheadTile, storageTile);
    }

    void show(CostsSeen.Known now) {
        CostReport report = now.report();
        String currency = report.prices().currency();
        Duration window = Duration.between(report.from(), report.to());
        total.showMetered(report.total(), currency, "all lines, overhead and idle");
        totalTile.describe("total, " + Formats.duration(window), "");
        CostTrend.of(now.timeline())
                .perDay(window)
                .ifPresentOrElse(
                        rate -> {
                            perDay.showMetered(rate.amount(), currency, "from " + Formats.duration(rate.over()));
                            perDayTile.describe("a day, from " + Formats.duration(rate.over()) + " metered", "");
                        },
                        () -> {
                            perDay.showUnknown("Nothing was metered yet");
                            perDayTile.describe("a day", "");
                        });
        idle.showMetered(report.idle(), currency, "");
        idleTile.describe(
                "idle" + share(report.idle(), report.total()),
                switch (report.prices().basis()) {
                    case USED -> "What the engine burns doing nothing";
                    case RESERVED -> "Cores kept ready that nobody used";
                });
        double extra = report.overhead().stream().mapToDouble(Overhead::metered).sum();
        overhead.showMetered(extra, currency, "");
        overheadTile.describe(
                "overhead" + share(extra, report.total()),
                "What runs for nobody in particular: the console, planning, the engine");
        storage.showMetered(now.storagePerMonth(), currency, "");
        storageTile.describe("storage, a month", "What all tables take up now");
    }

    private static String share(double part, double all) {
        return all > 0 ? ", " + Formats.percent(part / all) + " of it" : "";
    }
}
