package io.streamhouse.console.shell;

import com.vaadin.flow.component.Component;

/** A feature that shows something beside every page, below it. */
public interface PageCompanion {

    /** A new one for another window; hidden while it has nothing to say. */
    Component create();
}
