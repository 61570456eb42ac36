package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A choice of a few, side by side, of which one is taken. */
final class Segmented<T> extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Map<T, Button> buttons = new LinkedHashMap<>();
    private final transient Consumer<T> chosen;
    private transient T value;

    Segmented(String label, Map<T, String> choices, T first, Consumer<T> chosen) {
        this.chosen = chosen;
        this.value = first;
        addClassName("sql-segmented");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", label);
        choices.forEach((choice, text) -> {
            Button button = new Button(text, click -> choose(choice));
            button.addThemeNames("tertiary", "small");
            buttons.put(choice, button);
            add(button);
        });
        mark();
    }

    T value() {
        return value;
    }

    /** Shows this choice as taken, without telling. */
    void show(T choice) {
        value = choice;
        mark();
    }

    void setChoiceVisible(T choice, boolean visible) {
        Button button = buttons.get(choice);
        if (button != null) {
            button.setVisible(visible);
        }
    }

    void setChoicesEnabled(boolean enabled) {
        buttons.values().forEach(button -> button.setEnabled(enabled));
    }

    private void choose(T choice) {
        if (!choice.equals(value)) {
            show(choice);
            chosen.accept(choice);
        }
    }

    private void mark() {
        buttons.forEach((choice, button) -> {
            boolean on = choice.equals(value);
            button.getElement().setAttribute("aria-pressed", Boolean.toString(on));
            button.setClassName("sql-segment-on", on);
        });
    }
}
