package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Instant;

/**
 * A moment as people say it (“3 min ago”), with the exact local time on hover. It keeps itself current in the browser,
 * with no call to the server.
 */
@Tag("sh-relative-time")
@JsModule("./streamhouse/relative-time.ts")
public final class RelativeTime extends Component {

    private static final long serialVersionUID = 1L;

    public RelativeTime(Instant moment) {
        setMoment(moment);
    }

    public void setMoment(Instant moment) {
        getElement().setAttribute("datetime", moment.toString());
    }
}
