package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.Toast;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.ViewState;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Applies a change of freshness and takes it back, until the view is changed again. Not there while nothing can be. */
final class FreshnessUndo extends Div {

    private static final long serialVersionUID = 1L;

    /** @param revision the one that the change made; with another one there is nothing to take back any more */
    private record Applied(ViewState before, long revision) {}

    private final transient Views views;
    private final transient ViewActions actions;
    private final Button button = new Button(VaadinIcon.ARROW_BACKWARD.create(), click -> undo());
    private transient @Nullable Applied applied;

    FreshnessUndo(Views views, ViewActions actions) {
        this.views = views;
        this.actions = actions;
        addClassName("sh-actions");
        add(button);
        setVisible(false);
    }

    /** Whether it can still be taken back depends on what the view is now. */
    void show(ViewState now) {
        if (applied != null && now.revision() > applied.revision()) {
            forget();
        }
    }

    void apply(ViewState shown, FreshnessTarget target, RequestedMode mode) {
        change(shown, shown.revision(), target, mode, true);
    }

    private void undo() {
        Applied back = applied;
        if (back != null) {
            forget();
            ViewState before = back.before();
            change(
                    before,
                    back.revision(),
                    before.definition().freshness(),
                    before.definition().mode(),
                    false);
        }
    }

    private void change(ViewState from, long revision, FreshnessTarget target, RequestedMode mode, boolean undoable) {
        Actor who = actions.who();
        actions.inBackground(
                UI.getCurrent(),
                () -> {
                    boolean switches = views.setFreshness(who, from.id(), target, mode, OptionalLong.of(revision))
                            .isPresent();
                    return new Done(switches, views.get(from.id()).revision());
                },
                done -> {
                    String said = done.switches() ? "The switch has begun" : "The new freshness holds";
                    if (undoable) {
                        remember(new Applied(from, done.revision()));
                        Toast.done(said, "Undo", this::undo);
                    } else {
                        Toast.done("Back to " + ViewWords.target(target) + ": " + said.toLowerCase(Locale.ROOT));
                    }
                },
                failure -> Toast.problem(ProblemTexts.of(failure)));
    }

    private record Done(boolean switches, long revision) {}

    private void remember(Applied change) {
        applied = change;
        button.setText(
                "Undo: back to " + ViewWords.target(change.before().definition().freshness()) + ", "
                        + change.before().definition().mode().text());
        setVisible(true);
    }

    private void forget() {
        applied = null;
        setVisible(false);
    }
}
