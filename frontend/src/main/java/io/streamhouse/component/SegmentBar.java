package io.streamhouse.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shares of something side by side, small enough for a table's cell, with an optional mark to be kept within. */
public final class SegmentBar extends Div {

    private static final long serialVersionUID = 1L;

    /**
     * @param style the name of a colour of the theme: a tone's, or {@code processing}, {@code compaction},
     *     {@code storage}, {@code requests}
     * @param share of the bar's length, from 0 to 1
     */
    public record Segment(String style, double share) implements Serializable {

        public static Segment of(Tone tone, double share) {
            return new Segment(tone.css(), share);
        }
    }

    private transient Object shown = "";

    public SegmentBar() {
        addClassName("sh-segments");
    }

    /**
     * Shows these from the left, as far as there is room.
     *
     * @param mark where the mark is, from 0 to 1
     * @param words what a screen reader and the tooltip say of it; empty where there is nothing to say
     */
    public void show(List<Segment> segments, OptionalDouble mark, String words) {
        say(words);
        List<Object> next = List.of(segments, mark);
        if (next.equals(shown)) {
            return;
        }
        shown = next;
        removeAll();
        for (Segment segment : segments) {
            Span part = new Span();
            part.addClassName("sh-segment-" + segment.style());
            part.getStyle().set("width", percent(segment.share()));
            add(part);
        }
        if (mark.isPresent()) {
            Span line = new Span();
            line.addClassName("sh-segments-mark");
            line.getStyle().set("left", percent(mark.getAsDouble()));
            add(line);
        }
    }

    private void say(String words) {
        boolean nothing = words.isEmpty();
        for (String attribute : List.of("aria-label", "title")) {
            if (nothing) {
                getElement().removeAttribute(attribute);
            } else {
                getElement().setAttribute(attribute, words);
            }
        }
        // A picture without words is none to a screen reader.
        getElement().setAttribute("role", nothing ? "presentation" : "img");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", Math.clamp(share, 0, 1) * 100);
    }
}
