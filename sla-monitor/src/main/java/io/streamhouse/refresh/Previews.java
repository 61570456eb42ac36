package io.streamhouse.refresh;

import io.streamhouse.cost.CostCurve;
import io.streamhouse.cost.Curves;
import io.streamhouse.cost.Forecast;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.plan.Scan;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerSwitch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Tells what another freshness or mode of a view would bring, and draws what any would cost. Changes nothing. */
final class Previews {

    private static final int SWITCHES_LOOKED_AT = 50;

    /** From so much on, another lag is another lag. */
    private static final double NOTICED = 0.2;

    private final Views views;
    private final Creation creation;
    private final Choices choices;
    private final Pricing pricing;
    private final WhatIfs whatIfs;
    private final Ledger ledger;

    Previews(Views views, Creation creation, Choices choices, Pricing pricing, WhatIfs whatIfs, Ledger ledger) {
        this.views = views;
        this.creation = creation;
        this.choices = choices;
        this.pricing = pricing;
        this.whatIfs = whatIfs;
        this.ledger = ledger;
    }

    /** @throws io.streamhouse.model.ProblemException INVALID_REQUEST, NOT_SUPPORTED */
    SwitchPreview preview(ManagedView view, FreshnessTarget freshness, RequestedMode mode) {
        WhatIf whatIf = whatIfs.of(List.of(new WhatIf.Wish(view.id(), freshness, mode)));
        PlannedQuery plan = views.planOf(view);
        Optional<Duration> target = whatIf.views().getFirst().targetThen();
        ModeChoice.Chosen chosen = choices.ask(view, plan, mode, target);
        Forecast forecast = pricing.forecast(view, plan);
        Optional<Duration> own = target.map(it -> forecast.takes(chosen.mode(), it));
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.addAll(creation.chainWarnings(view.id(), plan, freshness, own.orElse(Duration.ZERO)));
        if (target.isPresent() && !forecast.stillKeeps(chosen.mode(), target.get())) {
            warnings.add("A refresh takes " + CostChoice.text(own.orElseThrow()) + " in this mode: "
                    + CostChoice.text(target.get()) + " can hardly be kept");
        }
        List<String> steps = stepsTo(view, chosen.mode());
        return new SwitchPreview(
                view.held(),
                chosen.mode(),
                chosen.why(),
                chosen.candidates(),
                steps,
                steps.isEmpty() ? Optional.of(Duration.ZERO) : takes(view, chosen.mode()),
                warnings,
                choices.auto(view, plan, target),
                whatIf.currency(),
                pricing.perDayNow(view),
                OptionalDouble.of(Pricing.perDay(forecast, chosen.mode(), target)),
                view.held().flatMap(held -> Pricing.lag(forecast, held, view.effectiveTarget)),
                Pricing.lag(forecast, chosen.mode(), target),
                affected(view, chosen.mode(), whatIf));
    }

    private List<SwitchPreview.Affected> affected(ManagedView view, RefreshMode mode, WhatIf whatIf) {
        Set<RelationId> above =
                closure(view.id(), id -> views.find(id).map(Views::reads).orElse(List.of()));
        Set<RelationId> below = closure(view.id(), views::readers);
        Map<RelationId, WhatIf.Changed> changed = new HashMap<>();
        whatIf.views().forEach(it -> changed.put(it.view(), it));
        List<SwitchPreview.Affected> affected = new ArrayList<>();
        whatIf.views().stream()
                .filter(it -> !it.asked())
                .forEach(it -> affected.add(new SwitchPreview.Affected(
                        it.view(),
                        above.contains(it.view()),
                        it.targetNow(),
                        it.targetThen(),
                        WhatIfs.difference(it.costPerDayNow(), it.costPerDayThen()))));
        if (otherLag(view, mode, changed.get(view.id()))) {
            below.stream()
                    .filter(id -> !changed.containsKey(id))
                    .flatMap(id -> views.find(id).stream())
                    .forEach(reader -> affected.add(new SwitchPreview.Affected(
                            reader.id(), false, reader.effectiveTarget, reader.effectiveTarget, OptionalDouble.of(0))));
        }
        return affected;
    }

