package io.streamhouse.refresh;

import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at tables at the roots for many views that share them: each table once a round, and at its snapshots only where
 * something new may be found there. For one thread.
 */
final class RootWatch implements Lags.Roots {

    /** What is remembered of the places that versions have read up to. */
    private static final int REMEMBERED = 20_000;

    private final Sources sources;
    private final Map<RelationId, Seen> heads = new HashMap<>();
    private final Map<Place, Found> found = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Found> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Place(RelationId root, long next) {}

    /** @param head the newest snapshot that was there then */
    private record Found(long head, Optional<Instant> oldest) {}

    /** What a table answered in this round. */
    private sealed interface Seen {
        record Head(Optional<Snapshot> newest) implements Seen {}

        record Failure(ProblemException why) implements Seen {}
    }

    RootWatch(Sources sources) {
        this.sources = sources;
    }

    /** From now on every table is looked at anew. */
    void begin() {
        heads.clear();
    }

    @Override
    public Optional<Instant> oldestChange(RelationId root, long next) {
        Optional<Snapshot> head =
                switch (heads.computeIfAbsent(root, this::look)) {
                    case Seen.Head seen -> seen.newest();
                    // Storage that does not answer is not asked again for every view.
                    case Seen.Failure failure -> throw failure.why();
                };
        long newest = head.map(Snapshot::id).orElse(0L);
        Place place = new Place(root, next);
        Optional<Found> before = Optional.ofNullable(found.get(place));
        // What came later does not make the oldest younger.
        Optional<Found> holds = before.filter(then ->
                then.head() == newest || (then.head() < newest && then.oldest().isPresent()));
        if (holds.isPresent()) {
            return holds.get().oldest();
        }
        long from = before.map(Found::head)
                .filter(then -> then < newest)
                .map(then -> then + 1)
                .orElse(next);
        Optional<Instant> oldest = sources.oldestChange(root, from, head);
        found.put(place, new Found(newest, oldest));
        return oldest;
    }

    private Seen look(RelationId root) {
        try {
            return new Seen.Head(sources.head(root));
        } catch (ProblemException e) {
            return new Seen.Failure(e);
        }
    }
}
