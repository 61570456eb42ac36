package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.refresh.Trial;
import java.util.Optional;

/** A freshness that is being tried: which, by whom, and when it ends; not there while none is. */
final class TrialBar extends Div {

    private static final long serialVersionUID = 1L;

    private final Span text = new Span();
    private final Div until = new Div();
    private transient Optional<Trial> shown = Optional.empty();

    /** @param end called to end it before its time */
    TrialBar(Runnable end) {
        addClassName("views-trial");
        Button now = new Button("End now", click -> end.run());
        add(ViewWords.badge("trial"), text, until, now);
        setVisible(false);
    }

    void show(Optional<Trial> trial) {
        setVisible(trial.isPresent());
        if (!trial.equals(shown)) {
            shown = trial;
            trial.ifPresent(running -> {
                text.setText(ViewWords.target(running.freshness()) + " is being tried by " + running.actor()
                        + "; the view’s own freshness holds again by itself ");
                until.removeAll();
                until.add(new RelativeTime(running.until()));
            });
        }
    }
}
