package io.streamhouse.alert;

import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.Condition.Measure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes of readings and what was known before whether an alert fires. Pure: no clock, no memory but the state that goes
 * in and comes out, so that it says of the past what it would have said then.
 */
public record Evaluation(AlertState state, List<Transition> transitions) {

    private static final String NOTHING_OBSERVED = "Nothing was observed";

    public Evaluation {
        transitions = List.copyOf(transitions);
    }

    /**
     * Takes into account what was observed from the state's {@code upTo} until {@code to}.
     *
     * @param readings in the order of time; what lies outside is left out, what lies between them is unknown
     */
    public static Evaluation of(AlertRule rule, AlertState before, List<Reading> readings, Instant to) {
        Fold fold = new Fold(rule, before);
        for (Reading reading : readings) {
            Instant from = later(reading.at(), fold.upTo);
            Instant until = earlier(reading.end(), to);
            if (from.isBefore(until)) {
                fold.gap(from);
                fold.take(reading, from, until);
            }
        }
        fold.gap(to);
        return new Evaluation(fold.state(), fold.transitions);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static final class Fold {
        private final AlertRule rule;
        private final List<Transition> transitions = new ArrayList<>();
        private Instant upTo;
        private boolean firing;
        private Instant since;
        private Optional<Instant> badSince;
        private Optional<Instant> goodSince;
        private Optional<Instant> unknownSince;
        private boolean unknown;
        private OptionalDouble worst;
        private OptionalDouble last;
        private String text;

        Fold(AlertRule rule, AlertState before) {
            this.rule = rule;
            upTo = before.upTo();
            firing = before.firing();
            since = before.since();
            badSince = before.badSince();
            goodSince = before.goodSince();
            unknownSince = before.unknownSince();
            unknown = before.unknown();
            worst = before.worst();
            last = before.last();
            text = before.text();
        }

        void gap(Instant until) {
            if (upTo.isBefore(until)) {
                unknown(NOTHING_OBSERVED, upTo, until);
            }
        }

        void take(Reading reading, Instant from, Instant until) {
            switch (reading) {
                case Reading.Known known -> known(known, from, until);
                case Reading.Unknown nothing -> unknown(nothing.why(), from, until);
            }
        }

        private void known(Reading.Known known, Instant from, Instant until) {
            unknownSince = Optional.empty();
            unknown = false;
            last = OptionalDouble.of(known.value());
            text = known.text();
            switch (known.side()) {
                case BAD -> bad(known, from, until);
                case NEAR -> near(known, from, until);
                case GOOD -> good(known, from, until);
            }
            upTo = until;
        }

        private void bad(Reading.Known known, Instant from, Instant until) {
            goodSince = Optional.empty();
            Instant began = badSince.orElse(from);
            badSince = Optional.of(began);
            worst = worse(worst, known.value());
            Instant due = began.plus(rule.when().lasting());
            if (!firing && !due.isAfter(until)) {
                fire(later(due, from), OptionalDouble.of(known.value()), known.text());
            }
        }

        /** Nothing begins here and nothing ends, unless what was told was only that nothing is known. */
        private void near(Reading.Known known, Instant from, Instant until) {
            if (firing && worst.isEmpty()) {
                good(known, from, until);
            } else {
                badSince = Optional.empty();
                goodSince = Optional.empty();
            }
        }

        private void good(Reading.Known known, Instant from, Instant until) {
            badSince = Optional.empty();
            if (!firing) {
                worst = OptionalDouble.empty();
            }
            Instant began = goodSince.orElse(from);
            goodSince = Optional.of(began);
            Instant due = began.plus(rule.when().settling());
            if (firing && !due.isAfter(until)) {
                Instant at = later(due, from);
                firing = false;
                since = at;
                worst = OptionalDouble.empty();
                transitions.add(new Transition(at, false, OptionalDouble.of(known.value()), known.text()));
            }
        }

        private void unknown(String why, Instant from, Instant until) {
            Instant began = unknownSince.orElse(from);
            unknownSince = Optional.of(began);
            Instant due = began.plus(rule.unknownAfter());
            if (!due.isAfter(until)) {
                // What was on its way before can't be said to have gone on all that time.
                badSince = Optional.empty();
                goodSince = Optional.empty();
                last = OptionalDouble.empty();
                unknown = true;
                text = why;
                if (!firing && rule.whenUnknown() == WhenUnknown.FIRE) {
                    fire(later(due, from), OptionalDouble.empty(), why);
                }
            }
            upTo = until;
        }

        private void fire(Instant at, OptionalDouble value, String why) {
            firing = true;
            since = at;
            if (value.isEmpty()) {
                worst = OptionalDouble.empty();
            }
            transitions.add(new Transition(at, true, value, why));
        }

        private OptionalDouble worse(OptionalDouble before, double value) {
            if (before.isEmpty()) {
                return OptionalDouble.of(value);
            }
            double known = before.getAsDouble();
            return OptionalDouble.of(
                    rule.when().measure() == Measure.SHARE ? Math.min(known, value) : Math.max(known, value));
        }

        AlertState state() {
            return new AlertState(upTo, firing, since, badSince, goodSince, unknownSince, unknown, worst, last, text);
        }
    }
}
