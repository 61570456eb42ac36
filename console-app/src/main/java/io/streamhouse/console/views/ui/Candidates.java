package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.SwitchPreview.Candidate;
import java.util.List;
import java.util.OptionalDouble;

/** The modes a view could be in, what each would keep and why it was chosen or lost. */
final class Candidates extends PlainTable {

    private static final long serialVersionUID = 1L;

    /** @param currency of what each costs a day */
    Candidates(List<Candidate> candidates, RefreshMode chosen, String currency) {
        super("Refresh modes and why each was chosen or not", "Mode", ">A day", ">Lag", "Why");
        addClassName("views-candidates");
        candidates.forEach(candidate -> row(
                mode(candidate, candidate.mode() == chosen),
                cost(candidate.costPerDay(), currency),
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
            mode.add(ViewWords.badge("chosen"));
        } else if (!candidate.possible()) {
            mode.add(ViewWords.badge("can’t be had"));
        }
        mode.addClassName("views-cell");
        return mode;
    }

    private static Component cost(OptionalDouble perDay, String currency) {
        return perDay.isPresent()
                ? PlainTable.text(
                        "≈ " + Formats.money(perDay.getAsDouble(), currency), "Estimated: " + perDay.getAsDouble())
                : ViewWords.dim("–");
    }
}
