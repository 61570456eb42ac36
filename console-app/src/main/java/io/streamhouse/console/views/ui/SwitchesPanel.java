package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.refresh.Switch;
import io.streamhouse.refresh.SwitchStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The switches of a view from mode to mode, each with its steps as they are done. */
final class SwitchesPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 30;

    private transient List<Switch> shown = List.of();

    SwitchesPanel() {
        addClassName("views-stack");
        show(List.of());
    }

    void show(List<Switch> switches) {
        if (switches.equals(shown) && getComponentCount() > 0) {
            return;
        }
        shown = switches;
        removeAll();
        if (switches.isEmpty()) {
            add(new EmptyState(
                    "No switch yet",
                    "When another mode keeps the target better, or you ask for one, the view changes to it step by step."
                            + " The steps are seen here while they are done; readers keep reading meanwhile."));
        }
        switches.stream().limit(SHOWN).forEach(one -> add(card(one)));
    }

    private static Div card(Switch one) {
        Div head =
                new Div(new StatusChip(ViewWords.tone(one.state()), one.state().name()));
        one.from().ifPresent(from -> head.add(ViewWords.mode(from), new Span("→")));
        head.add(ViewWords.mode(one.to()), new RelativeTime(one.startedAt()));
        took(one.startedAt(), one.finishedAt()).ifPresent(head::add);
        head.add(ViewWords.dim(one.reason() + " · " + one.actor().name()));
        head.addClassName("views-cell");
        Div card = new Div(head);
        card.addClassNames("sh-card", "views-switch");
        one.problem().ifPresent(problem -> card.add(new ProblemPanel(ProblemTexts.of(problem))));
        if (!one.steps().isEmpty()) {
            PlainTable steps = new PlainTable("Steps of the switch", "Step", "State", ">Took", "What came of it");
            one.steps().forEach(step -> row(steps, step));
            card.add(steps);
        } else {
            card.add(new Paragraph(ViewWords.dim("It waits for its first step.")));
        }
        return card;
    }

    private static void row(PlainTable steps, SwitchStep step) {
        Span detail = new Span(step.detail().orElse(""));
        detail.addClassName("views-detail");
        steps.row(
                new Span(step.name()),
                new StatusChip(ViewWords.tone(step.state()), step.state().name()),
                took(step.startedAt(), step.finishedAt()).orElseGet(() -> new Span("…")),
                detail);
    }

    static Optional<Span> took(Instant from, Optional<Instant> to) {
        return to.map(end -> {
            Duration time = Duration.between(from, end);
            return PlainTable.text(Formats.duration(time), time.toString());
        });
    }
}
