package io.streamhouse.cost;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Draws a forecast: what every mode costs at any target from a second to a day, and which one AUTO takes. */
public final class Curves {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int POINTS = 50;
    private static final int LOOKS = 160;

    /** Where one band ends and the next begins is found to this share of the target. */
    private static final double PRECISION = 0.005;

    private Curves() {}

    /**
     * What a mode can do.
     *
     * @param floor the shortest target that is accepted for it
     * @param against why the view can't be in it; empty if it can
     */
    public record Ability(RefreshMode mode, Duration floor, Optional<String> against) {}

    /**
     * @param auto which mode AUTO takes for a target
     * @param confidence of the figures of the mode that the view is in
     * @param chainFloor the shortest target that the view's chain can keep
     */
    public static CostCurve of(
            Forecast forecast,
            List<Ability> abilities,
            Function<Duration, RefreshMode> auto,
            CostCurve.Confidence confidence,
            Duration chainFloor,
            Optional<String> slowHop) {
        List<CostCurve.Line> lines =
                abilities.stream().map(ability -> line(forecast, ability)).toList();
        Duration floor = abilities.stream()
                .filter(ability -> ability.against().isEmpty())
                .map(Ability::floor)
                .min(Duration::compareTo)
                .orElse(SHORTEST);
        boolean chained = chainFloor.compareTo(floor) > 0;
        return new CostCurve(
                forecast.prices().currency(),
                lines,
                bands(floor, auto),
                confidence,
                forecast.model().basis() + ". At the rate of now: "
                        + forecast.workload().text(),
                floor,
                chained ? Optional.of(chainFloor) : Optional.empty(),
                chained ? slowHop : Optional.empty());
    }

    private static CostCurve.Line line(Forecast forecast, Ability ability) {
        if (ability.against().isPresent()) {
            return new CostCurve.Line(ability.mode(), ability.floor(), ability.against(), List.of());
        }
        Duration measured = forecast.floor(ability.mode());
        Duration floor = measured.compareTo(ability.floor()) > 0 ? measured : ability.floor();
        List<CostCurve.Point> points = new ArrayList<>();
        if (floor.compareTo(LONGEST) < 0) {
            for (int at = 0; at < POINTS; at++) {
                Duration target = between(floor, LONGEST, (double) at / (POINTS - 1));
                points.add(new CostCurve.Point(
                        target, forecast.costPerDay(ability.mode(), target), forecast.lag(ability.mode(), target)));
            }
        }
        return new CostCurve.Line(ability.mode(), floor, ability.against(), points);
    }

    private static List<CostCurve.Band> bands(Duration floor, Function<Duration, RefreshMode> auto) {
        List<CostCurve.Band> bands = new ArrayList<>();
        Duration begun = floor;
        Duration before = floor;
        RefreshMode mode = auto.apply(floor);
        for (int at = 1; at < LOOKS; at++) {
            Duration target = between(floor, LONGEST, (double) at / (LOOKS - 1));
            RefreshMode here = auto.apply(target);
            if (here != mode) {
                Duration border = border(before, target, mode, auto);
                bands.add(new CostCurve.Band(begun, border, mode));
                begun = border;
                mode = here;
            }
            before = target;
        }
        bands.add(new CostCurve.Band(begun, LONGEST, mode));
        return bands;
    }

    private static Duration border(
            Duration low, Duration high, RefreshMode below, Function<Duration, RefreshMode> auto) {
        Duration left = low;
        Duration right = high;
        while (right.toNanos() > left.toNanos() * (1 + PRECISION)) {
            Duration middle = between(left, right, 0.5);
            if (auto.apply(middle) == below) {
                left = middle;
            } else {
                right = middle;
            }
        }
        return right;
    }

    /** At a share of the way, on a scale of logarithms, to the millisecond. */
    private static Duration between(Duration from, Duration to, double share) {
        if (share <= 0) {
            return from;
        }
        if (share >= 1) {
            return to;
        }
        double seconds = Forecast.seconds(from) * Math.pow(Forecast.seconds(to) / Forecast.seconds(from), share);
        return Duration.ofMillis(Math.round(1_000 * seconds));
    }
}
