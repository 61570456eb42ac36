package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.alerts.AlertEvent;
import java.util.List;

/** What fires now. */
final class FiringPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final Div rows = new Div();
    private transient List<AlertEvent> shown = List.of();

    FiringPanel() {
        addClassNames("sh-card", "alerts-card");
        rows.addClassName("alerts-rows");
        add(new H2("Firing now"), rows);
    }

    void show(List<AlertEvent> firing, String currency) {
        if (firing.equals(shown) && rows.getComponentCount() > 0) {
            return;
        }
        shown = firing;
        rows.removeAll();
        setClassName("alerts-calm", firing.isEmpty());
        if (firing.isEmpty()) {
            rows.add(PlainTable.dim("Nothing. Every rule that is looked at is within its limit, or not known."));
        }
        firing.forEach(event -> rows.add(row(event, currency)));
    }

    private static Div row(AlertEvent event, String currency) {
        Div subject = new Div(AlertWords.subject(event.subject()));
        subject.addClassName("alerts-subject");
        Div why = new Div(new Span(event.text()));
        why.addClassName("alerts-why");
        Div worst = new Div(PlainTable.dim("worst "), AlertWords.value(event.peak(), event.measure(), currency));
        worst.addClassNames("sh-num", "alerts-worst");
        worst.setVisible(event.peak().isPresent());
        Div since = new Div(PlainTable.dim("since "), new RelativeTime(event.began()));
        Div rule = new Div(AlertWords.rule(event.rule(), event.ruleName()));
        rule.addClassName("alerts-rule");
        Div row = new Div(subject, why, worst, since, rule);
        row.addClassName("alerts-firing");
        return row;
    }
}
