package io.streamhouse.component;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;

/** An address within the console, such as {@code tables/new?intent=lookup}. */
public final class PageAddress {

    private PageAddress() {}

    /**
     * Leads there.
     *
     * <p>{@link UI#navigate(String)} takes all of it for the path: a page that takes the rest of its path as a name then
     * looks for something called {@code new?intent=lookup}.
     */
    public static void open(UI ui, String address) {
        int mark = address.indexOf('?');
        if (mark < 0) {
            ui.navigate(address);
        } else {
            ui.navigate(address.substring(0, mark), QueryParameters.fromString(address.substring(mark + 1)));
        }
    }
}
