package io.streamhouse.refresh;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What would come of several changes at once. Nothing has been changed; all figures are estimated.
 *
 * @param views those that change and those that change with them along their chains
 * @param costPerDayNow of all views there are; empty if that of one is not known
 */
public record WhatIf(
        String currency, List<Changed> views, OptionalDouble costPerDayNow, OptionalDouble costPerDayThen) {
    public WhatIf {
        views = List.copyOf(views);
    }

    /** What is wished of one view. */
    public record Wish(RelationId view, FreshnessTarget freshness, RequestedMode mode) {}

    /** @param asked whether its own wish changes; otherwise it is drawn along by another's */
    public record Changed(
            RelationId view,
            boolean asked,
            Optional<Duration> targetNow,
            Optional<Duration> targetThen,
            Optional<RefreshMode> modeNow,
            RefreshMode modeThen,
            OptionalDouble costPerDayNow,
            OptionalDouble costPerDayThen) {}
}
