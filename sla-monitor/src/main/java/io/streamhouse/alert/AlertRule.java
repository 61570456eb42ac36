package io.streamhouse.alert;

import java.time.Duration;

/** What a person wants to be told of. */
public record AlertRule(Condition when, Scope scope, WhenUnknown whenUnknown) {

    /** What is made of a time in which nothing is known. */
    public enum WhenUnknown {
        /** Stays as it was, and says that it is unknown. */
        KEEP,
        /** Not knowing is itself what a person wants to be told of. */
        FIRE
    }

    /** A shorter gap in what is known is no news: an engine that starts, a measurement that failed once. */
    static final Duration GRACE = Duration.ofMinutes(5);

    /** After how long a time without facts it is said that nothing is known. */
    public Duration unknownAfter() {
        return when.lasting().compareTo(GRACE) > 0 ? when.lasting() : GRACE;
    }
}
