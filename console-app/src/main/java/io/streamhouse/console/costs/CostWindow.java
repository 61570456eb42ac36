package io.streamhouse.console.costs;

import java.time.Duration;
import java.time.Instant;

/** The time that costs are asked for. */
public sealed interface CostWindow {

    /** Until now, and moving with it. */
    record Last(Duration length) implements CostWindow {
        @Override
        public Instant from(Instant now) {
            return now.minus(length);
        }

        @Override
        public Instant to(Instant now) {
            return now;
        }
    }

    /** From {@code from} until before {@code to}. */
    record Between(Instant from, Instant to) implements CostWindow {
        @Override
        public Instant from(Instant now) {
            return from;
        }

        @Override
        public Instant to(Instant now) {
            return to;
        }
    }

    Instant from(Instant now);

    Instant to(Instant now);
}
