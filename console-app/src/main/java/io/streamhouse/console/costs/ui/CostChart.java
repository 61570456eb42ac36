package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.EChart;
import io.streamhouse.component.EChart.Axis;
import io.streamhouse.component.EChart.Mark;
import io.streamhouse.component.EChart.Point;
import io.streamhouse.component.EChart.Unit;
import io.streamhouse.component.Formats;
import io.streamhouse.component.Tone;
import io.streamhouse.console.costs.CostsSeen;
import io.streamhouse.cost.CostReport.Overhead;
import io.streamhouse.cost.CostTimeline;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was spent from step to step, one colour a line; the table below has the same figures. */
final class CostChart extends Div {

    private static final long serialVersionUID = 1L;

    private final Span lead = new Span();
    private final EChart chart = new EChart("Metered cost over time");
    private transient Optional<CostTimeline> shown = Optional.empty();

    CostChart() {
        addClassNames("sh-card", "costs-chart");
        H2 title = new H2("Over time");
        title.add(lead);
        add(title, chart);
    }

    void show(CostsSeen.Known now) {
        CostTimeline timeline = now.timeline();
        if (shown.filter(timeline::equals).isPresent()) {
            return;
        }
        shown = Optional.of(timeline);
        lead.setText("metered, " + timeline.currency() + " in every " + Formats.duration(timeline.step()));
        Map<String, String> names = names(timeline);
        Set<String> overhead =
                now.report().overhead().stream().map(Overhead::name).collect(Collectors.toSet());
        chart.setChart(new EChart.Chart(
                Axis.time(),
                Axis.number("", Unit.MONEY),
                timeline.series().stream()
                        .map(series -> series(
                                series,
                                names.getOrDefault(series.key(), series.key()),
                                timeline.step().toMillis(),
                                overhead))
                        .toList()));
    }

    /** Relations by their name alone, where only one has it: the legend is short of room. */
    private static Map<String, String> names(CostTimeline timeline) {
        Map<String, String> names = timeline.series().stream()
                .map(CostTimeline.Series::key)
                .collect(Collectors.toMap(Function.identity(), CostChart::shortName, (one, other) -> one));
        Map<String, Long> often =
                names.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        names.replaceAll((key, name) -> often.getOrDefault(name, 0L) > 1 ? key : name);
        return names;
    }

    private static String shortName(String key) {
        try {
            return RelationId.parse(key).name();
        } catch (IllegalArgumentException e) {
            return key;
        }
    }

    private static EChart.Series series(CostTimeline.Series from, String name, long step, Set<String> overhead) {
        List<Point> points = new ArrayList<>();
        long at = from.from().toEpochMilli();
        for (double cost : from.costs()) {
            points.add(Point.at(at, cost));
            at += step;
        }
        return new EChart.Series(name, Mark.BAR, tone(from.key(), overhead), true, points);
    }

    private static Tone tone(String key, Set<String> overhead) {
        String word = key.toLowerCase(Locale.ROOT);
        if (word.equals("idle")) {
            return Tone.IDLE;
        }
        if (word.equals("overhead") || overhead.contains(key)) {
            return Tone.OVERHEAD;
        }
        for (RefreshMode mode : RefreshMode.values()) {
            if (mode.name().equalsIgnoreCase(key)) {
                return switch (mode) {
                    case CONTINUOUS -> Tone.CONTINUOUS;
                    case INCREMENTAL -> Tone.INCREMENTAL;
                    case FULL -> Tone.FULL;
                };
            }
        }
        return Tone.NEUTRAL;
    }
}
