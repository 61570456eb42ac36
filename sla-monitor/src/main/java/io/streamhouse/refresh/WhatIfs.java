package io.streamhouse.refresh;

import io.streamhouse.cost.Forecast;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.plan.PlannedQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Works out what other wishes would make of all views: along their chains, in mode and in cost. */
final class WhatIfs {

    private final Views views;
    private final Choices choices;
    private final Pricing pricing;

    WhatIfs(Views views, Choices choices, Pricing pricing) {
        this.views = views;
        this.choices = choices;
        this.pricing = pricing;
    }

    /** The targets that would hold along all chains if these were wished and all else stayed. */
    Map<RelationId, Optional<Duration>> targets(Map<RelationId, FreshnessTarget> wished) {
        return views.effectiveTargets(
                view -> Optional.ofNullable(wished.get(view.id())).orElseGet(() -> views.holds(view)));
    }

    /**
     * @param wishes for different views, each of which can be had by itself
     * @throws ProblemException INVALID_REQUEST if two are for the same view; what keeps one from being had
     */
    WhatIf of(List<WhatIf.Wish> wishes) {
        Map<RelationId, WhatIf.Wish> asked = new HashMap<>();
        Map<RelationId, FreshnessTarget> freshness = new HashMap<>();
        for (WhatIf.Wish wish : wishes) {
            if (asked.put(wish.view(), wish) != null) {
                throw new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "Two changes are given for " + wish.view(),
                        "Give one for each view");
            }
            freshness.put(wish.view(), wish.freshness());
        }
        Map<RelationId, Optional<Duration>> now = targets(Map.of());
        Map<RelationId, Optional<Duration>> then = targets(freshness);
        for (WhatIf.Wish wish : wishes) {
            check(wish, then.getOrDefault(wish.view(), Optional.empty()));
        }
        List<WhatIf.Changed> changed = new ArrayList<>();
        OptionalDouble totalNow = OptionalDouble.of(0);
        OptionalDouble totalThen = OptionalDouble.of(0);
        for (ManagedView view : views.all()) {
            Optional<Duration> targetNow = now.getOrDefault(view.id(), Optional.empty());
            Optional<Duration> targetThen = then.getOrDefault(view.id(), Optional.empty());
            Optional<WhatIf.Wish> wish = Optional.ofNullable(asked.get(view.id()));
            OptionalDouble costNow = pricing.perDayNow(view);
            RefreshMode modeNow = view.plan
                    .map(plan -> choices.wished(view, plan))
                    .or(view::held)
                    .orElse(RefreshMode.FULL);
            RefreshMode modeThen = modeNow;
            OptionalDouble costThen = costNow;
            boolean other = wish.isPresent() || !targetNow.equals(targetThen);
            if (other && view.plan.isPresent()) {
                PlannedQuery plan = view.plan.get();
                RequestedMode requested = wish.map(WhatIf.Wish::mode).orElseGet(() -> view.definition.mode());
                modeThen = choices.ask(view, plan, requested, targetThen).mode();
                costThen = perDay(view, plan, modeThen, targetThen);
            }
            if (other) {
                changed.add(new WhatIf.Changed(
                        view.id(), wish.isPresent(), targetNow, targetThen, view.held(), modeThen, costNow, costThen));
            }
            totalNow = sum(totalNow, costNow);
            totalThen = sum(totalThen, costThen);
        }
        changed.sort(Comparator.comparing(WhatIf.Changed::asked).reversed().thenComparing(WhatIf.Changed::view));
        return new WhatIf(pricing.prices().currency(), changed, totalNow, totalThen);
    }

    private OptionalDouble perDay(ManagedView view, PlannedQuery plan, RefreshMode mode, Optional<Duration> target) {
        if (view.ledger().suspended()) {
            return OptionalDouble.of(0);
        }
        Forecast forecast = pricing.forecast(view, plan);
        return OptionalDouble.of(Pricing.perDay(forecast, mode, target));
    }

    private void check(WhatIf.Wish wish, Optional<Duration> target) {
        ManagedView view = views.get(wish.view());
        Creation.checkTarget(wish.freshness(), wish.mode());
        PlannedQuery plan = views.planOf(view);
        Creation.checkMode(plan, choices.ask(view, plan, wish.mode(), target), Creation.target(wish.freshness()));
    }

    private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.getAsDouble() + other.getAsDouble())
                : OptionalDouble.empty();
    }

    static OptionalDouble difference(OptionalDouble from, OptionalDouble to) {
        return from.isPresent() && to.isPresent()
                ? OptionalDouble.of(to.getAsDouble() - from.getAsDouble())
                : OptionalDouble.empty();
    }
}
