package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What is shown where there is nothing yet: what this place is for, and how to begin. */
public final class EmptyState extends Div {

    private static final long serialVersionUID = 1L;

    /** @param actions best one button; several if there are several ways to begin */
    public EmptyState(String title, String text, Component... actions) {
        addClassName("sh-empty");
        H2 heading = new H2(title);
        add(heading, new Paragraph(text));
        if (actions.length > 0) {
            Div row = new Div(actions);
            row.addClassName("sh-actions");
            add(row);
        }
    }
}
