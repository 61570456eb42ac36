package io.streamhouse.alert;

import io.streamhouse.alert.AlertFacts.Spent;
import io.streamhouse.alert.Reading.Side;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.LagCause;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.refresh.RefreshRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes of what was observed what a condition is judged by. Pure. */
final class Readings {

    /** So far on the good side of its limit a share or a cost has to be before an alert ends. */
    private static final double MARGIN = 0.05;

    /** Over less than this nothing is said about a share. */
    private static final Duration LEAST_KNOWN = Duration.ofMinutes(5);

    /** What is known as finely as this is taken to hold for its whole time. */
    private static final Duration FINE = Duration.ofMinutes(1);

    private static final double NO_TIME = 1e-9;

    private Readings() {}

    /** The lag at this moment, as what it has been since {@code from}. */
    static Reading lag(Condition.Lag when, Present now, Instant from, Instant to) {
        return switch (now.lag()) {
            case Freshness.Unknown unknown -> new Reading.Unknown(from, between(from, to), unknown.why());
            case Freshness.Known known ->
                lag(when, from, between(from, to), known.lag(), now.target(), Optional.empty());
        };
    }

    static List<Reading> lag(Condition.Lag when, List<LagReport.Point> points) {
        return points.stream()
                .<Reading>map(point -> point.lag()
                        .map(lag -> lag(when, point.at(), point.width(), lag, point.target(), point.cause()))
                        .orElseGet(() -> new Reading.Unknown(point.at(), point.width(), why(point.cause()))))
                .toList();
    }

    private static Reading lag(
            Condition.Lag when,
            Instant at,
            Duration width,
            Duration lag,
            Optional<Duration> target,
            Optional<LagCause> cause) {
        Optional<Duration> limit = when.above().or(() -> target);
        String because = cause.map(known -> ": " + words(known)).orElse("");
        String behind = lag.isZero() ? "contains everything" : Words.duration(lag) + " behind";
        return limit.<Reading>map(most -> new Reading.Known(
                        at,
                        width,
                        seconds(lag),
                        OptionalDouble.of(seconds(most)),
                        side(when, width, lag, most),
                        behind + " (allowed: " + Words.duration(most) + ")" + because))
                .orElseGet(() -> new Reading.Known(
                        at, width, seconds(lag), OptionalDouble.empty(), Side.GOOD, behind + ", and has no target"));
    }

    /**
     * Of a longer time only the longest lag is known. It grew at most as fast as time passes, so that it was beyond its
     * limit for at least as long as it is beyond it; whether for longer is not known, and not taken for granted.
     */
    private static Side side(Condition.Lag when, Duration width, Duration lag, Duration limit) {
        if (lag.compareTo(limit) <= 0) {
            return Side.GOOD;
        }
        boolean lasted = width.compareTo(when.lasting()) <= 0
                || width.compareTo(FINE) <= 0
                || lag.minus(limit).compareTo(when.lasting()) >= 0;
        return lasted ? Side.BAD : Side.NEAR;
    }

    static Reading within(Condition.Within when, WithinTarget now, Instant from, Instant to) {
        return switch (now) {
            case WithinTarget.Unknown unknown -> new Reading.Unknown(from, between(from, to), unknown.why());
            case WithinTarget.Known known
            when known.window().compareTo(LEAST_KNOWN) < 0 ->
                new Reading.Unknown(from, between(from, to), "Known for less than " + Words.duration(LEAST_KNOWN));
            case WithinTarget.Known known -> share(when, from, between(from, to), known.share());
        };
    }

