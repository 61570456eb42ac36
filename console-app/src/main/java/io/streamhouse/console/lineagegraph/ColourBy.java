package io.streamhouse.console.lineagegraph;

import java.util.Locale;
import java.util.Optional;

/** What the colour of a relation tells. */
public enum ColourBy {
    LAG("Lag / target", "bar: lag against the target"),
    COST("Cost", "bar: cost against the dearest"),
    HEALTH("Health", "bar: green well, amber suspended, red failing"),
    MODE("Mode", "bar: how it is refreshed"),
    PRESSURE("Back-pressure", "bar: how busy its busiest task is");

    private final String title;
    private final String legend;

    ColourBy(String title, String legend) {
        this.title = title;
        this.legend = legend;
    }

    /** What a person chooses. */
    public String title() {
        return title;
    }

    /** What the colour means, in a few words. */
    public String legend() {
        return legend;
    }

    /** The name in an address. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word} writes; empty for anything else. */
    public static Optional<ColourBy> parse(String word) {
        for (ColourBy colour : values()) {
            if (colour.word().equals(word)) {
                return Optional.of(colour);
            }
        }
        return Optional.empty();
    }
}