    /** Whether what reads the view would see its changes notably sooner or later. */
    private boolean otherLag(
            ManagedView view, RefreshMode mode, WhatIf.@org.jspecify.annotations.Nullable Changed its) {
        if (its == null || view.plan.isEmpty() || view.held().isEmpty()) {
            return false;
        }
        Forecast forecast = pricing.forecast(view, view.plan.get());
        Optional<Duration> now = Pricing.lag(forecast, view.held().get(), its.targetNow());
        Optional<Duration> then = Pricing.lag(forecast, mode, its.targetThen());
        if (now.isEmpty() || then.isEmpty()) {
            return now.isPresent() != then.isPresent();
        }
        double more = then.get().minus(now.get()).abs().toMillis();
        return more > NOTICED * Math.max(now.get().toMillis(), then.get().toMillis());
    }

    /** Everything that can be come to from a view, nearest first, without itself. */
    private static Set<RelationId> closure(RelationId from, Function<RelationId, List<RelationId>> next) {
        Set<RelationId> seen = new LinkedHashSet<>();
        Deque<RelationId> ahead = new ArrayDeque<>(next.apply(from));
        while (!ahead.isEmpty()) {
            RelationId id = ahead.poll();
            if (seen.add(id)) {
                ahead.addAll(next.apply(id));
            }
        }
        seen.remove(from);
        return seen;
    }

    /** As long as the like of it took before; twice a refresh where there was none. */
    private Optional<Duration> takes(ManagedView view, RefreshMode to) {
        List<Duration> before = ledger.switches(view.uid(), SWITCHES_LOOKED_AT).stream()
                .filter(it -> it.state().equals("SUCCEEDED")
                        && it.to() == to
                        && it.from().equals(view.held())
                        && it.finishedAt().isPresent())
                .map(Previews::took)
                .sorted()
                .toList();
        return before.isEmpty()
                ? view.measured.map(refresh -> refresh.multipliedBy(2))
                : Optional.of(before.get(before.size() / 2));
    }

    private static Duration took(LedgerSwitch change) {
        return Duration.between(change.startedAt(), change.finishedAt().orElse(change.startedAt()));
    }

    private static List<String> stepsTo(ManagedView view, RefreshMode to) {
        if (view.held().isEmpty() || view.held().get() == to) {
            return List.of();
        }
        List<String> steps = new ArrayList<>();
        if (view.ledger().job().isPresent()) {
            steps.add("Stop the job with a savepoint");
        }
        boolean whole = view.held().get() == RefreshMode.FULL;
        if (to == RefreshMode.FULL) {
            steps.add("Compute it whole, in one commit");
        } else if (whole && view.ledger().resume().isPresent() && view.keyed()) {
            steps.add("Resume the savepoint kept and catch up");
        } else if (whole) {
            steps.add("Compute it whole, in one commit");
            steps.add("Build up its state");
        }
        if (to == RefreshMode.CONTINUOUS) {
            steps.add("Start the job that keeps it fresh");
        }
        return steps;
    }

    CostCurve curve(ManagedView view) {
        PlannedQuery plan = views.planOf(view);
        return curve(plan, pricing.forecast(view, plan), Views.reads(view), view.held());
    }

    /** Of a view that there is not yet: by what is usual, until its own runs were measured. */
    CostCurve curve(PlannedQuery plan) {
        List<RelationId> reads =
                plan.scans().stream().map(Scan::relation).distinct().toList();
        return curve(plan, pricing.forecast(plan), reads, Optional.empty());
    }

    private CostCurve curve(PlannedQuery plan, Forecast forecast, List<RelationId> reads, Optional<RefreshMode> held) {
        List<Curves.Ability> abilities = Arrays.stream(RefreshMode.values())
                .map(mode ->
                        new Curves.Ability(mode, Possible.floor(mode), Possible.against(mode, plan.maintainability())))
                .toList();
        Chain above = Chain.above(views, reads);
        RefreshMode fastest =
                Possible.against(plan.maintainability()).isPresent() ? RefreshMode.FULL : RefreshMode.CONTINUOUS;
        Duration own = forecast.takes(fastest, Duration.ZERO);
        return Curves.of(
                forecast,
                abilities,
                target -> choices.afresh(plan, forecast, Optional.of(target)).mode(),
                forecast.model().fitted(held.orElse(fastest)).confidence(),
                above.takes().plus(own).plus(Forecast.MARGIN),
                above.slowest().map(Chain.Hop::text));
    }
}