    /**
     * The share within the target over the window that ends with each point.
     *
     * @param points from one window before the time that is looked at
     */
    static List<Reading> within(Condition.Within when, List<LagReport.Point> points) {
        List<Reading> readings = new ArrayList<>(points.size());
        double known = 0;
        double kept = 0;
        int oldest = 0;
        for (LagReport.Point point : points) {
            known += weight(point);
            kept += kept(point);
            Instant begins = end(point).minus(when.window().length());
            // A point longer than the window stands for itself.
            while (points.get(oldest) != point && points.get(oldest).at().isBefore(begins)) {
                known -= weight(points.get(oldest));
                kept -= kept(points.get(oldest));
                oldest++;
            }
            readings.add(
                    known + NO_TIME < seconds(LEAST_KNOWN)
                            ? new Reading.Unknown(
                                    point.at(),
                                    point.width(),
                                    "Known for less than " + Words.duration(LEAST_KNOWN) + " of the last "
                                            + Words.duration(when.window().length()))
                            : share(when, point.at(), point.width(), Math.clamp(kept / known, 0, 1)));
        }
        return List.copyOf(readings);
    }

    private static double weight(LagReport.Point point) {
        return point.lag().isPresent() && point.target().isPresent() ? seconds(point.width()) : 0;
    }

    /** Of the time that a point stands for, what was within the target; see {@link #side} for the longer ones. */
    private static double kept(LagReport.Point point) {
        return point.lag()
                .flatMap(lag -> point.target().map(target -> {
                    Duration beyond = lag.minus(target);
                    double late = beyond.isZero() || beyond.isNegative()
                            ? 0
                            : point.width().compareTo(FINE) <= 0
                                    ? seconds(point.width())
                                    : Math.min(seconds(point.width()), seconds(beyond));
                    return weight(point) - late;
                }))
                .orElse(0.0);
    }

    private static Reading share(Condition.Within when, Instant at, Duration width, double share) {
        double good = when.share() + MARGIN * (1 - when.share());
        Side side = share < when.share() ? Side.BAD : share < good ? Side.NEAR : Side.GOOD;
        return new Reading.Known(
                at,
                width,
                share,
                OptionalDouble.of(when.share()),
                side,
                Words.percent(share) + " within its target over the last "
                        + Words.duration(when.window().length()));
    }

    static Reading failing(Present now, Instant from, Instant to) {
        return flag(from, between(from, to), now.failing(), "Its last refresh succeeded");
    }

