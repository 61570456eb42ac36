package io.streamhouse.console.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.console.settings.EngineFeed;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import org.jspecify.annotations.Nullable;

/** Says above every page that statements cannot run yet or any more, and what to do; not there while they can. */
final class EngineBanner extends Div {

    private static final long serialVersionUID = 1L;

    private final transient EngineFeed feed;
    private final Span what = new Span();
    private final Span next = new Span();
    private final ProgressBar progress = new ProgressBar();
    private final Anchor settings = new Anchor("settings", "Engine settings");
    private transient @Nullable Runnable leave;

    EngineBanner(EngineFeed feed) {
        this.feed = feed;
        addClassName("sh-banner");
        getElement().setAttribute("role", "status");
        what.addClassName("sh-banner-what");
        next.addClassName("sh-dim");
        progress.getElement().setAttribute("aria-label", "Progress of the engine's start");
        add(what, progress, next, settings);
        show(feed.latest().status());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        leave = feed.watch(seen -> ui.access(() -> show(seen.status())));
        show(feed.latest().status());
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (leave != null) {
            leave.run();
        }
        super.onDetach(detachEvent);
    }

    private void show(EngineStatus status) {
        boolean gone = status.state() == EngineState.UNREACHABLE;
        setVisible(gone || status.state() == EngineState.STARTING);
        setClassName("sh-banner" + (gone ? " sh-bad" : ""));
        progress.setVisible(!gone);
        progress.setValue(Math.clamp(status.progress(), 0.0, 1.0));
        settings.setVisible(gone);
        if (gone) {
            what.setText(EngineWords.name(status) + " does not answer. " + status.step());
            next.setText(
                    status.kind() == EngineKind.EMBEDDED
                            ? "Restart the console; the log in the home folder says why it stopped."
                            : "Check that its SQL Gateway and JobManager run, or choose another engine.");
        } else {
            what.setText(EngineWords.name(status) + " is starting.");
            next.setText("Write already; statements run as soon as it is up.");
        }
    }
}
