package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The open tabs: choose, open, close, and rename by a double click or F2. */
final class TabStrip extends Nav {

    private static final long serialVersionUID = 1L;

    /** What the strip asks for. */
    interface Actions {

        void choose(String id);

        void close(String id);

        void rename(String id);

        void open();
    }

    /** One tab as it is shown. */
    record Label(String id, String name, boolean running) {}

    private final transient Actions actions;
    private final Div tabs = new Div();
    private final transient Map<String, Item> shown = new LinkedHashMap<>();

    TabStrip(Actions actions) {
        this.actions = actions;
        addClassName("sql-tabs");
        getElement().setAttribute("aria-label", "Open tabs");
        tabs.addClassName("sql-tab-list");
        Button open = new Button(VaadinIcon.PLUS.create(), click -> actions.open());
        open.addThemeNames("tertiary", "icon", "small");
        open.setAriaLabel("New tab");
        open.setTooltipText("New tab");
        add(tabs, open);
    }

    void show(List<Label> labels, String active) {
        List<String> ids = labels.stream().map(Label::id).toList();
        if (!ids.equals(List.copyOf(shown.keySet()))) {
            tabs.removeAll();
            shown.clear();
            labels.forEach(label -> shown.put(label.id(), new Item(label.id())));
            shown.values().forEach(item -> tabs.add(item));
        }
        for (Label label : labels) {
            Item item = shown.get(label.id());
            if (item != null) {
                item.show(label, label.id().equals(active));
            }
        }
    }

    private final class Item extends Div {

        private static final long serialVersionUID = 1L;

        private final NativeButton choose = new NativeButton();
        private final NativeButton close = new NativeButton("×");
        private final Span dot = new Span();
        private final Span name = new Span();

        Item(String id) {
            addClassName("sql-tab");
            dot.addClassName("sql-tab-running");
            dot.getElement().setAttribute("role", "img");
            dot.getElement().setAttribute("aria-label", "runs");
            choose.add(dot, name);
            choose.addClassName("sql-tab-name");
            choose.addClickListener(click -> {
                if (click.getClickCount() == 2) {
                    actions.rename(id);
                } else {
                    actions.choose(id);
                }
            });
            choose.getElement()
                    .addEventListener("keydown", event -> actions.rename(id))
                    .setFilter("event.key === 'F2'");
            close.addClassName("sql-tab-close");
            close.addClickListener(click -> actions.close(id));
            add(choose, close);
        }

        void show(Label label, boolean active) {
            name.setText(label.name());
            dot.setVisible(label.running());
            choose.getElement().setAttribute("title", label.name() + " (double click or F2 renames)");
            close.getElement().setAttribute("aria-label", "Close " + label.name());
            setClassName("sql-tab-on", active);
            if (active) {
                choose.getElement().setAttribute("aria-current", "true");
            } else {
                choose.getElement().removeAttribute("aria-current");
            }
        }
    }
}
