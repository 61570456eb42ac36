package io.streamhouse.console.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.feed.Watch;
import org.jspecify.annotations.Nullable;

/** How many alerts fire, beside the page's name in the navigation; nothing while none does. */
final class AlertCount extends Span {

    private static final long serialVersionUID = 1L;

    private final transient Alerts alerts;
    private transient @Nullable Watch watch;

    AlertCount(Alerts alerts) {
        this.alerts = alerts;
        addClassNames("sh-alert-count", "sh-bad");
        show(0);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        watch = alerts.watch(seen -> ui.access(() -> show(seen.firing().size())));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
        super.onDetach(event);
    }

    private void show(int firing) {
        setVisible(firing > 0);
        setText(firing > 99 ? "99+" : String.valueOf(firing));
        getElement().setAttribute("title", firing == 1 ? "1 alert fires" : firing + " alerts fire");
    }
}
