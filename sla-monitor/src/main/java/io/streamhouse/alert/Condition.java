package io.streamhouse.alert;

import java.time.Duration;
import java.util.Optional;

/**
 * When a rule fires. A condition has to hold for {@link #lasting()} before it does, and to be over for {@link
 * #settling()} before it ends, so that a figure that moves around its limit does not make one alert after the other.
 */
public sealed interface Condition {

    /** The longest that a condition may be asked to hold. */
    Duration LONGEST = Duration.ofDays(7);

    /**
     * Further behind than allowed.
     *
     * @param above empty for the target that holds for the view at the time
     * @param lasting for how long without a break
     */
    record Lag(Optional<Duration> above, Duration lasting) implements Condition {
        public Lag {
            above.ifPresent(limit -> require(!limit.isNegative(), "The lag allowed is not negative"));
            require(
                    !lasting.isNegative() && lasting.compareTo(LONGEST) <= 0,
                    "A lag lasts from no time to " + LONGEST.toDays() + " days before it is told");
        }
    }

    /**
     * Too seldom as fresh as promised.
     *
     * @param share from 0 to 1
     */
    record Within(double share, Window window) implements Condition {
        public Within {
            require(share > 0 && share <= 1, "The share within the target is more than 0 and at most 1");
        }
    }

    /** The last refresh failed, or the view can't be kept fresh at all. */
    record Failing() implements Condition {}

    /** So many failed refreshes in a time. */
    record FailedRefreshes(int atLeast, Duration window) implements Condition {
        public FailedRefreshes {
            require(atLeast >= 1 && atLeast <= 10_000, "Failed refreshes are counted from 1 to 10,000");
            require(
                    window.compareTo(Duration.ofMinutes(1)) >= 0 && window.compareTo(LONGEST) <= 0,
                    "Failed refreshes are counted over a minute to " + LONGEST.toDays() + " days");
        }
    }

    /** Nobody keeps it fresh. */
    record Suspended() implements Condition {}

    /** @param budget for the last 24 hours, in the currency of the price list */
    record CostPerDay(double budget) implements Condition {
        public CostPerDay {
            require(budget >= 0 && !Double.isInfinite(budget), "A budget is a number from 0 up");
        }
    }

    /** Windows in which the share within the target is known. */
    enum Window {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7));

        private final Duration length;

        Window(Duration length) {
            this.length = length;
        }

        public Duration length() {
            return length;
        }

        /** @throws IllegalArgumentException for a length that is none of the three */
        public static Window of(Duration length) {
            for (Window window : values()) {
                if (window.length.equals(length)) {
                    return window;
                }
            }
            throw new IllegalArgumentException("The window is PT1H, PT24H or PT168H, not " + length);
        }
    }

    /** What a value is counted in. */
    enum Measure {
        SECONDS,
        /** From 0 to 1. */
        SHARE,
        COUNT,
        MONEY
    }

    default Measure measure() {
        return switch (this) {
            case Lag ignored -> Measure.SECONDS;
            case Within ignored -> Measure.SHARE;
            case Failing ignored -> Measure.COUNT;
            case FailedRefreshes ignored -> Measure.COUNT;
            case Suspended ignored -> Measure.COUNT;
            case CostPerDay ignored -> Measure.MONEY;
        };
    }

    /** For how long it has to hold before the alert fires. */
    default Duration lasting() {
        return this instanceof Lag lag ? lag.lasting() : Duration.ZERO;
    }

    /** For how long it has to be over before the alert ends. */
    default Duration settling() {
        return switch (this) {
            case Lag lag -> clamp(lag.lasting(), Duration.ofMinutes(1), Duration.ofMinutes(10));
            case Within ignored -> Duration.ofMinutes(1);
            case Failing ignored -> Duration.ofMinutes(1);
            case FailedRefreshes ignored -> Duration.ofMinutes(1);
            case Suspended ignored -> Duration.ZERO;
            case CostPerDay ignored -> Duration.ofMinutes(10);
        };
    }

    /** How often it is worth looking; what takes a query over history is looked at less often. */
    default Duration every() {
        return switch (this) {
            case Lag ignored -> Duration.ofSeconds(15);
            case Within within -> within.window() == Window.HOUR ? Duration.ofMinutes(1) : Duration.ofMinutes(5);
            case Failing ignored -> Duration.ofSeconds(15);
            case FailedRefreshes ignored -> Duration.ofMinutes(1);
            case Suspended ignored -> Duration.ofSeconds(15);
            case CostPerDay ignored -> Duration.ofMinutes(5);
        };
    }

    private static Duration clamp(Duration value, Duration least, Duration most) {
        return value.compareTo(least) < 0 ? least : value.compareTo(most) > 0 ? most : value;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
