package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ModeDecision;
import java.util.List;

/** Why the view is in the mode it is in: each choice with every candidate, its figures, and why it lost. */
final class DecisionsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 30;

    private record Looked(List<ModeDecision> decisions, String currency) {}

    private final RelationId id;
    private final transient Views views;
    private final transient ViewActions actions;
    private final ProblemPanel problem = new ProblemPanel();
    private final Div list = new Div();
    private transient Looked shown = new Looked(List.of(), "");

    DecisionsPanel(RelationId id, Views views, ViewActions actions) {
        this.id = id;
        this.views = views;
        this.actions = actions;
        addClassName("views-stack");
        list.addClassName("views-stack");
        add(problem, list);
        list.add(none());
    }

    /** Looks again what was decided. */
    void look() {
        actions.look(
                UI.getCurrent(),
                () -> new Looked(views.decisions(id), views.curve(id).currency()),
                found -> {
                    problem.clear();
                    show(found);
                },
                failure -> problem.show(ProblemTexts.of(failure)));
    }

    private void show(Looked looked) {
        if (looked.equals(shown)) {
            return;
        }
        shown = looked;
        list.removeAll();
        if (looked.decisions().isEmpty()) {
            list.add(none());
        }
        looked.decisions().stream().limit(SHOWN).forEach(decision -> list.add(card(decision, looked.currency())));
    }

    private static EmptyState none() {
        return new EmptyState(
                "No decision yet",
                "Under AUTO the cheapest mode that keeps the target is chosen, from what the view’s own runs cost."
                        + " Every choice is kept here with all that was weighed.");
    }

    private static Div card(ModeDecision decision, String currency) {
        Div head = new Div();
        head.addClassName("views-cell");
        decision.before()
                .filter(before -> before != decision.chosen())
                .ifPresent(before -> head.add(ViewWords.mode(before), new Span("→")));
        head.add(ViewWords.mode(decision.chosen()), new RelativeTime(decision.at()));
        head.add(ViewWords.dim(decision.target()
                .map(target -> "for " + Formats.duration(target))
                .orElse("on demand")));
        Span why = new Span(decision.why());
        why.addClassName("views-detail");
        Div card = new Div(head, why, new Candidates(decision.candidates(), decision.chosen(), currency));
        card.addClassNames("sh-card", "views-switch");
        return card;
    }
}
