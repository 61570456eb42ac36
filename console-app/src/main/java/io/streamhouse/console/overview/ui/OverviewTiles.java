package io.streamhouse.console.overview.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.CostText;
import io.streamhouse.component.FigureTile;
import io.streamhouse.component.Formats;
import io.streamhouse.component.SegmentBar;
import io.streamhouse.component.SegmentBar.Segment;
import io.streamhouse.component.Sparkline;
import io.streamhouse.component.Tone;
import io.streamhouse.console.costs.CostTrend;
import io.streamhouse.console.costs.CostsSeen;
import io.streamhouse.console.jobs.JobsSeen;
import io.streamhouse.console.overview.ViewHealth.Standing;
import io.streamhouse.console.overview.ViewsSummary;
import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of everything together. They change in place. */
final class OverviewTiles extends Div {

    private static final long serialVersionUID = 1L;

    private static final Duration NOW = Duration.ofDays(1);

    private final FigureTile keeping = new FigureTile();
    private final FigureTile within = new FigureTile();
    private final CostText perDay = new CostText();
    private final Sparkline trend = new Sparkline();
    private final FigureTile cost = new FigureTile(perDay);
    private final CostText ofViews = new CostText();
    private final FigureTile views = new FigureTile(ofViews);
    private final Div counts = new Div();
    private final SegmentBar modes = new SegmentBar();
    private final FigureTile jobs = new FigureTile();
    private transient Map<RefreshMode, Integer> shownModes = Map.of();

    OverviewTiles() {
        addClassNames("sh-tiles", "overview-tiles");
        cost.add(trend);
        cost.addClassName("overview-trend");
        Span title = new Span("views by mode");
        Div byMode = new Div(counts, modes, title);
        byMode.addClassNames("sh-card", "sh-tile", "overview-modes");
        counts.addClassName("overview-counts");
        counts.setText("none yet");
        add(keeping, within, cost, views, byMode, jobs);
        jobs.describe("jobs running", "");
        cost.describe("a day, all together", "");
    }

    void show(ViewsSummary summary) {
        long kept = summary.count(Standing.WITHIN);
        long unknown = summary.count(Standing.UNKNOWN);
        long bad = summary.count(Standing.LATE) + summary.count(Standing.FAILED);
        keeping.show(
                kept + " of " + summary.promising(),
                "within target now" + (unknown == 0 ? "" : ", " + unknown + " unknown"),
                summary.count(Standing.LATE) + " late, " + summary.count(Standing.FAILED) + " failed, " + unknown
                        + " unknown, " + summary.count(Standing.UNPROMISED) + " without a target");
        keeping.tone(bad > 0 ? Tone.BAD : unknown > 0 ? Tone.WARN : Tone.NEUTRAL);
        if (summary.within().isPresent() && summary.worst().isPresent()) {
            within.show(
                    Formats.percent(summary.within().getAsDouble()),
                    "within target, " + Formats.duration(summary.window()) + ", mean",
                    "The worst view: " + Formats.percent(summary.worst().getAsDouble()));
        } else {
            within.show("–", "within target", "No view was watched for long enough yet");
        }
        showModes(summary);
        showCost(summary);
    }

    private void showModes(ViewsSummary summary) {
        int all = summary.byMode().values().stream().mapToInt(Integer::intValue).sum();
        List<Segment> segments = new ArrayList<>();
        List<String> words = new ArrayList<>();
        if (summary.byMode().equals(shownModes)) {
            return;
        }
        shownModes = summary.byMode();
        counts.removeAll();
        for (RefreshMode mode : RefreshMode.values()) {
            int count = summary.byMode().getOrDefault(mode, 0);
            if (count > 0) {
                segments.add(Segment.of(LagRow.tone(mode), (double) count / all));
                String word = count + " " + mode.name().toLowerCase(Locale.ROOT);
                words.add(word);
                Span text = new Span(word);
                text.addClassName("sh-" + LagRow.tone(mode).css());
                counts.add(text);
            }
        }
        modes.show(segments, OptionalDouble.empty(), String.join(", ", words));
    }

    private void showCost(ViewsSummary summary) {
        String currency = summary.currency().orElse("");
        if (summary.metered().isPresent()) {
            ofViews.showMetered(summary.metered().getAsDouble(), currency, "a day");
            views.describe(
                    summary.estimated().isPresent()
                            ? "a day, views; others ≈ "
                                    + Formats.money(summary.estimated().getAsDouble(), currency) + " estimated"
                            : "a day, views as they are kept",
                    "");
        } else if (summary.estimated().isPresent()) {
            ofViews.showEstimated(summary.estimated().getAsDouble(), currency, "a day");
            views.describe("a day, views as they are kept", "");
        } else {
            ofViews.showUnknown("What views cost is not known yet");
            views.describe("a day, views as they are kept", "");
        }
    }

    void show(CostsSeen seen) {
        switch (seen) {
            case CostsSeen.Known known -> {
                CostTrend costs = CostTrend.of(known.timeline());
                costs.perDay(NOW)
                        .ifPresentOrElse(
                                rate -> {
                                    perDay.showMetered(rate.amount(), costs.currency(), "");
                                    cost.describe("a day, from the last " + Formats.duration(rate.over()), "");
                                },
                                () -> {
                                    perDay.showUnknown("Nothing was metered yet");
                                    cost.describe("a day, all together", "");
                                });
                trend.setVisible(costs.points().size() > 1);
                trend.show(
                        costs.points(),
                        "metered cost in every " + Formats.duration(costs.step()) + " of the last "
                                + Formats.duration(
                                        costs.step().multipliedBy(costs.points().size())));
            }
            case CostsSeen.Unavailable unavailable -> {
                perDay.showUnknown(unavailable.problem().what());
                trend.setVisible(false);
            }
        }
    }

    void show(JobsSeen seen) {
        switch (seen) {
            case JobsSeen.Listed listed -> {
                long running = listed.jobs().stream()
                        .filter(job -> !job.summary().state().terminal())
                        .count();
                jobs.show(
                        Formats.number(running),
                        (running == 1 ? "job" : "jobs") + " running, "
                                + listed.cluster().slotsFree() + " of "
                                + listed.cluster().slotsTotal() + " slots free",
                        "");
            }
            case JobsSeen.Unavailable unavailable ->
                jobs.show("–", "jobs running", unavailable.problem().what());
        }
    }
}
