package io.streamhouse.component;

import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Locale;

/** A line of a few dozen points without axes, to be read as a direction; the figures belong beside it. */
public final class Sparkline extends Div {

    private static final long serialVersionUID = 1L;

    private static final int WIDTH = 160;
    private static final int HEIGHT = 32;

    private transient List<Double> shown = List.of();

    public Sparkline() {
        addClassName("sh-spark");
        getElement().setAttribute("role", "img");
    }

    /**
     * @param values from left to right, from zero up
     * @param words what a screen reader says of it
     */
    public void show(List<Double> values, String words) {
        getElement().setAttribute("aria-label", words);
        getElement().setAttribute("title", words);
        if (values.equals(shown)) {
            return;
        }
        shown = List.copyOf(values);
        removeAll();
        if (values.size() > 1) {
            add(new Svg(picture(values)));
        }
    }

    private static String picture(List<Double> values) {
        double most =
                Math.max(values.stream().mapToDouble(Double::doubleValue).max().orElse(0), Double.MIN_NORMAL);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    i * (double) WIDTH / (values.size() - 1),
                    HEIGHT - 2 - values.get(i) / most * (HEIGHT - 4)));
        }
        // Numbers only: nothing that a person wrote gets in here.
        return "<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + "<polygon points=\"0," + HEIGHT + " " + points + WIDTH + "," + HEIGHT + "\"/>"
                + "<polyline points=\"" + points + "\"/></svg>";
    }
}
