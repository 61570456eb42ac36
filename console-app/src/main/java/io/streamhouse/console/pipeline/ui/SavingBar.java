package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Toast;
import io.streamhouse.console.pipeline.KeptPipeline;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.Saving;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import java.util.function.Consumer;

/** What happened elsewhere, and the choice between two windows that changed the same pipeline. */
final class SavingBar extends Div {

    private static final long serialVersionUID = 1L;

    private final transient OpenPipeline open;
    private final transient Consumer<KeptPipeline> copied;

    /** @param copied told of the pipeline that became of this window's picture */
    SavingBar(OpenPipeline open, Consumer<KeptPipeline> copied) {
        this.open = open;
        this.copied = copied;
        addClassName("pipeline-notice");
        getElement().setAttribute("role", "status");
        setVisible(false);
    }

    void show(OpenPipeline.State state) {
        removeAll();
        switch (state.saving()) {
            case Saving.Conflict conflict -> conflict(state.name(), conflict);
            case Saving.Failed failed ->
                add(new Span("This could not be saved, every further change tries again: "
                        + failed.problem().what()));
            case Saving.Saved ignored -> state.notice().ifPresent(text -> add(new Span(text)));
            case Saving.UnderWay ignored -> state.notice().ifPresent(text -> add(new Span(text)));
        }
        setClassName(
                "pipeline-conflict",
                !(state.saving() instanceof Saving.Saved || state.saving() instanceof Saving.UnderWay));
        setVisible(getChildren().findAny().isPresent());
    }

    private void conflict(String name, Saving.Conflict conflict) {
        Span words = new Span("Another window has changed this pipeline too ("
                + conflict.by().name() + "). Nothing is lost: what is here is not saved until you choose.");
        add(
                words,
                button("Show theirs", open::takeTheirs),
                button("Keep mine", open::keepMine),
                button("Keep mine as a copy", () -> copied.accept(open.keepAsCopy(name + " (copy)"))));
    }

    private static Button button(String text, Runnable action) {
        Button button = new Button(text, click -> {
            try {
                action.run();
            } catch (ProblemException e) {
                Toast.problem(ProblemTexts.of(e.problem()));
            }
        });
        button.addThemeNames("small");
        return button;
    }
}
