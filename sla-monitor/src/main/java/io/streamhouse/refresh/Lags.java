package io.streamhouse.refresh;

import io.streamhouse.freshness.Freshness;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.LedgerVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Measures how far views are behind the tables at their roots. */
final class Lags {

    private final Roots roots;
    private final InstantSource clock;

    /** The tables at the roots. */
    interface Roots {

        /**
         * When the oldest change was made that is not before snapshot {@code next}; empty if there is none.
         *
         * @throws ProblemException if that can't be told
         */
        Optional<Instant> oldestChange(RelationId root, long next);
    }

    Lags(Roots roots, InstantSource clock) {
        this.roots = roots;
        this.clock = clock;
    }

    /** Looks at every root anew, each time. */
    Lags(Sources sources, InstantSource clock) {
        this((root, next) -> sources.oldestChange(root, next, sources.head(root)), clock);
    }

    Freshness lag(ManagedView view) {
        Optional<LedgerVersion> version = view.version;
        if (version.isEmpty()) {
            return new Freshness.Unknown("It has no version yet of which it is known what it contains.");
        }
        if (version.get().roots().isEmpty() && !version.get().reads().isEmpty()) {
            return new Freshness.Unknown("It is not known yet what the views it reads contain.");
        }
        Instant now = clock.instant();
        try {
            Optional<Instant> oldest = Optional.empty();
            for (Map.Entry<RelationId, Long> root : version.get().roots().entrySet()) {
                Optional<Instant> unseen = roots.oldestChange(root.getKey(), root.getValue());
                oldest = oldest.filter(known -> unseen.isEmpty() || known.isBefore(unseen.get()))
                        .or(() -> unseen);
            }
            // Other machines' clocks, or one that was put back, must not make it fresher than now.
            Instant dataTime = oldest.filter(time -> time.isBefore(now)).orElse(now);
            return new Freshness.Known(dataTime, Duration.between(dataTime, now), now);
        } catch (ProblemException e) {
            return new Freshness.Unknown(e.problem().what());
        }
    }
}
