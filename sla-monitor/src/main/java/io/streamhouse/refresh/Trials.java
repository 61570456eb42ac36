package io.streamhouse.refresh;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.store.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets another freshness hold for a while. That it ends is a matter of the time alone: nothing has to be done for it. */
final class Trials {

    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Views views;
    private final Choices choices;
    private final WhatIfs whatIfs;
    private final Ledger ledger;
    private final InstantSource clock;

    Trials(Views views, Choices choices, WhatIfs whatIfs, Ledger ledger, InstantSource clock) {
        this.views = views;
        this.choices = choices;
        this.whatIfs = whatIfs;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @throws ProblemException INVALID_REQUEST, NOT_SUPPORTED if the view's mode can't keep it */
    void begin(Actor actor, ManagedView view, FreshnessTarget freshness, Duration howLong) {
        if (howLong.compareTo(SHORTEST) < 0 || howLong.compareTo(LONGEST) > 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "A freshness is tried for a minute at least and seven days at most, not for " + howLong,
                    "Give a duration such as PT1H");
        }
        Creation.checkTarget(freshness, view.definition.mode());
        PlannedQuery plan = views.planOf(view);
        Optional<Duration> target =
                whatIfs.targets(Map.of(view.id(), freshness)).getOrDefault(view.id(), Optional.empty());
        Creation.checkMode(plan, choices.ask(view, plan, view.definition.mode(), target), Creation.target(freshness));
        ledger.override(
                view.uid(), freshness.text(), actor.name(), clock.instant().plus(howLong));
        LOG.info("{} tries a freshness of {} with {} for {}", actor.name(), freshness.text(), view.id(), howLong);
        hold();
    }

    void end(Actor actor, ManagedView view) {
        if (views.trial(view).isPresent()) {
            LOG.info("{} ends what is tried with {}", actor.name(), view.id());
        }
        ledger.endOverride(view.uid());
        hold();
    }

    /** Lets what holds now hold at once, so that whoever looks next sees it. */
    private void hold() {
        views.effectiveTargets()
                .forEach((id, target) -> views.find(id).ifPresent(view -> view.effectiveTarget = target));
    }
}
