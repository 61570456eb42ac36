package io.streamhouse.console.alerts;

import java.util.List;

/**
 * Everything about alerts at one look.
 *
 * @param rules by name
 * @param firing the latest begun first
 * @param history the latest begun first, those that fire among them
 */
public record AlertsSeen(List<RuleSeen> rules, List<AlertEvent> firing, List<AlertEvent> history, WebhookSeen webhook) {
    public AlertsSeen {
        rules = List.copyOf(rules);
        firing = List.copyOf(firing);
        history = List.copyOf(history);
    }
}
