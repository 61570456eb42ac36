package io.streamhouse.console.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.console.settings.EngineFeed;
import io.streamhouse.console.settings.EngineFeed.Seen;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.model.EngineState;
import org.jspecify.annotations.Nullable;

/** The engine in two lines at the foot of the navigation; leads to its settings. */
final class EngineBadge extends Anchor {

    private static final long serialVersionUID = 1L;

    private final transient EngineFeed feed;
    private final Span dot = new Span();
    private final Span words = new Span();
    private final ProgressBar progress = new ProgressBar();
    private final Div detail = new Div();
    private transient @Nullable Runnable leave;
    private String dotTone = "";

    EngineBadge(EngineFeed feed) {
        super("settings", "");
        this.feed = feed;
        addClassName("sh-engine");
        dot.addClassName("sh-engine-dot");
        dot.getElement().setAttribute("aria-hidden", "true");
        Div line = new Div(dot, words);
        line.addClassName("sh-engine-line");
        progress.getElement().setAttribute("aria-label", "Progress of the engine's start");
        add(line, progress, detail);
        show(feed.latest());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        leave = feed.watch(seen -> ui.access(() -> show(seen)));
        show(feed.latest());
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (leave != null) {
            leave.run();
        }
        super.onDetach(detachEvent);
    }

    private void show(Seen seen) {
        EngineStatus status = seen.status();
        String tone = "sh-" + EngineWords.tone(status.state()).css();
        if (!tone.equals(dotTone)) {
            dot.setClassName("sh-engine-dot " + tone);
            dotTone = tone;
        }
        words.setText(EngineWords.name(status) + " · " + EngineWords.state(status.state()));
        progress.setVisible(EngineWords.onItsWay(status.state()));
        progress.setValue(Math.clamp(status.progress(), 0.0, 1.0));
        detail.setText(
                status.state() == EngineState.READY
                        ? seen.cluster()
                                .map(cluster -> (cluster.slotsTotal() - cluster.slotsFree()) + " of "
                                        + cluster.slotsTotal() + " slots in use")
                                .orElse("")
                        : status.step());
    }
}
