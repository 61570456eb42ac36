package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Choices;
import io.streamhouse.component.EChart;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.Tone;
import io.streamhouse.console.views.Views;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.Switch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far the view was behind: over time, against its target, with its switches; and in figures. */
final class LagCard extends Div {

    private static final long serialVersionUID = 1L;

    private enum Range {
        HOUR("1 h", Duration.ofHours(1), 5),
        DAY("24 h", Duration.ofDays(1), 30),
        WEEK("7 d", Duration.ofDays(7), 120);

        private final String text;
        private final Duration length;

        /** A report is asked for at every so many looks at the view: often while a moment can be told apart. */
        private final int looks;

        Range(String text, Duration length, int looks) {
            this.text = text;
            this.length = length;
            this.looks = looks;
        }
    }

    private final RelationId id;
    private final transient Views views;
    private final transient ViewActions actions;
    private final transient InstantSource clock;
    private final Choices<Range> ranges = new Choices<>("Time shown", words(), this::choose);
    private final EChart chart;
    private final Div summaries = new Div();
    private final Div figures = new Div();
    private final EmptyState none = new EmptyState(
            "No lag measured yet",
            "How far the view is behind its sources is measured from their snapshots. The line is drawn here from the"
                    + " first measurement on, with its target and with what pushed it over.");
    private transient List<Switch> switches = List.of();
    private Range range = Range.HOUR;
    private int shows;

    LagCard(RelationId id, Views views, ViewActions actions, InstantSource clock) {
        this.id = id;
        this.views = views;
        this.actions = actions;
        this.clock = clock;
        addClassNames("sh-card", "views-lag");
        chart = new EChart("Lag of " + id.name() + " against its target");
        ranges.show(range);
        H2 title = new H2("Lag against target");
        title.add(new Span("the longest in each moment; a gap is unknown"));
        Div head = new Div(title, ranges);
        head.addClassName("views-head");
        figures.addClassName("views-lag-figures");
        summaries.addClassName("views-scroll");
        figures.add(chart, summaries);
        figures.setVisible(false);
        add(head, figures, none);
    }

    private static Map<Range, String> words() {
        Map<Range, String> words = new EnumMap<>(Range.class);
        for (Range each : Range.values()) {
            words.put(each, each.text);
        }
        return words;
    }

    private void choose(Range chosen) {
        range = chosen;
        ranges.show(chosen);
        look();
    }

    void show(List<Switch> now) {
        switches = now;
        if (shows++ % range.looks == 0) {
            look();
        }
    }

    private void look() {
        Instant now = clock.instant();
        Range asked = range;
        actions.look(
                UI.getCurrent(),
                () -> views.lag(id, now.minus(asked.length), now),
                report -> {
                    if (asked == range) {
                        draw(report);
                    }
                },
                failure -> figures.setVisible(false));
    }

    private void draw(LagReport report) {
        boolean measured =
                report.points().stream().anyMatch(point -> point.lag().isPresent());
        figures.setVisible(measured);
        none.setVisible(!measured);
        if (!measured) {
            return;
        }
        List<EChart.Point> lag = new ArrayList<>();
        List<EChart.Point> target = new ArrayList<>();
        for (LagReport.Point point : report.points()) {
            long at = point.at().toEpochMilli();
            lag.add(new EChart.Point(at, seconds(point.lag())));
            target.add(new EChart.Point(at, seconds(point.target())));
        }
        List<EChart.Event> marks = switches.stream()
                .filter(one -> !one.startedAt().isBefore(report.from()))
                .map(one -> new EChart.Event(
                        one.startedAt().toEpochMilli(),
                        "→ " + ViewWords.word(one.to()) + " (" + one.actor().name() + ")",
                        ViewWords.tone(one.to())))
                .toList();
        chart.setChart(new EChart.Chart(
                EChart.Axis.time(),
                EChart.Axis.number("", EChart.Unit.DURATION),
                List.of(
                        new EChart.Series("lag", EChart.Mark.AREA, Tone.ACCENT, false, lag),
                        new EChart.Series("target", EChart.Mark.LIMIT, Tone.NEUTRAL, false, target)),
                marks));
        summaries.removeAll();
        summaries.add(table(report.summaries()));
    }

    private static @Nullable Double seconds(Optional<Duration> duration) {
        return duration.map(length -> length.toMillis() / 1000.0).orElse(null);
    }

    private static PlainTable table(List<LagReport.Summary> summaries) {
        PlainTable table = new PlainTable(
                "Lag in the last hour, day and week",
                "Last",
                ">Within target",
                ">p50",
                ">p95",
                ">Longest",
                ">Above target",
                "Because of");
        summaries.forEach(summary -> table.row(
                new Span(Formats.duration(summary.window())),
                within(summary.within()),
                lag(summary.p50()),
                lag(summary.p95()),
                lag(summary.max()),
                PlainTable.text(
                        Formats.duration(summary.aboveTarget()),
                        summary.aboveTarget().toString()),
                new Span(causes(summary))));
        return table;
    }

    private static Span within(WithinTarget within) {
        return switch (within) {
            case WithinTarget.Known known ->
                PlainTable.text(
                        Formats.percent(known.share()),
                        known.share() + " of the last " + Formats.duration(known.window()));
            case WithinTarget.Unknown unknown -> PlainTable.text("–", unknown.why());
        };
    }

    private static Span lag(Optional<Duration> lag) {
        return lag.map(length -> PlainTable.text(Formats.duration(length), length.toString()))
                .orElseGet(() -> PlainTable.text("–", "Nothing was measured"));
    }

    private static String causes(LagReport.Summary summary) {
        return summary.causes().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(cause -> ViewWords.words(cause.getKey()) + " " + Formats.duration(cause.getValue()))
                .collect(Collectors.joining(", "));
    }
}
