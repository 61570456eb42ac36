package io.streamhouse.console.alerts.api;

import io.streamhouse.alert.AlertPreview;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.AlertState;
import io.streamhouse.alert.AlertState.Standing;
import io.streamhouse.alert.Condition.Measure;
import io.streamhouse.console.alerts.AlertEvent;
import io.streamhouse.console.alerts.RuleDraft;
import io.streamhouse.console.alerts.RuleSeen;
import io.streamhouse.console.alerts.RuleText;
import io.streamhouse.console.alerts.WebhookSeen;
import io.streamhouse.model.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What goes over the wire about alerts. */
final class AlertBodies {

    private AlertBodies() {}

    /**
     * A rule as it is asked for.
     *
     * @param name what it says, in words, if missing
     * @param when the condition, with the fields that its kind needs
     * @param scope {@code *} for all views (if missing), {@code catalog.database} or {@code catalog.database.view}
     * @param whenUnknown KEEP (if missing) or FIRE, when nothing has been known for a while
     * @param paused false if missing
     */
    record RuleRequest(
            @Nullable String name,
            RuleText.When when,
            @Nullable String scope,
            @Nullable WhenUnknown whenUnknown,
            @Nullable Boolean paused) {

        RuleDraft draft() {
            return new RuleDraft(Optional.ofNullable(name), text().rule(), Boolean.TRUE.equals(paused));
        }

        private RuleText text() {
            return new RuleText(when, scope, whenUnknown);
        }
    }

    /** @param back how far to look back, such as {@code PT168H}, which it is if missing */
    record PreviewRequest(
            RuleText.When when,
            @Nullable String scope,
            @Nullable WhenUnknown whenUnknown,
            @Nullable Duration back) {

        RuleText text() {
            return new RuleText(when, scope, whenUnknown);
        }
    }

    /** @param standing the worst of its subjects; null while paused */
    record RuleBody(
            String id,
            String name,
            RuleText.@Nullable When when,
            @Nullable String scope,
            @Nullable WhenUnknown whenUnknown,
            boolean paused,
            @Nullable Standing standing,
            List<SubjectBody> subjects,
            long revision,
            String changedBy,
            Instant changedAt) {

        static RuleBody of(RuleSeen seen) {
            var saved = seen.saved();
            RuleText text = RuleText.of(saved.rule());
            return new RuleBody(
                    saved.id(),
                    saved.name(),
                    text.when(),
                    text.scope(),
                    text.whenUnknown(),
                    saved.paused(),
                    saved.paused() ? null : seen.standing(),
                    seen.subjects().stream().map(SubjectBody::of).toList(),
                    saved.revision(),
                    saved.changedBy().name(),
                    saved.changedAt());
        }
    }

    /**
     * @param since when it began to fire, or to be well
     * @param value the newest that is known; null if nothing is
     */
    record SubjectBody(
            String subject,
            Standing standing,
            Instant since,
            @Nullable Double value,
            String text) {

        static SubjectBody of(RuleSeen.On on) {
            AlertState state = on.state();
            return new SubjectBody(
                    on.subject().key(), state.standing(), state.since(), number(state.last()), state.text());
        }
    }

    record EventBody(
            String id,
            String rule,
            String ruleName,
            String subject,
            Instant began,
            @Nullable Instant ended,
            @Nullable Double peak,
            Measure measure,
            String text,
            @Nullable String endText) {

        static EventBody of(AlertEvent event) {
            return new EventBody(
                    event.id().toString(),
                    event.rule(),
                    event.ruleName(),
                    event.subject(),
                    event.began(),
                    event.ended().orElse(null),
                    number(event.peak()),
                    event.measure(),
                    event.text(),
                    event.endText().orElse(null));
        }
    }

    /**
     * @param fired how many times it would have
     * @param knownSince since when anything is known; null if nothing is
     * @param subjects how many were looked at
     * @param unread how many were not, for {@code unreadWhy} or because they are too many
     */
    record PreviewBody(
            Instant from,
            Instant to,
            int fired,
            @Nullable Instant knownSince,
            int subjects,
            int unread,
            @Nullable String unreadWhy,
            List<IntervalBody> intervals) {

        static PreviewBody of(AlertPreview preview) {
            return new PreviewBody(
                    preview.from(),
                    preview.to(),
                    preview.intervals().size(),
                    preview.known().orElse(null),
                    preview.subjects(),
                    preview.unread(),
                    preview.why().map(Problem::what).orElse(null),
                    preview.intervals().stream().map(IntervalBody::of).toList());
        }
    }

    record IntervalBody(
            String subject,
            Instant began,
            @Nullable Instant ended,
            @Nullable Double peak,
            String text) {

        static IntervalBody of(AlertPreview.Interval interval) {
            return new IntervalBody(
                    interval.subject().key(),
                    interval.began(),
                    interval.ended().orElse(null),
                    number(interval.worst()),
                    interval.text());
        }
    }

    /** @param url where messages are posted to, by http or https; may hold a secret and is not told again */
    record WebhookRequest(@Nullable String url) {}

    /** @param url as far as it may be shown; null if there is none */
    record WebhookBody(@Nullable String url, long revision, List<DeliveryBody> deliveries) {

        static WebhookBody of(WebhookSeen seen) {
            return new WebhookBody(
                    seen.address().orElse(null),
                    seen.revision(),
                    seen.deliveries().stream().map(DeliveryBody::of).toList());
        }
    }

    record DeliveryBody(
            String id, boolean test, WebhookSeen.State state, int attempts, String outcome, Instant created) {

        static DeliveryBody of(WebhookSeen.Delivery delivery) {
            return new DeliveryBody(
                    delivery.id(),
                    delivery.test(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.outcome(),
                    delivery.created());
        }
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
