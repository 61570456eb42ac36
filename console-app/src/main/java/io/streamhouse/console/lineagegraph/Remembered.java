package io.streamhouse.console.lineagegraph;

import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that takes a while to find out, and is true for a while. */
final class Remembered<T> {

    private static final System.Logger LOG = System.getLogger(Remembered.class.getName());

    private record Found<T>(@Nullable T what, Instant at) {}

    private final InstantSource clock;
    private final Duration holds;
    private final Supplier<T> find;
    private final AtomicBoolean finding = new AtomicBoolean();
    private volatile Found<T> latest = new Found<>(null, Instant.EPOCH);

    Remembered(InstantSource clock, Duration holds, Supplier<T> find) {
        this.clock = clock;
        this.holds = holds;
        this.find = find;
    }

    /** Finds it out if that was not done lately; empty if it can't be. */
    synchronized Optional<T> now() {
        if (!fresh()) {
            find();
        }
        return Optional.ofNullable(latest.what());
    }

    /** What was found last, at once; has it found out anew on the executor if that was not done lately. */
    Optional<T> lately(Executor executor) {
        if (!fresh() && !finding.getAndSet(true)) {
            executor.execute(() -> {
                try {
                    find();
                } finally {
                    finding.set(false);
                }
            });
        }
        return Optional.ofNullable(latest.what());
    }

    private boolean fresh() {
        return latest.at().plus(holds).isAfter(clock.instant());
    }

    private void find() {
        T found = null;
        try {
            found = find.get();
        } catch (ProblemException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Not to be known now: {0}",
                    e.problem().what());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Something that nodes of the lineage show could not be found out", e);
        }
        latest = new Found<>(found, clock.instant());
    }
}
