package io.streamhouse.console.overview;

import io.streamhouse.console.overview.ViewHealth.Standing;
import io.streamhouse.cost.Cost;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All views at a glance.
 *
 * @param healths the worst first
 * @param byMode how many are in each mode; those that are in none yet are left out
 * @param within the mean share of time within target over the views of which it is known
 * @param worst the least of these shares
 * @param window the longest that a share was taken over
 * @param metered what those cost a day whose cost is metered
 * @param estimated what those cost a day whose cost is an estimate
 * @param currency of both; empty if the cost of none is known
 */
public record ViewsSummary(
        List<ViewHealth> healths,
        Map<RefreshMode, Integer> byMode,
        OptionalDouble within,
        OptionalDouble worst,
        Duration window,
        OptionalDouble metered,
        OptionalDouble estimated,
        Optional<String> currency) {

    public ViewsSummary {
        healths = List.copyOf(healths);
        byMode = Map.copyOf(byMode);
    }

    public static ViewsSummary of(List<ViewState> views) {
        Map<RefreshMode, Integer> modes = new EnumMap<>(RefreshMode.class);
        views.forEach(view -> view.refresh().currentMode().ifPresent(mode -> modes.merge(mode, 1, Integer::sum)));
        List<WithinTarget.Known> shares = views.stream()
                .map(ViewState::withinTarget)
                .filter(WithinTarget.Known.class::isInstance)
                .map(WithinTarget.Known.class::cast)
                .toList();
        List<Cost.Metered> metered = views.stream()
                .map(ViewState::costPerDay)
                .filter(Cost.Metered.class::isInstance)
                .map(Cost.Metered.class::cast)
                .toList();
        List<Cost.Estimated> estimated = views.stream()
                .map(ViewState::costPerDay)
                .filter(Cost.Estimated.class::isInstance)
                .map(Cost.Estimated.class::cast)
                .toList();
        return new ViewsSummary(
                views.stream()
                        .map(ViewHealth::of)
                        .sorted(ViewHealth.WORST_FIRST)
                        .toList(),
                modes,
                shares.stream().mapToDouble(WithinTarget.Known::share).average(),
                shares.stream().mapToDouble(WithinTarget.Known::share).min(),
                shares.stream()
                        .map(WithinTarget.Known::window)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                metered.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(metered.stream()
                                .mapToDouble(Cost.Metered::perDay)
                                .sum()),
                estimated.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(estimated.stream()
                                .mapToDouble(Cost.Estimated::perDay)
                                .sum()),
                metered.stream()
                        .map(Cost.Metered::currency)
                        .findFirst()
                        .or(() ->
                                estimated.stream().map(Cost.Estimated::currency).findFirst()));
    }

    public long count(Standing standing) {
        return healths.stream().filter(health -> health.standing() == standing).count();
    }

    /** How many views promise anything now. */
    public long promising() {
        return healths.size() - count(Standing.UNPROMISED);
    }
}
