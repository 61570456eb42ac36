package io.streamhouse.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A choice of a few, side by side, of which one is taken. */
public final class Choices<T> extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Map<T, Button> buttons = new LinkedHashMap<>();

    /**
     * @param label what a screen reader calls the choice
     * @param choices with their words, in this order
     * @param chosen told when a person takes another one
     */
    public Choices(String label, Map<T, String> choices, Consumer<T> chosen) {
        addClassName("sh-choices");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", label);
        choices.forEach((choice, words) -> {
            Button button = new Button(words, click -> chosen.accept(choice));
            button.addThemeNames("tertiary", "small");
            buttons.put(choice, button);
            add(button);
        });
    }

    /** Shows this one as taken, without telling. */
    public void show(T taken) {
        buttons.forEach((choice, button) -> {
            boolean on = choice.equals(taken);
            button.getElement().setAttribute("aria-pressed", Boolean.toString(on));
            button.setClassName("sh-choices-on", on);
        });
    }
}
