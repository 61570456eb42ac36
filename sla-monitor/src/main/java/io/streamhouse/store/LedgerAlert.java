package io.streamhouse.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * An alert that fired.
 *
 * @param rule the rule's id, which may be gone by now
 * @param ruleName as it was then
 * @param subject what it was about, as a key
 * @param measure what {@code peak} is counted in
 * @param ended empty while it fires
 * @param peak the value furthest beyond the limit; empty if it fired because nothing was known
 */
public record LedgerAlert(
        UUID id,
        String rule,
        String ruleName,
        String subject,
        String measure,
        Instant began,
        Optional<Instant> ended,
        OptionalDouble peak,
        String reason,
        Optional<String> endReason) {}
