package io.streamhouse.console.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where alerts are sent, and how that went.
 *
 * @param address what may be shown of it; empty if there is none
 * @param revision for {@code If-Match}; 0 if there is none
 * @param deliveries the newest first
 */
public record WebhookSeen(Optional<String> address, long revision, List<Delivery> deliveries) {

    public WebhookSeen {
        deliveries = List.copyOf(deliveries);
    }

    /** How far a message has come. */
    public enum State {
        PENDING,
        DELIVERED,
        /** Given up. */
        FAILED
    }

    /**
     * @param test whether it was only a test
     * @param outcome of the last attempt, in words
     * @param due when the next attempt is made, while it is pending
     */
    public record Delivery(
            String id, boolean test, State state, int attempts, String outcome, Instant created, Instant due) {}
}
