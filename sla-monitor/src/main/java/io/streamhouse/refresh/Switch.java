package io.streamhouse.refresh;

import io.streamhouse.model.Actor;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A change from one mode to another.
 *
 * @param from empty if the view had none yet
 * @param reason why this mode: asked for, or chosen and by what
 * @param problem why it failed; the view is then back in the mode before
 */
public record Switch(
        UUID id,
        Actor actor,
        Optional<RefreshMode> from,
        RefreshMode to,
        SwitchStep.State state,
        String reason,
        Instant startedAt,
        Optional<Instant> finishedAt,
        List<SwitchStep> steps,
        Optional<Problem> problem) {
    public Switch {
        steps = List.copyOf(steps);
    }
}
