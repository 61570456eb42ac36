package io.streamhouse.component;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;
import java.util.List;

/**
 * The box that opens on Ctrl+K (Cmd+K) and leads to anything that has a name; {@code ?} outside of a field shows what
 * keys there are. It listens on the whole page as long as it is attached.
 */
@Tag("sh-palette")
@JsModule("./streamhouse/palette.ts")
public final class CommandPalette extends Component {

    private static final long serialVersionUID = 1L;

    /**
     * Something to jump to.
     *
     * @param kind what it is, in a word, shown at the end of the line
     * @param route where it leads, relative to the root
     */
    public record Entry(String title, String kind, String route) implements Serializable {}

    /** A key and what it does, for the list behind {@code ?}. */
    public record Shortcut(String keys, String meaning) implements Serializable {}

    /** Finds what fits. Called at every key stroke with the session's lock held: answers from memory. */
    @FunctionalInterface
    public interface Finder extends Serializable {

        /** Best first. */
        List<Entry> find(String query);
    }

    /** An entry was chosen. */
    @DomEvent("sh-choose")
    public static final class Choose extends ComponentEvent<CommandPalette> {

        private static final long serialVersionUID = 1L;

        private final String route;

        public Choose(CommandPalette source, boolean fromClient, @EventData("event.detail.route") String route) {
            super(source, fromClient);
            this.route = route;
        }

        public String route() {
            return route;
        }
    }

    private final Finder finder;

    public CommandPalette(Finder finder, List<Shortcut> shortcuts) {
        this.finder = finder;
        getElement().setPropertyList("shortcuts", shortcuts);
    }

    public Registration addChooseListener(ComponentEventListener<Choose> listener) {
        return addListener(Choose.class, listener);
    }

    /** Opens it, as Ctrl+K does: for a button. */
    public void open() {
        getElement().callJsFunction("open");
    }

    /** Shows what keys there are, as {@code ?} does: for a button. */
    public void showShortcuts() {
        getElement().callJsFunction("showShortcuts");
    }

    @ClientCallable
    private List<Entry> find(String query) {
        return finder.find(query);
    }
}
