package io.streamhouse.alert;

import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a rule would have said of the past, had it been there.
 *
 * @param intervals in which an alert would have fired, the newest first
 * @param known since when anything is known of any subject; empty if nothing is
 * @param subjects how many were looked at
 * @param unread how many were not: too many at once, or their history can't be read
 * @param why the reason for the first that can't be read
 * @param traces the readings of the subjects worth looking at: those that fired, else the one closest to its limit
 */
public record AlertPreview(
        Instant from,
        Instant to,
        List<Interval> intervals,
        Optional<Instant> known,
        int subjects,
        int unread,
        Optional<Problem> why,
        List<Trace> traces) {

    /** No more subjects are looked at than this, so that a preview answers at once. */
    static final int MOST_SUBJECTS = 100;

    private static final int MOST_TRACES = 4;

    public AlertPreview {
        intervals = List.copyOf(intervals);
        traces = List.copyOf(traces);
    }

    /**
     * @param ended empty if it would fire still
     * @param worst the value furthest beyond the limit; empty if nothing was known
     */
    public record Interval(
            Subject subject, Instant began, Optional<Instant> ended, OptionalDouble worst, String text) {}

    public record Trace(Subject subject, List<Reading> readings) {
        public Trace {
            readings = List.copyOf(readings);
        }
    }

    private record Seen(Trace trace, List<Interval> intervals, Optional<Instant> known, double closeness) {}

    /** Runs the rule over what was recorded. */
    public static AlertPreview of(AlertRule rule, AlertFacts facts, Instant from, Instant to) {
        List<Subject> subjects = subjects(rule, facts.views());
        List<Seen> seen = new ArrayList<>();
        Optional<Problem> why = Optional.empty();
        for (Subject subject : subjects.subList(0, Math.min(MOST_SUBJECTS, subjects.size()))) {
            try {
                seen.add(seen(rule, subject, history(rule.when(), subject, facts, from, to), from, to));
            } catch (ProblemException e) {
                why = why.or(() -> Optional.of(e.problem()));
            }
        }
        List<Interval> intervals = seen.stream()
                .flatMap(one -> one.intervals().stream())
                .sorted(Comparator.comparing(Interval::began).reversed())
                .toList();
        return new AlertPreview(
                from,
                to,
                intervals,
                seen.stream().flatMap(one -> one.known().stream()).min(Comparator.naturalOrder()),
                seen.size(),
                subjects.size() - seen.size(),
                why,
                traces(seen));
    }

    /** What a rule looks at one by one. */
    public static List<Subject> subjects(AlertRule rule, List<RelationId> views) {
        if (rule.when() instanceof Condition.CostPerDay) {
            return List.of(
                    switch (rule.scope()) {
                        case Scope.OneView one -> new Subject.OneView(one.view());
                        case Scope.Database all -> new Subject.Database(all.database());
                        case Scope.Everything ignored -> new Subject.Everything();
                    });
        }
        return views.stream()
                .filter(rule.scope()::covers)
                .<Subject>map(Subject.OneView::new)
                .toList();
    }

    private static List<Reading> history(Condition when, Subject subject, AlertFacts facts, Instant from, Instant to) {
        return switch (subject) {
            case Subject.OneView one
            when !(when instanceof Condition.CostPerDay) -> history(when, one.view(), facts, from, to);
            case Subject ignored ->
                when instanceof Condition.CostPerDay cost
                        ? Readings.cost(
                                cost, facts.spent(subject, from.minus(Duration.ofDays(1)), to), facts.currency())
                        : List.of();
        };
    }

    private static List<Reading> history(Condition when, RelationId view, AlertFacts facts, Instant from, Instant to) {
        return switch (when) {
            case Condition.Lag lag -> Readings.lag(lag, facts.lag(view, from, to));
            case Condition.Within within ->
                Readings.within(
                        within, facts.lag(view, from.minus(within.window().length()), to));
            case Condition.Failing ignored ->
                Readings.failing(facts.refreshes(view, from.minus(Duration.ofDays(1)), to), from, to);
            case Condition.FailedRefreshes failed -> counted(failed, view, facts, from, to);
            case Condition.Suspended ignored -> Readings.suspended(facts.lag(view, from, to));
            case Condition.CostPerDay ignored -> List.of();
        };
    }

    /** Before the first refresh that is recorded nothing is known, rather than nothing failed. */
    private static List<Reading> counted(
            Condition.FailedRefreshes failed, RelationId view, AlertFacts facts, Instant from, Instant to) {
        var runs = facts.refreshes(view, from.minus(failed.window()).minus(Duration.ofHours(1)), to);
        return runs.stream()
                .map(run -> run.startedAt())
                .min(Comparator.naturalOrder())
                .map(first -> Readings.failedRefreshes(failed, runs, first.isAfter(from) ? first : from, to))
                .orElse(List.of());
    }

    private static Seen seen(AlertRule rule, Subject subject, List<Reading> all, Instant from, Instant to) {
        List<Reading> readings = all.stream()
                .filter(reading -> reading.end().isAfter(from) && reading.at().isBefore(to))
                .toList();
        Optional<Instant> known = readings.stream()
                .filter(Reading.Known.class::isInstance)
                .map(Reading::at)
                .findFirst();
        // What was before the record began is not a gap in it.
        Instant begin = known.filter(from::isBefore).orElse(from);
        List<Interval> intervals = readings.isEmpty() ? List.of() : intervals(rule, subject, readings, begin, to);
        return new Seen(new Trace(subject, readings), intervals, known, closeness(rule, readings));
    }

    private static List<Interval> intervals(
            AlertRule rule, Subject subject, List<Reading> readings, Instant from, Instant to) {
        List<Interval> intervals = new ArrayList<>();
        Optional<Transition> open = Optional.empty();
        Evaluation evaluation = Evaluation.of(rule, AlertState.begin(from), readings, to);
        for (Transition transition : evaluation.transitions()) {
            if (transition.firing()) {
                open = Optional.of(transition);
            } else if (open.isPresent()) {
                intervals.add(interval(rule, subject, open.get(), Optional.of(transition.at()), readings));
                open = Optional.empty();
            }
        }
        open.ifPresent(began -> intervals.add(interval(rule, subject, began, Optional.empty(), readings)));
        return intervals;
    }

    private static Interval interval(
            AlertRule rule, Subject subject, Transition began, Optional<Instant> ended, List<Reading> readings) {
        Instant until = ended.orElse(Instant.MAX);
        var beyond = readings.stream()
                .filter(reading ->
                        reading.end().isAfter(began.at()) && reading.at().isBefore(until))
                .flatMap(reading -> reading instanceof Reading.Known known && known.side() == Reading.Side.BAD
                        ? Stream.of(known.value())
                        : Stream.empty())
                .mapToDouble(Double::doubleValue);
        OptionalDouble worst = rule.when().measure() == Condition.Measure.SHARE ? beyond.min() : beyond.max();
        return new Interval(subject, began.at(), ended, worst, began.text());
    }

    /** How much of its limit was reached at most; what has no limit is never close. */
    private static double closeness(AlertRule rule, List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> reading instanceof Reading.Known known ? Stream.of(known) : Stream.empty())
                .filter(known -> known.limit().isPresent())
                .mapToDouble(known -> {
                    double limit = known.limit().getAsDouble();
                    double value = known.value();
                    return rule.when().measure() == Condition.Measure.SHARE
                            ? limit / Math.max(value, 1e-9)
                            : value / Math.max(limit, 1e-9);
                })
                .max()
                .orElse(-1);
    }

    private static List<Trace> traces(List<Seen> seen) {
        List<Trace> fired = seen.stream()
                .filter(one -> !one.intervals().isEmpty())
                .sorted(Comparator.comparing((Seen one) -> one.intervals().size())
                        .reversed())
                .limit(MOST_TRACES)
                .map(Seen::trace)
                .toList();
        return !fired.isEmpty()
                ? fired
                : seen.stream()
                        .filter(one -> one.known().isPresent())
                        .max(Comparator.comparingDouble(Seen::closeness))
                        .map(one -> List.of(one.trace()))
                        .orElse(List.of());
    }
}
