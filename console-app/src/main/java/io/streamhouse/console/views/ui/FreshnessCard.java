package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.component.ProblemText;
import io.streamhouse.component.Tone;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.Freshnesses;
import io.streamhouse.console.views.SliderCurves;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How fresh the view is to be and how: what a change would cost and bring is said before it is applied. */
final class FreshnessCard extends Div {

    private static final long serialVersionUID = 1L;

    /** The curve moves with every refresh, but not so that anybody sees it. */
    private static final int LOOKS_BETWEEN_CURVES = 15;

    private final transient Views views;
    private final transient ViewActions actions;
    private final FreshnessSlider slider;
    private final Paragraph basis = new Paragraph();
    private final FreshnessFields fields = new FreshnessFields(this::typed);
    private final ChangePanel change = new ChangePanel();
    private final TrialBar trial = new TrialBar(this::endTrial);
    private final FreshnessUndo undo;
    private final Button apply = new Button("Apply", VaadinIcon.CHECK.create(), click -> apply());
    private final Button cancel = new Button("Cancel", click -> cancel());
    private final Div tries = new Div(new Span("Try it for"));
    private final Div aside = new Div();
    private transient @Nullable ViewState view;
    private long looks;
    private int shows;
    private boolean edited;

    FreshnessCard(RelationId id, Views views, ViewActions actions) {
        this.views = views;
        this.actions = actions;
        addClassNames("sh-card", "views-freshness-card");
        slider = new FreshnessSlider("Freshness of " + id.name(), FreshnessSlider.Form.LARGE);
        slider.addChosenListener(chosen -> chosen(chosen.choice()));
        undo = new FreshnessUndo(views, actions);
        H2 title = new H2("Freshness and what it costs");
        title.add(new Span("cost per day at each target"));
        basis.addClassName("views-basis");
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        tries.addClassNames("sh-actions", "sh-dim");
        tries.add(tryFor("10 min", Duration.ofMinutes(10)), tryFor("1 h", Duration.ofHours(1)));
        tries.add(tryFor("1 day", Duration.ofDays(1)));
        Div buttons = new Div(apply, cancel, tries);
        buttons.addClassName("sh-actions");
        aside.addClassName("views-aside");
        aside.add(change, buttons);
        Div instrument = new Div(title, slider, basis, fields, undo);
        instrument.addClassName("views-instrument");
        add(trial, instrument, aside);
        cancel();
    }

    private Button tryFor(String text, Duration time) {
        Button button = new Button(text, click -> tryIt(time));
        button.setAriaLabel("Try it for " + text);
        return button;
    }

    /** Shows the wish of the view, unless a person is just about to change it. */
    void show(ViewState now) {
        boolean first = view == null;
        view = now;
        FreshnessTarget own = now.definition().freshness();
        slider.setHere(Freshnesses.choice(own), now.effectiveTarget());
        if (!edited) {
            slider.setPinned(pinned(now.definition().mode()));
            slider.setChoice(Freshnesses.choice(own));
            fields.set(own, now.definition().mode());
        }
        trial.show(now.trial());
        undo.show(now);
        if (shows++ % LOOKS_BETWEEN_CURVES == 0) {
            drawCurve(now.id());
        }
        if (first) {
            cancel();
        }
    }

    /** Puts a freshness to the person as if it had been chosen here. */
    void propose(FreshnessTarget target) {
        slider.setChoice(Freshnesses.choice(target));
        chosen(slider.choice());
    }

    /** What is in the fields, for the HTTP call; the view's own wish where they can't be read. */
    String freshness() {
        return fields.freshness().map(FreshnessTarget::text).orElse("PT1M");
    }

    String mode() {
        return fields.mode().text();
    }

    private static Optional<Tone> pinned(RequestedMode mode) {
        return mode instanceof RequestedMode.Pinned fixed
                ? Optional.of(ViewWords.tone(fixed.mode()))
                : Optional.empty();
    }

    private void drawCurve(RelationId id) {
        actions.look(
                UI.getCurrent(),
                () -> views.curve(id),
                found -> {
                    slider.setCurve(SliderCurves.of(found));
                    basis.setText(found.basis());
                },
                failure -> slider.setCurve(
                        SliderCurves.unknown(ProblemTexts.of(failure).what())));
    }

    private void chosen(FreshnessSlider.Choice choice) {
        FreshnessTarget target = Freshnesses.target(choice);
        fields.set(target, fields.mode());
        look(target);
    }

    private void typed() {
        slider.setPinned(pinned(fields.mode()));
        fields.freshness().ifPresent(target -> {
            slider.setChoice(Freshnesses.choice(target));
            look(target);
        });
    }

    private void look(FreshnessTarget target) {
        ViewState shown = view;
        if (shown == null) {
            return;
        }
        edited = !target.equals(shown.definition().freshness())
                || !fields.mode().equals(shown.definition().mode());
        if (!edited) {
            cancel();
            return;
        }
        aside.setVisible(true);
        enable(false);
        RequestedMode mode = fields.mode();
        FreshnessTarget own = shown.definition().freshness();
        change.waiting(own, target);
        long number = ++looks;
        actions.look(
                UI.getCurrent(),
                () -> views.preview(shown.id(), target, mode),
                found -> {
                    if (number == looks) {
                        change.show(own, target, mode, found);
                        enable(true);
                    }
                },
                failure -> {
                    if (number == looks) {
                        refuse(ProblemTexts.of(failure));
                    }
                });
    }

    private void refuse(ProblemText why) {
        slider.refuse(why.what() + why.nextStep().map(step -> ". " + step).orElse(""));
        aside.setVisible(false);
    }

    private void enable(boolean can) {
        apply.setEnabled(can);
        boolean unchangedMode =
                view != null && fields.mode().equals(view.definition().mode());
        tries.setVisible(unchangedMode);
        tries.getChildren().filter(Button.class::isInstance).forEach(button -> ((Button) button).setEnabled(can));
    }

    private void apply() {
        ViewState shown = view;
        Optional<FreshnessTarget> target = fields.freshness();
        if (shown != null && target.isPresent()) {
            looks++;
            enable(false);
            undo.apply(shown, target.get(), fields.mode(), now -> {
                view = now;
                cancel();
            });
        }
    }

    private void tryIt(Duration time) {
        ViewState shown = view;
        Optional<FreshnessTarget> target = fields.freshness();
        if (shown != null && target.isPresent()) {
            actions.tryFreshness(shown, target.get(), time);
            cancel();
        }
    }

    private void endTrial() {
        if (view != null) {
            actions.endTrial(view);
        }
    }

    private void cancel() {
        looks++;
        edited = false;
        change.clear();
        aside.setVisible(false);
        if (view != null) {
            fields.set(view.definition().freshness(), view.definition().mode());
            slider.setPinned(pinned(view.definition().mode()));
            slider.setChoice(Freshnesses.choice(view.definition().freshness()));
        }
    }
}
