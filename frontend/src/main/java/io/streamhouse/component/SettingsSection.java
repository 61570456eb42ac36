package io.streamhouse.component;

import com.vaadin.flow.component.Component;

/** A section of the Settings page. Features contribute one as a bean, so that the page need not know them. */
public interface SettingsSection {

    /** Stands in the page's address: {@code settings/<id>}. */
    String id();

    String title();

    /** Sections are shown in this order: engine 10, catalogs 20, sample shop 30, appearance 80, about 90. */
    int order();

    /** A fresh one for the page that is being opened. */
    Component create();
}
