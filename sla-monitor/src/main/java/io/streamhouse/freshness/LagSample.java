package io.streamhouse.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How far a view was behind at an instant.
 *
 * @param lag empty if it was not known
 * @param target the one that held; empty if there was none
 * @param suspended whether it was resting, so that no promise held
 * @param cause why it was further behind than promised, or why it was not known; empty if it was neither
 */
public record LagSample(
        Instant at, Optional<Duration> lag, Optional<Duration> target, boolean suspended, Optional<LagCause> cause) {

    private static final Duration FASTEST = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofMinutes(1);
    private static final int SAMPLES_PER_TARGET = 10;

    public LagSample {
        if (lag.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("A lag is never negative: " + lag);
        }
    }

    /**
     * What was found, with the cause where there must be one.
     *
     * @param circumstances asked only then
     */
    public static LagSample of(
            Instant at,
            Freshness found,
            Optional<Duration> target,
            boolean suspended,
            Supplier<Circumstances> circumstances) {
        Optional<Duration> lag = found instanceof Freshness.Known known ? Optional.of(known.lag()) : Optional.empty();
        boolean behind = lag.isEmpty()
                || target.filter(promised -> lag.get().compareTo(promised) > 0).isPresent();
        return new LagSample(
                at,
                lag,
                target,
                suspended,
                behind ? Optional.of(circumstances.get().cause()) : Optional.empty());
    }

    /** Whether it was further behind than promised. */
    boolean above() {
        return lag.isPresent()
                && target.filter(promised -> lag.get().compareTo(promised) > 0).isPresent();
    }

    /** How often a view is looked at: ten times while its target passes, between once a second and once a minute. */
    public static Duration pace(Optional<Duration> target, boolean suspended) {
        if (suspended || target.isEmpty()) {
            return SLOWEST;
        }
        Duration pace = target.get().dividedBy(SAMPLES_PER_TARGET);
        return pace.compareTo(FASTEST) < 0 ? FASTEST : pace.compareTo(SLOWEST) > 0 ? SLOWEST : pace;
    }
}
