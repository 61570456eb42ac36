package io.streamhouse.console.alerts;

import io.streamhouse.alert.AlertRule;
import java.util.Optional;

/**
 * A rule as a person wants it.
 *
 * @param name empty to have it called by what it says
 */
public record RuleDraft(Optional<String> name, AlertRule rule, boolean paused) {}
