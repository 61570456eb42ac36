package io.streamhouse.console.alerts;

import io.streamhouse.alert.Condition.Measure;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * An alert that fired, or fires still.
 *
 * @param rule the rule's id; the rule may have been changed or deleted since
 * @param ruleName as it was when it began
 * @param subject what it is about: a view, a database, or {@code *} for everything
 * @param ended empty while it fires
 * @param peak the value furthest beyond the limit; empty if it fired because nothing was known
 * @param text why it began
 * @param endText why it ended
 */
public record AlertEvent(
        UUID id,
        String rule,
        String ruleName,
        String subject,
        Measure measure,
        Instant began,
        Optional<Instant> ended,
        OptionalDouble peak,
        String text,
        Optional<String> endText) {}
