package io.streamhouse.component;

import com.vaadin.flow.component.html.Span;

/** A state in one word, coloured by what it means. */
public final class StatusChip extends Span {

    private static final long serialVersionUID = 1L;

    private Tone tone;

    public StatusChip(Tone tone, String text) {
        super(text);
        this.tone = tone;
        addClassNames("sh-chip", "sh-" + tone.css());
    }

    /** Shows another state in the same place. */
    public void show(Tone newTone, String text) {
        removeClassName("sh-" + tone.css());
        tone = newTone;
        addClassName("sh-" + tone.css());
        setText(text);
    }

    /** The exact meaning, shown on hover. */
    public StatusChip withTitle(String title) {
        getElement().setAttribute("title", title);
        return this;
    }
}
