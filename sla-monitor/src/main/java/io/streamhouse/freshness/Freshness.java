package io.streamhouse.freshness;

import java.time.Duration;
import java.time.Instant;

/** How far a view is behind the base tables at its roots. */
public sealed interface Freshness {

    /**
     * Measured.
     *
     * @param dataTime the instant up to which the view contains every change of its roots
     * @param lag age of the oldest change of a root that the view does not contain; zero when it contains them all
     */
    record Known(Instant dataTime, Duration lag, Instant measuredAt) implements Freshness {}

    /** @param why in words for the person who asks */
    record Unknown(String why) implements Freshness {}
}
