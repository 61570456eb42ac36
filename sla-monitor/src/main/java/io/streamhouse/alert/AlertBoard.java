package io.streamhouse.alert;

import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * All rules with all their subjects, as they stand now. Looks when it is told to; what it remembers between two looks is
 * lost with the process, but for the alerts that fire, which are given back to it by {@link #resume}. Safe for use by
 * several threads.
 */
public final class AlertBoard {

    /** After a longer time without a look nothing is known of what was between. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

    /** @param id of the rule */
    public record Named(String id, AlertRule rule) {}

    /** A rule and a subject. */
    public record Place(String rule, Subject subject) {}

    /** An alert began or ended. */
    public record Change(Place place, Transition transition) {}

    private final AlertFacts facts;
    private final Map<Place, AlertState> states = new HashMap<>();
    private final Map<String, Instant> looked = new HashMap<>();

    public AlertBoard(AlertFacts facts) {
        this.facts = facts;
    }

    /** Takes up an alert that fired when the process before this one ended. */
    public synchronized void resume(Place place, Instant now, Instant since, OptionalDouble worst, String text) {
        states.put(place, AlertState.resume(now, since, worst, text));
    }

    /** How everything stands as of the last look. */
    public synchronized Map<Place, AlertState> states() {
        return Map.copyOf(states);
    }

    /** Forgets what is known for a rule, because it was changed, paused or deleted. What fired is told to have ended. */
    public synchronized List<Change> forget(String rule, Instant now, String why) {
        looked.remove(rule);
        return drop(
                states.keySet().stream()
                        .filter(place -> place.rule().equals(rule))
                        .toList(),
                now,
                why);
    }

    /** Looks at the rules that are due; returns what began and what ended since the last look. */
    public synchronized List<Change> look(List<Named> rules, Instant now) {
        List<Named> due = rules.stream().filter(named -> due(named, now)).toList();
        if (due.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        Optional<List<RelationId>> views = Optional.empty();
        String why = "";
        try {
            views = Optional.of(facts.views());
        } catch (ProblemException e) {
            why = e.problem().what();
        }
        for (Named named : due) {
            looked.put(named.id(), now);
            changes.addAll(look(named, views, why, now));
        }
        return List.copyOf(changes);
    }

    private boolean due(Named named, Instant now) {
        Instant last = looked.get(named.id());
        // A clock that was set back must not keep a rule from being looked at.
        return last == null
                || now.isBefore(last)
                || !last.plus(named.rule().when().every()).isAfter(now);
    }

    private List<Change> look(Named named, Optional<List<RelationId>> views, String why, Instant now) {
        AlertRule rule = named.rule();
        Set<Place> current = new HashSet<>();
        List<Place> known = states.keySet().stream()
                .filter(place -> place.rule().equals(named.id()))
                .toList();
        views.ifPresentOrElse(
                listed -> AlertPreview.subjects(rule, listed)
                        .forEach(subject -> current.add(new Place(named.id(), subject))),
                () -> current.addAll(known));
        List<Change> changes = new ArrayList<>();
        for (Place place : current) {
            AlertState before = states.get(place);
            if (before == null || now.isBefore(before.upTo())) {
                before = AlertState.begin(now.minus(rule.when().every()));
            }
            Instant from = before.upTo();
            Reading reading =
                    views.isEmpty() ? unknown(why, from, now) : reading(rule.when(), place.subject(), from, now);
            Evaluation evaluation = Evaluation.of(rule, before, List.of(reading), now);
            states.put(place, evaluation.state());
            evaluation.transitions().forEach(transition -> changes.add(new Change(place, transition)));
        }
        changes.addAll(drop(
                known.stream().filter(place -> !current.contains(place)).toList(), now, "It is not there any more"));
        return changes;
    }

    private List<Change> drop(List<Place> places, Instant now, String why) {
        List<Change> changes = new ArrayList<>();
        for (Place place : places) {
            AlertState state = states.remove(place);
            if (state != null && state.firing()) {
                changes.add(new Change(place, new Transition(now, false, OptionalDouble.empty(), why)));
            }
        }
        return changes;
    }

    private Reading reading(Condition when, Subject subject, Instant since, Instant now) {
        // What is seen now is taken for what has been since the last look, unless that was too long ago.
        Instant from = since.isBefore(now.minus(LONGEST_LOOK)) ? now.minus(when.every()) : since;
        try {
            return switch (subject) {
                case Subject.OneView one
                when !(when instanceof Condition.CostPerDay) -> present(when, one.view(), from, now);
                case Subject ignored ->
                    when instanceof Condition.CostPerDay cost
                            ? spent(cost, subject, from, now)
                            : unknown("There is nothing to look at", from, now);
            };
        } catch (ProblemException e) {
            return unknown(e.problem().what(), from, now);
        }
    }

    private Reading present(Condition when, RelationId view, Instant from, Instant now) {
        return switch (when) {
            case Condition.Lag lag -> Readings.lag(lag, facts.present(view), from, now);
            case Condition.Within within -> Readings.within(within, facts.within(view, within.window()), from, now);
            case Condition.Failing ignored -> Readings.failing(facts.present(view), from, now);
            case Condition.FailedRefreshes failed -> failed(failed, view, from, now);
            case Condition.Suspended ignored -> Readings.suspended(facts.present(view), from, now);
            case Condition.CostPerDay ignored -> unknown("There is nothing to look at", from, now);
        };
    }

    private Reading failed(Condition.FailedRefreshes failed, RelationId view, Instant from, Instant now) {
        var runs = facts.refreshes(view, now.minus(failed.window()).minus(Duration.ofHours(1)), now.plusSeconds(1));
        // As of now, for the whole time since the last look.
        Reading last =
                Readings.failedRefreshes(failed, runs, now, now.plusMillis(1)).getFirst();
        return last instanceof Reading.Known known
                ? new Reading.Known(
                        from, Duration.between(from, now), known.value(), known.limit(), known.side(), known.text())
                : last;
    }

    private Reading spent(Condition.CostPerDay when, Subject subject, Instant from, Instant now) {
        double day = facts.spent(subject, now.minus(Duration.ofDays(1)), now).stream()
                .mapToDouble(AlertFacts.Spent::cost)
                .sum();
        return Readings.cost(when, from, Duration.between(from, now), day, facts.currency());
    }

    private static Reading unknown(String why, Instant from, Instant now) {
        return new Reading.Unknown(from, Duration.between(from, now), why);
    }
}
