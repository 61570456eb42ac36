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
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.ViewState;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
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

    /** @param done called with the view as it is then, also when the change was refused */
    void apply(ViewState shown, FreshnessTarget target, RequestedMode mode, Consumer<ViewState> done) {
        Actor who = actions.who();
        actions.inBackground(
                UI.getCurrent(),
                () -> change(who, shown.id(), shown.revision(), target, mode),
                made -> {
                    remember(new Applied(shown, made.view().revision()));
                    Toast.done(made.words(), "Undo", this::undo);
                    done.accept(made.view());
                },
                failure -> {
                    Toast.problem(ProblemTexts.of(failure));
                    done.accept(shown);
                });
    }

    private void undo() {
        Applied back = applied;
        if (back == null) {
            return;
        }
        forget();
        ViewState before = back.before();
        actions.change(who -> {
            Made made = change(
                    who,
                    before.id(),
                    back.revision(),
                    before.definition().freshness(),
                    before.definition().mode());
            return "Back to " + ViewWords.target(before.definition().freshness()) + ": "
                    + made.words().toLowerCase(Locale.ROOT);
        });
    }

    private record Made(boolean switches, ViewState view) {

        String words() {
            return switches ? "The switch has begun" : "The new freshness holds";
        }
    }

    private Made change(Actor who, RelationId id, long revision, FreshnessTarget target, RequestedMode mode) {
        boolean switches = views.setFreshness(who, id, target, mode, OptionalLong.of(revision))
                .isPresent();
        return new Made(switches, views.get(id));
    }

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
