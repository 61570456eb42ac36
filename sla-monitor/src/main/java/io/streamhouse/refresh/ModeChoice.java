package io.streamhouse.refresh;

import io.streamhouse.cost.Forecast;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.Maintainability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Picks the mode of a view that is left to us: a pure function of the question. */
public interface ModeChoice {

    /** @param candidates every mode with what spoke for or against it */
    record Chosen(RefreshMode mode, String why, List<SwitchPreview.Candidate> candidates) {
        public Chosen {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * What a choice depends on.
     *
     * @param target the one that holds; empty if the view is refreshed on demand
     * @param maintainability what the planner says of the query
     * @param forecast what each mode would cost and keep
     * @param held the mode it is in for this target already, so that it is not left for little; empty to choose afresh
     * @param switchedAt when it was last put into another mode by a choice of ours; empty if it was not for this target
     * @param missed whether it is further behind now than it is to be
     */
    record Question(
            Optional<Duration> target,
            Maintainability maintainability,
            Forecast forecast,
            Optional<RefreshMode> held,
            Optional<Instant> switchedAt,
            boolean missed,
            Instant now) {}

    Chosen choose(Question question);
}
