package io.streamhouse.console.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Span;

/** The name of a key. */
@Tag("kbd")
final class Key extends Span {

    private static final long serialVersionUID = 1L;

    Key(String name) {
        super(name);
        getElement().setAttribute("aria-hidden", "true");
    }
}
