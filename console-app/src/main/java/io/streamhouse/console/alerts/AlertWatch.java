package io.streamhouse.console.alerts;

import io.streamhouse.alert.AlertBoard;
import io.streamhouse.alert.AlertBoard.Change;
import io.streamhouse.alert.AlertBoard.Named;
import io.streamhouse.alert.AlertBoard.Place;
import io.streamhouse.alert.AlertFacts;
import io.streamhouse.alert.AlertState;
import io.streamhouse.alert.Condition.Measure;
import io.streamhouse.alert.Scope;
import io.streamhouse.alert.Subject;
import io.streamhouse.alert.Transition;
import io.streamhouse.store.AlertLedger;
import io.streamhouse.store.LedgerAlert;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Keeps the board and the ledger of alerts in step: what begins is written and told, what goes on is written when it
 * gets worse, what ends is written and told. An alert that fired when the console stopped goes on when it starts.
 */
final class AlertWatch {

    private final AlertLedger ledger;
    private final AlertBoard board;
    private final BiConsumer<AlertEvent, Transition> told;
    private final Map<Place, LedgerAlert> open = new HashMap<>();

    /** @param told of everything that begins or ends, after it was written */
    AlertWatch(AlertFacts facts, AlertLedger ledger, BiConsumer<AlertEvent, Transition> told) {
        this.ledger = ledger;
        this.board = new AlertBoard(facts);
        this.told = told;
    }

    /** Takes up what fired when the console was stopped; ends what belongs to a rule that is gone or paused. */
    synchronized void resume(List<SavedRule> rules, Instant now) {
        for (LedgerAlert event : ledger.open()) {
            Place place = new Place(event.rule(), subject(event.subject()));
            if (open.putIfAbsent(place, event) == null) {
                board.resume(place, now, event.began(), event.peak(), event.reason());
            }
        }
        for (String rule : open.keySet().stream().map(Place::rule).distinct().toList()) {
            if (rules.stream().noneMatch(saved -> saved.id().equals(rule) && !saved.paused())) {
                forget(rule, now, "The rule is not looked at any more");
            }
        }
    }

    /** @param current read while nothing else happens here, so that a rule just paused is not looked at once more */
    synchronized void look(Supplier<List<SavedRule>> current, Instant now) {
        List<SavedRule> rules = current.get();
        Map<String, SavedRule> byId = new HashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        List<Change> changes = board.look(
                rules.stream()
                        .filter(rule -> !rule.paused())
                        .map(rule -> new Named(rule.id(), rule.rule()))
                        .toList(),
                now);
        changes.forEach(change ->
                write(change, Optional.ofNullable(byId.get(change.place().rule()))));
        worsen();
    }

    /** Forgets what is known for a rule; its alerts end. */
    synchronized void forget(String rule, Instant now, String why) {
        board.forget(rule, now, why).forEach(change -> write(change, Optional.empty()));
    }

    Map<Place, AlertState> states() {
        return board.states();
    }

    private void write(Change change, Optional<SavedRule> rule) {
        Transition transition = change.transition();
        LedgerAlert before = open.get(change.place());
        if (transition.firing() && before == null && rule.isPresent()) {
            LedgerAlert began = new LedgerAlert(
                    UUID.randomUUID(),
                    rule.get().id(),
                    rule.get().name(),
                    change.place().subject().key(),
                    rule.get().rule().when().measure().name(),
                    transition.at(),
                    Optional.empty(),
                    transition.value(),
                    transition.text(),
                    Optional.empty());
            ledger.begin(began);
            open.put(change.place(), began);
            told.accept(event(began), transition);
        } else if (!transition.firing() && before != null) {
            LedgerAlert ended = new LedgerAlert(
                    before.id(),
                    before.rule(),
                    before.ruleName(),
                    before.subject(),
                    before.measure(),
                    before.began(),
                    Optional.of(transition.at()),
                    before.peak(),
                    before.reason(),
                    Optional.of(transition.text()));
            ledger.save(ended);
            open.remove(change.place());
            told.accept(event(ended), transition);
        }
    }

    /** Writes the worst value of alerts that have got worse. */
    private void worsen() {
        Map<Place, AlertState> states = board.states();
        open.replaceAll((place, event) -> {
            AlertState state = states.get(place);
            if (state == null || state.worst().isEmpty() || state.worst().equals(event.peak())) {
                return event;
            }
            LedgerAlert worse = new LedgerAlert(
                    event.id(),
                    event.rule(),
                    event.ruleName(),
                    event.subject(),
                    event.measure(),
                    event.began(),
                    event.ended(),
                    state.worst(),
                    event.reason(),
                    event.endReason());
            ledger.save(worse);
            return worse;
        });
    }

    static AlertEvent event(LedgerAlert event) {
        return new AlertEvent(
                event.id(),
                event.rule(),
                event.ruleName(),
                event.subject(),
                Measure.valueOf(event.measure()),
                event.began(),
                event.ended(),
                event.peak(),
                event.reason(),
                event.endReason());
    }

    private static Subject subject(String key) {
        return switch (Scope.parse(key)) {
            case Scope.OneView one -> new Subject.OneView(one.view());
            case Scope.Database all -> new Subject.Database(all.database());
            case Scope.Everything ignored -> new Subject.Everything();
        };
    }
}
