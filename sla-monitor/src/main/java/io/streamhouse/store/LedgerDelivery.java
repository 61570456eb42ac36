package io.streamhouse.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message to the webhook.
 *
 * @param event the alert it tells of; empty for a test
 * @param outcome of the last attempt, in words; never with the address
 * @param due when the next attempt is to be made
 */
public record LedgerDelivery(
        UUID id,
        Optional<UUID> event,
        String body,
        State state,
        int attempts,
        String outcome,
        Instant created,
        Instant due) {

    /** How far it has come. */
    public enum State {
        PENDING,
        DELIVERED,
        /** Given up. */
        FAILED
    }
}
