package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.refresh.SwitchPreview;
import io.streamhouse.refresh.ViewState;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How fresh the view is to be and how: what a change would bring is said before it is applied. */
final class FreshnessCard extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Views views;
    private final transient ViewActions actions;
    private final Span hint = new Span("nothing has changed yet");
    private final FreshnessFields fields = new FreshnessFields(this::look);
    private final ProblemPanel problem = new ProblemPanel();
    private final Div outcome = new Div();
    private final Button apply = new Button("Apply", VaadinIcon.CHECK.create(), click -> apply());
    private final Button discard = new Button("Discard", click -> discard());
    private transient @Nullable ViewState view;
    private long looks;
    private boolean edited;

    FreshnessCard(Views views, ViewActions actions) {
        this.views = views;
        this.actions = actions;
        addClassNames("sh-card", "views-freshness-card");
        H2 title = new H2("Freshness and how it is refreshed");
        title.add(hint);
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        outcome.addClassName("views-preview");
        outcome.getElement().setAttribute("aria-live", "polite");
        Div buttons = new Div(apply, discard);
        buttons.addClassName("sh-actions");
        add(title, fields, problem, outcome, buttons);
        discard();
    }

    /** Shows the wish of the view, unless a person is just about to change it. */
    void show(ViewState now) {
        boolean first = view == null;
        view = now;
        if (!edited) {
            fields.set(now.definition().freshness(), now.definition().mode());
        }
        if (first) {
            discard();
        }
    }

    /** What is in the fields, for the HTTP call; the view's own wish where they can't be read. */
    String freshness() {
        return fields.freshness().map(FreshnessTarget::text).orElse("PT1M");
    }

    String mode() {
        return fields.mode().text();
    }

    private void look() {
        ViewState shown = view;
        Optional<FreshnessTarget> target = fields.freshness();
        edited = true;
        discard.setVisible(true);
        apply.setEnabled(false);
        if (shown == null || target.isEmpty()) {
            return;
        }
        long number = ++looks;
        actions.look(
                UI.getCurrent(),
                () -> views.preview(shown.id(), target.get(), fields.mode()),
                found -> {
                    if (number == looks) {
                        show(found);
                    }
                },
                failure -> {
                    if (number == looks) {
                        problem.show(ProblemTexts.of(failure));
                        outcome.removeAll();
                    }
                });
    }

    private void show(SwitchPreview preview) {
        problem.clear();
        outcome.removeAll();
        hint.setVisible(true);
        Div modes = new Div();
        modes.addClassName("views-cell");
        preview.current().ifPresent(mode -> modes.add(ViewWords.mode(mode), new Span("→")));
        modes.add(ViewWords.mode(preview.chosen()), new Span(preview.why()));
        outcome.add(modes, new Candidates(preview.candidates(), preview.chosen()));
        if (!preview.warnings().isEmpty()) {
            UnorderedList warnings = new UnorderedList();
            warnings.addClassNames("views-warnings", "sh-warn");
            preview.warnings().forEach(warning -> warnings.add(new ListItem(warning)));
            outcome.add(warnings);
        }
        if (preview.steps().isEmpty()) {
            outcome.add(new Paragraph("Nothing has to be done: it takes effect at once."));
        } else {
            String takes = preview.takes()
                    .map(time -> "about " + Formats.duration(time))
                    .orElse("for how long was not measured yet");
            OrderedList steps = new OrderedList();
            steps.addClassName("views-steps");
            preview.steps().forEach(step -> steps.add(new ListItem(step)));
            outcome.add(new Paragraph("What would happen, " + takes + "; readers keep reading:"), steps);
        }
        apply.setEnabled(true);
    }

    private void apply() {
        ViewState shown = view;
        Optional<FreshnessTarget> target = fields.freshness();
        if (shown == null || target.isEmpty()) {
            return;
        }
        var mode = fields.mode();
        actions.change(who -> {
            boolean switches = views.setFreshness(
                            who, shown.id(), target.get(), mode, OptionalLong.of(shown.revision()))
                    .isPresent();
            return switches ? "The switch has begun" : "The new freshness holds";
        });
        discard();
    }

    private void discard() {
        looks++;
        edited = false;
        problem.clear();
        outcome.removeAll();
        hint.setVisible(false);
        apply.setEnabled(false);
        discard.setVisible(false);
        if (view != null) {
            fields.set(view.definition().freshness(), view.definition().mode());
        }
    }
}
