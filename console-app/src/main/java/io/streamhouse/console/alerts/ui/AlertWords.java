package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.alert.AlertState.Standing;
import io.streamhouse.alert.Condition.Measure;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.alerts.AlertRoutes;
import io.streamhouse.console.alerts.RuleWords;
import io.streamhouse.console.alerts.WebhookSeen;
import io.streamhouse.console.views.ui.ViewsNavigation;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** What alerts look like on their pages. */
final class AlertWords {

    private AlertWords() {}

    static StatusChip chip(Standing standing) {
        return switch (standing) {
            case OK -> new StatusChip(Tone.OK, "OK");
            case PENDING ->
                new StatusChip(Tone.WARN, "PENDING").withTitle("Beyond its limit, but not for long enough yet");
            case FIRING -> new StatusChip(Tone.BAD, "FIRING");
            case UNKNOWN -> new StatusChip(Tone.NEUTRAL, "UNKNOWN").withTitle("Nothing has been known for a while");
        };
    }

    static StatusChip chip(WebhookSeen.State state) {
        return switch (state) {
            case PENDING -> new StatusChip(Tone.WARN, "PENDING");
            case DELIVERED -> new StatusChip(Tone.OK, "DELIVERED");
            case FAILED -> new StatusChip(Tone.BAD, "GIVEN UP");
        };
    }

    static Anchor rule(String id, String name) {
        Anchor link = new Anchor(AlertRoutes.of(id), name);
        link.setRouterIgnore(false);
        return link;
    }

    /** What it is about, leading to its page if it is a view. */
    static Component subject(String key) {
        try {
            RelationId view = RelationId.parse(key);
            Anchor link = new Anchor(ViewsNavigation.route(view), view.name());
            link.setRouterIgnore(false);
            link.getElement().setAttribute("title", key);
            return link;
        } catch (IllegalArgumentException noView) {
            return new Span(RuleWords.subject(key));
        }
    }

    static Component value(OptionalDouble value, Measure measure, String currency) {
        return value.isPresent()
                ? new Span(RuleWords.value(value.getAsDouble(), measure, currency))
                : PlainTable.dim("–");
    }

    static Component lasted(Instant began, Optional<Instant> ended) {
        return ended.<Component>map(end -> new Span(Formats.duration(Duration.between(began, end))))
                .orElseGet(() -> PlainTable.dim("still"));
    }

    /** {@code once}, {@code 3 times}. */
    static String times(int count) {
        return switch (count) {
            case 1 -> "once";
            case 2 -> "twice";
            default -> Formats.number(count) + " times";
        };
    }
}
