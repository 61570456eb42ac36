package io.streamhouse.refresh;

import io.streamhouse.cost.Cost;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ViewDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A view as it is now.
 *
 * @param effectiveTarget the target that holds, along its chain and with overrides; empty if it is refreshed on demand
 * @param job the job that works for it now
 * @param problem why it failed, was suspended, or did not do what it was asked last
 * @param revision changes with every change of the wish; for {@code If-Match}
 * @param reads the relations its query reads directly, views of SQL expanded
 * @param readBy the materialized views that read it directly
 * @param version what its newest recorded version contains
 * @param nextRefresh when it is due, if it is known
 * @param trial the freshness that is being tried; empty if none is
 * @param costPerDay what it costs as it is kept now
 * @param warnings what its query or its chain make less than exact or less than fresh
 */
public record ViewState(
        ViewDefinition definition,
        Refresh refresh,
        Optional<Duration> effectiveTarget,
        Freshness lag,
        WithinTarget withinTarget,
        Optional<JobId> job,
        Optional<Problem> problem,
        long revision,
        List<RelationId> reads,
        List<RelationId> readBy,
        Optional<ViewVersion> version,
        Optional<RefreshRun> lastRefresh,
        Optional<Instant> nextRefresh,
        Optional<Trial> trial,
        Cost costPerDay,
        List<String> warnings) {
    public ViewState {
        reads = List.copyOf(reads);
        readBy = List.copyOf(readBy);
        warnings = List.copyOf(warnings);
    }

    /** The view's name. */
    public RelationId id() {
        return definition.id();
    }
}
