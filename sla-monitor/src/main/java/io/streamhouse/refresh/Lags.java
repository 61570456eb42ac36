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

    private final Sources sources;
    private final InstantSource clock;

    Lags(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
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
                Optional<Instant> unseen =
                        sources.since(root.getKey(), root.getValue()).oldestUnseen();
                oldest = oldest.filter(known -> unseen.isEmpty() || known.isBefore(unseen.get()))
                        .or(() -> unseen);
            }
            Instant dataTime = oldest.filter(time -> time.isBefore(now)).orElse(now);
            return new Freshness.Known(dataTime, Duration.between(dataTime, now), now);
        } catch (ProblemException e) {
            return new Freshness.Unknown(e.problem().what());
        }
    }
}
