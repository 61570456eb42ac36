package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.alerts.AlertEvent;
import java.util.List;

/** What has fired. */
final class EventsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 50;

    private final Div body = new Div();
    private transient List<AlertEvent> shown = List.of();

    EventsPanel() {
        addClassNames("sh-card", "alerts-card");
        body.addClassName("alerts-scroll");
        add(new H2("History"), body);
    }

    void show(List<AlertEvent> events, String currency) {
        if (events.equals(shown) && body.getComponentCount() > 0) {
            return;
        }
        shown = events;
        body.removeAll();
        if (events.isEmpty()) {
            body.add(PlainTable.dim("Nothing has fired yet. What fires stays here after it has ended."));
            return;
        }
        PlainTable table = new PlainTable("Alerts that fired", "Began", ">Lasted", "On", "Why", ">Worst", "Rule");
        events.stream().limit(SHOWN).forEach(event -> {
            Span why = new Span(event.text());
            event.endText().ifPresent(end -> why.getElement().setAttribute("title", "Ended: " + end));
            table.row(
                    new RelativeTime(event.began()),
                    AlertWords.lasted(event.began(), event.ended()),
                    AlertWords.subject(event.subject()),
                    why,
                    AlertWords.value(event.peak(), event.measure(), currency),
                    AlertWords.rule(event.rule(), event.ruleName()));
        });
        body.add(table);
        if (events.size() > SHOWN) {
            body.add(PlainTable.dim("The newest " + SHOWN + " are shown; GET /api/v1/alerts/events has more."));
        }
    }
}