    /** From a failed refresh until the next that succeeded. */
    static List<Reading> failing(List<RefreshRun> runs, Instant from, Instant to) {
        List<RefreshRun> ended = runs.stream()
                .filter(run -> run.finishedAt().isPresent() && tells(run.state()))
                .sorted(Comparator.comparing(run -> run.finishedAt().orElseThrow()))
                .toList();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < ended.size(); i++) {
            Instant at = ended.get(i).finishedAt().orElseThrow();
            Instant until = i + 1 < ended.size() ? ended.get(i + 1).finishedAt().orElseThrow() : to;
            Optional<String> why = failed(ended.get(i))
                    ? Optional.of("Its refresh failed"
                            + ended.get(i)
                                    .problem()
                                    .map(problem -> ": " + problem.what())
                                    .orElse(""))
                    : Optional.empty();
            if (at.isBefore(until)) {
                readings.add(flag(at, between(at, until), why, "Its last refresh succeeded"));
            }
        }
        return readings.stream().filter(reading -> reading.end().isAfter(from)).toList();
    }

    private static boolean tells(RefreshRun.State state) {
        return switch (state) {
            case SUCCEEDED, FAILED, UPSTREAM_FAILED -> true;
            case SCHEDULED, EXECUTING, CANCELLED, SKIPPED -> false;
        };
    }

    private static boolean failed(RefreshRun run) {
        return run.state() == RefreshRun.State.FAILED || run.state() == RefreshRun.State.UPSTREAM_FAILED;
    }

    /**
     * How many refreshes failed in the window before each moment.
     *
     * @param runs from one window before {@code from}
     */
    static List<Reading> failedRefreshes(
            Condition.FailedRefreshes when, List<RefreshRun> runs, Instant from, Instant to) {
        List<Instant> failures = runs.stream()
                .filter(Readings::failed)
                .flatMap(run -> run.finishedAt().stream())
                .sorted()
                .toList();
        List<Instant> changes = new ArrayList<>();
        changes.add(from);
        failures.forEach(failure -> {
            changes.add(failure);
            changes.add(failure.plus(when.window()));
        });
        List<Instant> steps = changes.stream()
                .filter(change -> !change.isBefore(from) && change.isBefore(to))
                .distinct()
                .sorted()
                .toList();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Instant at = steps.get(i);
            Instant until = i + 1 < steps.size() ? steps.get(i + 1) : to;
            long count = failures.stream()
                    .filter(failure ->
                            !failure.isAfter(at) && failure.plus(when.window()).isAfter(at))
                    .count();
            readings.add(new Reading.Known(
                    at,
                    between(at, until),
                    count,
                    OptionalDouble.of(when.atLeast()),
                    count >= when.atLeast() ? Side.BAD : Side.GOOD,
                    count + (count == 1 ? " refresh" : " refreshes") + " failed in the last "
                            + Words.duration(when.window())));
        }
        return List.copyOf(readings);
    }

    static Reading suspended(Present now, Instant from, Instant to) {
        return flag(from, between(from, to), now.suspended(), "Kept fresh");
    }

    static List<Reading> suspended(List<LagReport.Point> points) {
        return points.stream()
                .map(point -> flag(
                        point.at(),
                        point.width(),
                        point.cause().filter(LagCause.SUSPENDED::equals).map(cause -> "Suspended"),
                        "Kept fresh"))
                .toList();
    }

    private static Reading flag(Instant at, Duration width, Optional<String> bad, String good) {
        return new Reading.Known(
                at,
                width,
                bad.isPresent() ? 1 : 0,
                OptionalDouble.of(1),
                bad.isPresent() ? Side.BAD : Side.GOOD,
                bad.orElse(good));
    }

    /**
     * What the last 24 hours cost, at each step.
     *
     * @param spent from a day before the time that is looked at
     */
    static List<Reading> cost(Condition.CostPerDay when, List<Spent> spent, String currency) {
        List<Reading> readings = new ArrayList<>(spent.size());
        double day = 0;
        int oldest = 0;
        for (Spent step : spent) {
            day += step.cost();
            Instant begins = step.at().plus(step.width()).minus(Duration.ofDays(1));
            while (spent.get(oldest) != step && spent.get(oldest).at().isBefore(begins)) {
                day -= spent.get(oldest).cost();
                oldest++;
            }
            readings.add(cost(when, step.at(), step.width(), Math.max(0, day), currency));
        }
        return List.copyOf(readings);
    }

    /** What the last 24 hours cost, as what it has been since {@code from}. */
    static Reading cost(Condition.CostPerDay when, Instant from, Duration width, double day, String currency) {
        Side side = day > when.budget() ? Side.BAD : day > when.budget() * (1 - MARGIN) ? Side.NEAR : Side.GOOD;
        return new Reading.Known(
                from,
                width,
                day,
                OptionalDouble.of(when.budget()),
                side,
                Words.money(day, currency) + " in the last 24 h (budget: " + Words.money(when.budget(), currency)
                        + ")");
    }

    private static String why(Optional<LagCause> cause) {
        return "How far it is behind is not known"
                + cause.map(known -> ": " + words(known)).orElse("");
    }

    private static String words(LagCause cause) {
        return switch (cause) {
            case SLOW_REFRESH -> "its refreshes take too long, or fail";
            case UPSTREAM_LATE -> "a view that it reads is behind";
            case SUSPENDED -> "it is suspended";
            case ENGINE_DOWN -> "the engine does not answer";
            case QUEUEING -> "its refresh waits for a slot";
            case CHANGING -> "it is being filled or changed";
        };
    }

    private static Instant end(LagReport.Point point) {
        return point.at().plus(point.width());
    }

    private static Duration between(Instant from, Instant to) {
        return Duration.between(from, to);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
