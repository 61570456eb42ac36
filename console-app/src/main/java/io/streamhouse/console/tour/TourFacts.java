package io.streamhouse.console.tour;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What of the world tells that a step is done.
 *
 * @param shopRunning whether the sample shop is set up and writes
 * @param shopStep what it is doing, in words
 * @param lastStatement when this person last started a statement
 * @param views the materialized views by their full names, with the freshness wished of each
 */
public record TourFacts(
        boolean shopRunning, String shopStep, Optional<Instant> lastStatement, Map<String, String> views) {
    public TourFacts {
        views = Map.copyOf(views);
    }
}
