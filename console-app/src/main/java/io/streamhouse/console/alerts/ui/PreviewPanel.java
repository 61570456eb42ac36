package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.alert.AlertPreview;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.Reading;
import io.streamhouse.component.EChart;
import io.streamhouse.component.EChart.Mark;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.Tone;
import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.alerts.RuleWords;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the rule would have fired in the past. */
final class PreviewPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 20;

    private static final int POINTS = 400;

    private final transient Alerts alerts;
    private final transient AlertActions actions;
    private final Select<Duration> back = new Select<>();
    private final Div verdict = new Div();
    private final Div detail = new Div();
    private final ProblemPanel problem = new ProblemPanel();
    private final EChart chart = new EChart("What the rule looks at, over time, and its limit");
    private final Div intervals = new Div();
    private transient Optional<AlertRule> rule = Optional.empty();
    private long asked;

    PreviewPanel(Alerts alerts, AlertActions actions) {
        this.alerts = alerts;
        this.actions = actions;
        addClassNames("sh-card", "alerts-card", "alerts-preview");
        back.setItems(Duration.ofDays(1), Alerts.PREVIEWED, Duration.ofDays(30));
        back.setItemLabelGenerator(RuleWords::window);
        back.setValue(Alerts.PREVIEWED);
        back.setAriaLabel("How far to look back");
        back.addValueChangeListener(change -> rule.ifPresent(this::look));
        verdict.addClassName("alerts-verdict");
        verdict.getElement().setAttribute("role", "status");
        detail.addClassName("sh-dim");
        chart.addClassName("alerts-chart");
        chart.setVisible(false);
        intervals.addClassName("alerts-scroll");
        Div head = new Div(new H2("On what was recorded"), back);
        head.addClassName("alerts-preview-head");
        add(head, verdict, detail, problem, chart, intervals);
    }

    /** Runs the rule over the past and shows what came of it; what was asked before is not shown any more. */
    void look(AlertRule asking) {
        rule = Optional.of(asking);
        long question = ++asked;
        Duration time = back.getValue();
        actions.run(
                () -> alerts.preview(asking, time),
                preview -> {
                    if (question == asked) {
                        show(asking, preview, time);
                    }
                },
                failure -> {
                    if (question == asked) {
                        problem.show(ProblemTexts.of(failure));
                    }
                });
    }

    private void show(AlertRule asked, AlertPreview preview, Duration time) {
        problem.clear();
        int times = preview.intervals().size();
        boolean nothing = preview.known().isEmpty();
        String in = " in the last " + RuleWords.window(time);
        verdict.setText(
                nothing
                        ? "Nothing is recorded yet that this rule could be judged by"
                        : times == 0
                                ? "Would not have fired" + in
                                : "Would have fired " + AlertWords.times(times) + in);
        verdict.setClassName("sh-dim", nothing);
        detail.setText(detail(preview));
        chart.setVisible(!preview.traces().isEmpty());
        if (!preview.traces().isEmpty()) {
            chart.setChart(chart(asked, preview));
        }
        intervals.removeAll();
        if (times > 0) {
            table(asked, preview);
        } else if (nothing) {
            intervals.add(new Paragraph("It is looked at from the moment it is saved."));
        }
    }

    private static String detail(AlertPreview preview) {
        List<String> facts = new ArrayList<>();
        if (preview.subjects() + preview.unread() == 0) {
            return "There is no view yet that it looks at";
        }
        facts.add(preview.subjects() == 1 ? "1 looked at" : Formats.number(preview.subjects()) + " looked at");
        preview.known()
                .filter(known -> known.isAfter(preview.from().plus(Duration.ofMinutes(10))))
                .ifPresent(known ->
                        facts.add("known for the last " + Formats.duration(Duration.between(known, preview.to()))));
        if (preview.unread() > 0) {
            facts.add(Formats.number(preview.unread()) + " not looked at"
                    + preview.why().map(why -> ": " + why.what()).orElse(", they are too many at once"));
        }
        return String.join(" · ", facts);
    }

    private void table(AlertRule asked, AlertPreview preview) {
        PlainTable table = new PlainTable("When it would have fired", "Began", ">Lasted", "On", "Why", ">Worst");
        preview.intervals().stream()
                .limit(SHOWN)
                .forEach(interval -> table.row(
                        new RelativeTime(interval.began()),
                        AlertWords.lasted(interval.began(), interval.ended()),
                        AlertWords.subject(interval.subject().key()),
                        new Span(interval.text()),
                        AlertWords.value(interval.worst(), asked.when().measure(), alerts.currency())));
        intervals.add(table);
        if (preview.intervals().size() > SHOWN) {
            intervals.add(PlainTable.dim("The newest " + SHOWN + " are shown; POST /api/v1/alerts/preview has all."));
        }
    }

    private static EChart.Chart chart(AlertRule asked, AlertPreview preview) {
        List<EChart.Series> series = new ArrayList<>();
        for (AlertPreview.Trace trace : preview.traces()) {
            series.add(new EChart.Series(shortened(trace.subject().title()), Mark.LINE, values(trace.readings())));
        }
        List<EChart.Point> limit = limits(preview.traces().getFirst().readings());
        if (!limit.isEmpty()) {
            series.add(new EChart.Series("limit", Mark.LINE, Tone.BAD, false, limit));
        }
        EChart.Unit unit =
                switch (asked.when().measure()) {
                    case SECONDS -> EChart.Unit.DURATION;
                    case SHARE -> EChart.Unit.PERCENT;
                    case COUNT, MONEY -> EChart.Unit.NONE;
                };
        return new EChart.Chart(EChart.Axis.time(), EChart.Axis.number("", unit), series);
    }

    private static String shortened(String title) {
        try {
            return RelationId.parse(title).name();
        } catch (IllegalArgumentException noView) {
            return title;
        }
    }

    /** As many points as can be seen; of those left out the highest stays, and nothing known is a gap. */
    private static List<EChart.Point> values(List<Reading> readings) {
        int stride = Math.max(1, readings.size() / POINTS);
        List<EChart.Point> points = new ArrayList<>();
        for (int i = 0; i < readings.size(); i += stride) {
            Double highest = null;
            for (Reading reading : readings.subList(i, Math.min(readings.size(), i + stride))) {
                if (reading instanceof Reading.Known known && (highest == null || known.value() > highest)) {
                    highest = known.value();
                }
            }
            points.add(new EChart.Point(readings.get(i).at().toEpochMilli(), highest));
        }
        return points;
    }

    private static List<EChart.Point> limits(List<Reading> readings) {
        int stride = Math.max(1, readings.size() / POINTS);
        List<EChart.Point> points = new ArrayList<>();
        for (int i = 0; i < readings.size(); i += stride) {
            if (readings.get(i) instanceof Reading.Known known && known.limit().isPresent()) {
                points.add(
                        EChart.Point.at(known.at().toEpochMilli(), known.limit().getAsDouble()));
            }
        }
        return points;
    }
}
