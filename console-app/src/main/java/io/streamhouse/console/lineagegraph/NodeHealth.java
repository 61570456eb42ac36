package io.streamhouse.console.lineagegraph;

import io.streamhouse.freshness.Freshness;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a relation of the graph is.
 *
 * @param target how fresh it is to be; empty for what is no materialized view
 * @param freshness how fresh it is; empty for what is no materialized view
 * @param mode in which it is refreshed now; empty if in none
 * @param costPerDay in the currency of the prices, of the last day; empty if nothing was metered
 * @param currency of {@code costPerDay}
 * @param state ACTIVE, SUSPENDED, FAILED …, as the list of views has it; empty for what is no materialized view
 * @param problem why it is not well, a sentence; empty if it is
 * @param busy share of the time that the busiest task that writes it works, 0 to 1; empty if no job of it runs
 * @param backPressured share of the time that its tasks wait for those after them, 0 to 1
 */
public record NodeHealth(
        Optional<FreshnessTarget> target,
        Optional<Freshness> freshness,
        Optional<RefreshMode> mode,
        OptionalDouble costPerDay,
        String currency,
        Optional<String> state,
        Optional<String> problem,
        OptionalDouble busy,
        OptionalDouble backPressured) {}
