package io.streamhouse.freshness;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The targets that hold along chains of views: a view must be as fresh as it is wished itself, and fresh enough for what
 * reads it. A reader that needs {@code c} to refresh and is to lag at most {@code t} asks at most {@code t - c} of what
 * it reads.
 */
public final class Targets {

    private final Map<RelationId, Promise> promises;
    private final Map<RelationId, Optional<Duration>> known = new HashMap<>();
    private final Set<RelationId> under = new HashSet<>();

    /**
     * What is wished of a view.
     *
     * @param cycle how long one of its refreshes takes
     * @param floor no upstream is asked for less than what its own mode can do
     * @param readBy the views that read it directly
     */
    public record Promise(FreshnessTarget wish, Duration cycle, Duration floor, List<RelationId> readBy) {
        public Promise {
            readBy = List.copyOf(readBy);
        }
    }

    public Targets(Map<RelationId, Promise> promises) {
        this.promises = Map.copyOf(promises);
    }

    /** The target that holds for a view; empty if nobody needs it but on demand. */
    public Optional<Duration> effective(RelationId view) {
        Optional<Duration> before = known.get(view);
        if (before != null) {
            return before;
        }
        Promise promise = promises.get(view);
        if (promise == null || !under.add(view)) {
            return Optional.empty();
        }
        Optional<Duration> own =
                promise.wish() instanceof FreshnessTarget.Within within ? Optional.of(within.lag()) : Optional.empty();
        Optional<Duration> asked = promise.readBy().stream()
                .flatMap(reader -> asks(reader).stream())
                .min(Duration::compareTo)
                .map(least -> max(least, promise.floor()));
        Optional<Duration> effective = own.isPresent() && asked.isPresent()
                ? Optional.of(min(own.get(), asked.get()))
                : own.isPresent() ? own : promise.wish() instanceof FreshnessTarget.OnDemand ? Optional.empty() : asked;
        under.remove(view);
        known.put(view, effective);
        return effective;
    }

    private Optional<Duration> asks(RelationId reader) {
        Promise promise = promises.get(reader);
        return promise == null ? Optional.empty() : effective(reader).map(target -> target.minus(promise.cycle()));
    }

    private static Duration min(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    private static Duration max(Duration left, Duration right) {
        return left.compareTo(right) >= 0 ? left : right;
    }
}
