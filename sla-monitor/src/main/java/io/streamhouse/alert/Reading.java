package io.streamhouse.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** What was observed of one subject for one rule in a time. Times between readings are unknown. */
public sealed interface Reading {

    /** When the time it stands for begins. */
    Instant at();

    /** How long that time is. */
    Duration width();

    /**
     * Something was measured.
     *
     * @param value in the measure of the rule's condition
     * @param limit that held at the time
     * @param side of the limit
     */
    record Known(Instant at, Duration width, double value, OptionalDouble limit, Side side, String text)
            implements Reading {}

    /** @param why in words for a person */
    record Unknown(Instant at, Duration width, String why) implements Reading {}

    /** Where a value is. */
    enum Side {
        /** As it should be. */
        GOOD,
        /** So close to the limit that an alert neither begins nor ends. */
        NEAR,
        /** Beyond the limit. */
        BAD
    }

    default Instant end() {
        return at().plus(width());
    }
}
