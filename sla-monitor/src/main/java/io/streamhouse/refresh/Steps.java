package io.streamhouse.refresh;

import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerSwitch;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes down the steps of a switch as they are taken; for other acts it only takes them. */
final class Steps {

    private final Ledger ledger;
    private final InstantSource clock;
    private final Runnable changed;
    private final Optional<UUID> change;
    private int taken;

    Steps(Ledger ledger, InstantSource clock, Runnable changed, Optional<LedgerSwitch> change) {
        this.ledger = ledger;
        this.clock = clock;
        this.changed = changed;
        this.change = change.map(LedgerSwitch::id);
        this.taken = change.map(it -> it.steps().size()).orElse(0);
    }

    /** Does {@code work}, which says what came of it. */
    void take(String name, Supplier<String> work) {
        LedgerSwitch.Step step =
                new LedgerSwitch.Step(taken++, name, "RUNNING", clock.instant(), Optional.empty(), Optional.empty());
        write(step);
        try {
            String detail = work.get();
            write(ended(step, "SUCCEEDED", detail));
        } catch (RuntimeException e) {
            write(ended(step, "FAILED", String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private LedgerSwitch.Step ended(LedgerSwitch.Step step, String state, String detail) {
        return new LedgerSwitch.Step(
                step.ordinal(),
                step.name(),
                state,
                step.startedAt(),
                Optional.of(clock.instant()),
                detail.isEmpty() ? Optional.empty() : Optional.of(detail));
    }

    private void write(LedgerSwitch.Step step) {
        change.ifPresent(id -> {
            ledger.save(id, step);
            changed.run();
        });
    }
}
