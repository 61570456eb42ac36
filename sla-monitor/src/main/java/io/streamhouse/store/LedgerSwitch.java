package io.streamhouse.store;

import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of mode, under way or done.
 *
 * @param beforeFreshness what was wished before, to go back to
 * @param beforeRequested likewise
 * @param state RUNNING, SUCCEEDED or FAILED
 */
public record LedgerSwitch(
        UUID id,
        String uid,
        String actor,
        Optional<RefreshMode> from,
        RefreshMode to,
        String beforeFreshness,
        String beforeRequested,
        String state,
        String reason,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Problem> problem,
        List<Step> steps) {

    public LedgerSwitch {
        steps = List.copyOf(steps);
    }

    /** One step, its state as the switch's. */
    public record Step(
            int ordinal,
            String name,
            String state,
            Instant startedAt,
            Optional<Instant> finishedAt,
            Optional<String> detail) {}
}
