package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A figure big enough to be read from afar, with what it is below it. It changes in place. */
public final class FigureTile extends Div {

    private static final long serialVersionUID = 1L;

    private final Div figure = new Div();
    private final Span what = new Span();

    /** With a figure that is text; see {@link #show}. */
    public FigureTile() {
        this(new Span("–"));
    }

    /** With a component for a figure, which is changed by whoever made it. */
    public FigureTile(Component shown) {
        addClassNames("sh-card", "sh-tile");
        figure.addClassName("sh-figure");
        figure.add(shown);
        add(figure, what);
    }

    /** @param exact the tooltip; may be empty */
    public void show(String text, String below, String exact) {
        Component first = figure.getChildren().findFirst().orElseThrow();
        if (first instanceof Span span) {
            span.setText(text);
        }
        describe(below, exact);
    }

    /** Changes what stands below the figure. */
    public void describe(String below, String exact) {
        what.setText(below);
        if (exact.isEmpty()) {
            getElement().removeAttribute("title");
        } else {
            getElement().setAttribute("title", exact);
        }
    }

    /** Colours the figure; NEUTRAL takes the colour of text. */
    public void tone(Tone tone) {
        for (Tone each : Tone.values()) {
            figure.setClassName("sh-" + each.css(), each == tone && tone != Tone.NEUTRAL);
        }
    }
}
