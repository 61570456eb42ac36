package io.streamhouse.console.alerts;

import io.streamhouse.alert.AlertRule;
import io.streamhouse.model.Actor;
import java.time.Instant;

/**
 * A rule as it is kept.
 *
 * @param paused whether it is not looked at for now
 * @param revision changes with every change; for {@code If-Match}
 */
public record SavedRule(
        String id, String name, AlertRule rule, boolean paused, long revision, Actor changedBy, Instant changedAt) {}
