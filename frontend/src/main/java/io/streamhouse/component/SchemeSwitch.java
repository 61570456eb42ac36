package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/**
 * Light, dark, or as the system says. The choice is kept in the browser, so that it holds before the first byte from the
 * server has been painted.
 */
@Tag("sh-scheme-switch")
@JsModule("./streamhouse/scheme-switch.ts")
public final class SchemeSwitch extends Component implements HasStyle {

    private static final long serialVersionUID = 1L;
}
