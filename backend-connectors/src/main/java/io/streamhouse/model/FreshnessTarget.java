package io.streamhouse.model;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** The longest a view may lag behind the base tables at its roots. A target, not a schedule. */
public sealed interface FreshnessTarget {

    /** Beyond this nobody means freshness any more; Flink and Paimon take a year without overflowing anything. */
    Duration LONGEST = Duration.ofDays(366);

    /** What is written for {@link Downstream}. */
    String DOWNSTREAM = "DOWNSTREAM";

    /** What is written for {@link OnDemand}. */
    String ON_DEMAND = "ON_DEMAND";

    /**
     * A target of its own.
     *
     * @param lag more than nothing, at most {@link #LONGEST}
     */
    record Within(Duration lag) implements FreshnessTarget {

        /** @throws ProblemException INVALID_REQUEST if the lag is not more than nothing, or longer than the longest */
        public Within {
            if (lag.isZero() || lag.isNegative()) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "A freshness of " + lag + " can't be kept: it must be more than nothing",
                        "Give a duration such as PT30S, or DOWNSTREAM or ON_DEMAND");
            }
            if (lag.compareTo(LONGEST) > 0) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "A freshness of " + lag.toDays() + " days is longer than the longest, " + LONGEST.toDays()
                                + " days",
                        "To refresh only when asked, give ON_DEMAND");
            }
        }
    }

    /** As fresh as the views that read it need it: the smallest target among them. */
    record Downstream() implements FreshnessTarget {}

    /** Refreshed only when somebody asks for it. */
    record OnDemand() implements FreshnessTarget {}

    /**
     * Reads what {@link #text()} writes.
     *
     * @param text an ISO-8601 duration such as {@code PT30S}, {@code DOWNSTREAM} or {@code ON_DEMAND}, in any case
     * @throws ProblemException INVALID_REQUEST
     */
    static FreshnessTarget parse(String text) {
        String plain = text.strip().toUpperCase(Locale.ROOT);
        if (plain.equals(DOWNSTREAM)) {
            return new Downstream();
        }
        if (plain.equals(ON_DEMAND)) {
            return new OnDemand();
        }
        Duration lag;
        try {
            lag = Duration.parse(plain);
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            "This is no freshness: " + text,
                            "Give an ISO-8601 duration such as PT30S or PT5M, or DOWNSTREAM or ON_DEMAND"),
                    unreadable);
        }
        return new Within(lag);
    }

    /** The target as the HTTP API and the catalog write it. */
    default String text() {
        return switch (this) {
            case Within within -> within.lag().toString();
            case Downstream ignored -> DOWNSTREAM;
            case OnDemand ignored -> ON_DEMAND;
        };
    }
}
