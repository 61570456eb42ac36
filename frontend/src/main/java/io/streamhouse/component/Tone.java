package io.streamhouse.component;

import java.util.Locale;

/** What a colour means. The theme has one colour for each, with AA contrast in both schemes; never shown without a word. */
public enum Tone {
    NEUTRAL,
    ACCENT,
    OK,
    WARN,
    BAD,
    /** The refresh modes: one colour each, everywhere. */
    CONTINUOUS,
    INCREMENTAL,
    FULL,
    /** In charts: what runs for nobody in particular, and what is paid for and used by nobody. */
    OVERHEAD,
    IDLE;

    /** The name that style sheets and scripts know it by. */
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
