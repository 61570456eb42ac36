package io.streamhouse.refresh;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.Maintainability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Picks the mode of a view that is left to us. */
public interface ModeChoice {

    /** @param candidates every mode with what spoke for or against it */
    record Chosen(RefreshMode mode, String why, List<SwitchPreview.Candidate> candidates) {
        public Chosen {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * @param target the one that holds; empty if the view is refreshed on demand
     * @param maintainability what the planner says of the query
     */
    Chosen choose(Optional<Duration> target, Maintainability maintainability);
}
