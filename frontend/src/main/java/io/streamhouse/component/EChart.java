package io.streamhouse.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart. The browser draws it with the theme's colours in the scheme in use, and tells its content in words to screen
 * readers; a table with the same figures belongs beside it.
 */
@Tag("sh-chart")
@JsModule("./streamhouse/chart.ts")
@NpmPackage(value = "echarts", version = "6.1.0")
public final class EChart extends Component implements HasSize, HasStyle {

    private static final long serialVersionUID = 1L;

    /** How a series is drawn. */
    public enum Mark {
        LINE,
        AREA,
        BAR,
        SCATTER,
        /** What is not to be crossed: dashed, in steps. */
        LIMIT,
        /** One series; x is the name of a slice. */
        PIE
    }

    /** What runs along an axis. */
    public enum Scale {
        CATEGORY,
        /** x values are milliseconds since 1970. */
        TIME,
        NUMBER,
        LOG
    }

    /** How a value is written. */
    public enum Unit {
        NONE,
        BYTES,
        /** Values are seconds. */
        DURATION,
        /** Values between 0 and 1. */
        PERCENT,
        PER_SECOND,
        /** In a currency that the axis names; small amounts keep their digits. */
        MONEY
    }

    /** @param name written at the axis; may be empty */
    public record Axis(String name, Scale scale, Unit unit) implements Serializable {

        public static Axis category(String name) {
            return new Axis(name, Scale.CATEGORY, Unit.NONE);
        }

        public static Axis time() {
            return new Axis("", Scale.TIME, Unit.NONE);
        }

        public static Axis number(String name, Unit unit) {
            return new Axis(name, Scale.NUMBER, unit);
        }
    }

    /**
     * @param x a category's name, milliseconds, or a number, as the axis says
     * @param y null is a gap
     */
    public record Point(Object x, @Nullable Double y) implements Serializable {

        public static Point of(String category, double y) {
            return new Point(category, y);
        }

        public static Point at(long epochMillis, double y) {
            return new Point(epochMillis, y);
        }

        public static Point of(double x, double y) {
            return new Point(x, y);
        }
    }

    /**
     * @param tone its colour if the colour has a meaning; NEUTRAL takes the next of the palette
     * @param stacked on the other stacked series
     */
    public record Series(String name, Mark mark, Tone tone, boolean stacked, List<Point> points)
            implements Serializable {

        public Series(String name, Mark mark, List<Point> points) {
            this(name, mark, Tone.NEUTRAL, false, points);
        }
    }

    /**
     * Something that happened, marked by a line across the chart.
     *
     * @param x milliseconds since 1970
     */
    public record Event(long x, String label, Tone tone) implements Serializable {}

    /** A whole chart. */
    public record Chart(Axis x, Axis y, List<Series> series, List<Event> events) implements Serializable {

        public Chart(Axis x, Axis y, List<Series> series) {
            this(x, y, series, List.of());
        }
    }

    private @Nullable Chart chart;

    /** @param label what a screen reader calls the chart */
    public EChart(String label) {
        addClassName("sh-chart");
        getElement().setProperty("label", label);
    }

    /** Draws this chart instead of the last one. */
    public void setChart(Chart newChart) {
        chart = newChart;
        send();
    }

    /** How many points of a series the browser keeps when some are appended; 600 unless told otherwise. */
    public void setWindow(int points) {
        getElement().setProperty("window", points);
    }

    /** Adds points to the series of this name; the oldest fall out of the window. Best once a second or less. */
    public void append(String series, List<Point> points) {
        getElement().callJsFunction("addPoints", series, points);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        send();
    }

    private void send() {
        if (chart != null && isAttached()) {
            getElement().callJsFunction("show", chart);
        }
    }
}
