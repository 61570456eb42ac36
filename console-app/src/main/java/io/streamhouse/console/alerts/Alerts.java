package io.streamhouse.console.alerts;

import io.streamhouse.alert.AlertBoard.Place;
import io.streamhouse.alert.AlertPreview;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.AlertState;
import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.store.AlertLedger;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** The alert rules, what fires, and what has fired, for pages and HTTP calls alike. */
@Service
public class Alerts {

    /** How far a preview looks back unless told otherwise. */
    public static final Duration PREVIEWED = Duration.ofDays(7);

    private static final Duration LONGEST_PREVIEW = Duration.ofDays(31);

    private static final System.Logger LOG = System.getLogger(Alerts.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration SHOWN_EVERY = Duration.ofSeconds(2);
    private static final int SHOWN = 100;
    private static final int LONGEST_NAME = 200;

    private final SavedRules saved;
    private final ConsoleAlertFacts facts;
    private final AlertLedger ledger;
    private final Webhook webhook;
    private final InstantSource clock;
    private final AlertWatch watch;
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("alerts-", 0).daemon().factory());
    private final Feed<AlertsSeen> feed = new Feed<>(this::seen, SHOWN_EVERY, scheduler);

    Alerts(SavedRules saved, ConsoleAlertFacts facts, AlertLedger ledger, Webhook webhook, InstantSource clock) {
        this.saved = saved;
        this.facts = facts;
        this.ledger = ledger;
        this.webhook = webhook;
        this.clock = clock;
        this.watch = new AlertWatch(facts, ledger, webhook::tell);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        watch.resume(saved.list(), clock.instant());
        scheduler.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            watch.look(saved::list, clock.instant());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The alert rules could not be looked at; the next time they may", e);
        }
    }

    /** Calls {@code watcher} with every look, from another thread, until the result is closed. */
    public Watch watch(Consumer<AlertsSeen> watcher) {
        return feed.watch(watcher);
    }

    /** As it was seen last, which may be a while ago; asks for a fresh look in the background. */
    public Optional<AlertsSeen> glance() {
        if (!feed.watched()) {
            feed.refresh();
        }
        return feed.latest();
    }

    public AlertsSeen seen() {
        return new AlertsSeen(rules(), firing(), events(SHOWN), webhook.seen());
    }

    /** By name. */
    public List<RuleSeen> rules() {
        Map<Place, AlertState> states = watch.states();
        return saved.list().stream().map(rule -> seen(rule, states)).toList();
    }

    /** @throws ProblemException NOT_FOUND */
    public RuleSeen rule(String id) {
        return seen(saved.get(id), watch.states());
    }

    private static RuleSeen seen(SavedRule rule, Map<Place, AlertState> states) {
        return new RuleSeen(
                rule,
                states.entrySet().stream()
                        .filter(state -> state.getKey().rule().equals(rule.id()))
                        .map(state -> new RuleSeen.On(state.getKey().subject(), state.getValue()))
                        .sorted(Comparator.comparing(on -> on.subject().key()))
                        .toList());
    }

    /** Alerts that fire now, the latest begun first. */
    public List<AlertEvent> firing() {
        return ledger.open().stream().map(AlertWatch::event).toList();
    }

    /** Alerts that fired or fire, the latest begun first. */
    public List<AlertEvent> events(int most) {
        return ledger.events(most).stream().map(AlertWatch::event).toList();
    }

    /** @throws ProblemException INVALID_REQUEST */
    public RuleSeen create(Actor actor, RuleDraft draft) {
        SavedRule created = saved.create(actor, name(draft), draft);
        lookSoon();
        return rule(created.id());
    }

    /**
     * Changes a rule. If it looks at something else than before, or is paused, its alerts end.
     *
     * @throws ProblemException NOT_FOUND, REVISION_CONFLICT, INVALID_REQUEST
     */
    public RuleSeen update(Actor actor, String id, OptionalLong basedOn, RuleDraft draft) {
        SavedRule before = saved.get(id);
        saved.update(actor, id, basedOn.orElse(before.revision()), name(draft), draft);
        if (draft.paused() && !before.paused()) {
            watch.forget(id, clock.instant(), "The rule was paused by " + actor.name());
        } else if (!draft.rule().equals(before.rule())) {
            watch.forget(id, clock.instant(), "The rule was changed by " + actor.name());
        }
        lookSoon();
        return rule(id);
    }

    /** @throws ProblemException NOT_FOUND, REVISION_CONFLICT */
    public RuleSeen pause(Actor actor, String id, boolean paused, OptionalLong basedOn) {
        SavedRule before = saved.get(id);
        return update(actor, id, basedOn, new RuleDraft(Optional.of(before.name()), before.rule(), paused));
    }

    /**
     * Deletes a rule; its alerts end, and stay in the history.
     *
     * @throws ProblemException NOT_FOUND, REVISION_CONFLICT
     */
    public void delete(Actor actor, String id, OptionalLong basedOn) {
        saved.delete(actor, id, basedOn.orElse(saved.get(id).revision()));
        watch.forget(id, clock.instant(), "The rule was deleted by " + actor.name());
        refresh();
    }

    /**
     * What a rule would have said of the time until now. May take seconds where much is recorded.
     *
     * @throws ProblemException INVALID_REQUEST for a time that is none or longer than 31 days
     */
    public AlertPreview preview(AlertRule rule, Duration back) {
        if (!back.isPositive() || back.compareTo(LONGEST_PREVIEW) > 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "A preview looks back at most 31 days", "Give a time such as PT168H");
        }
        Instant now = clock.instant();
        return AlertPreview.of(rule, facts, now.minus(back), now);
    }

    /** What a rule is called if nobody names it. */
    public String sentence(AlertRule rule) {
        return RuleWords.sentence(rule, currency());
    }

    /** The currency of costs, as ISO 4217 names it. */
    public String currency() {
        return facts.currency();
    }

    /** Looks again now for those who watch: something was changed. */
    public void refresh() {
        if (feed.watched()) {
            feed.refresh();
        }
    }

    private void lookSoon() {
        scheduler.execute(() -> {
            look();
            refresh();
        });
    }

    private String name(RuleDraft draft) {
        String name =
                draft.name().map(String::strip).filter(text -> !text.isEmpty()).orElseGet(() -> sentence(draft.rule()));
        if (name.length() > LONGEST_NAME) {
            if (draft.name().filter(text -> !text.isBlank()).isEmpty()) {
                return name.substring(0, LONGEST_NAME);
            }
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "A rule's name has at most 200 characters");
        }
        return name;
    }

    @PreDestroy
    void close() {
        scheduler.shutdownNow();
    }
}
