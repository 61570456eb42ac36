package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.SwitchPreview.Candidate;
import java.util.List;

/** The modes a view could be in, what each would keep and why it was chosen or lost. */
final class Candidates extends Table {

    private static final long serialVersionUID = 1L;

    Candidates(List<Candidate> candidates, RefreshMode chosen) {
        super("Refresh modes and why each was chosen or not", "Mode", ">Lag", "Why");
        addClassName("views-candidates");
        candidates.forEach(candidate -> row(
                mode(candidate, candidate.mode() == chosen),
                new Span(candidate
                        .lag()
                        .map(expected -> "≈ " + Formats.duration(expected))
                        .orElse("–")),
                new Span(candidate.why())));
    }

    private static Component mode(Candidate candidate, boolean chosen) {
        Div mode = new Div(
                candidate.possible()
                        ? ViewWords.mode(candidate.mode())
                        : ViewWords.dim(candidate.mode().name()));
        if (chosen) {
            mode.add(badge("chosen"));
        } else if (!candidate.possible()) {
            mode.add(badge("can’t be had"));
        }
        mode.addClassName("views-cell");
        return mode;
    }

    private static Component badge(String text) {
        Span badge = new Span(text);
        badge.addClassName("sh-badge");
        return badge;
    }
}
