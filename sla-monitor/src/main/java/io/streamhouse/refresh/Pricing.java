package io.streamhouse.refresh;

import io.streamhouse.cost.Cost;
import io.streamhouse.cost.CostFit;
import io.streamhouse.cost.CostModel;
import io.streamhouse.cost.Forecast;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Runs;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.plan.Scan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Supplier;

/** What views cost and will cost, from what was metered of each, what happens to its inputs and the prices. */
final class Pricing {

    /** What was fitted holds for so long, unless another refresh was done. */
    private static final Duration FITTED_FOR = Duration.ofMinutes(1);

    /** What was fitted from a view's runs. */
    record Fit(CostModel model, Instant at, Optional<UUID> last) {}

    private final Views views;
    private final Workloads workloads;
    private final Runs runs;
    private final Supplier<Prices> prices;
    private final InstantSource clock;

    Pricing(Views views, Workloads workloads, Runs runs, Supplier<Prices> prices, InstantSource clock) {
        this.views = views;
        this.workloads = workloads;
        this.runs = runs;
        this.prices = prices;
        this.clock = clock;
    }

    Prices prices() {
        return prices.get();
    }

    /** Of a view that there is not yet. */
    Forecast forecast(PlannedQuery plan) {
        return new Forecast(
                CostModel.USUAL,
                workloads.of(plan.scans().stream().map(Scan::relation).toList()),
                prices(),
                Chain.above(views, plan.scans().stream().map(Scan::relation).toList())
                        .takes());
    }

    Forecast forecast(ManagedView view, PlannedQuery plan) {
        Forecast usual = forecast(plan);
        return new Forecast(model(view), usual.workload(), usual.prices(), usual.upstream());
    }

    private CostModel model(ManagedView view) {
        Instant now = clock.instant();
        Optional<UUID> last =
                view.lastRefresh.filter(run -> run.finishedAt().isPresent()).map(run -> run.id());
        Optional<Fit> known = view.fit.filter(
                fit -> fit.at().plus(FITTED_FOR).isAfter(now) && fit.last().equals(last));
        if (known.isPresent()) {
            return known.get().model();
        }
        CostModel model =
                CostFit.of(runs.of(view.uid(), view.id(), view.ledger().createdAt()), CostModel.USUAL);
        view.fit = Optional.of(new Fit(model, now, last));
        return model;
    }

    /** What a view costs a day in a mode at a target; nothing while it is refreshed on demand and no job stays. */
    static double perDay(Forecast forecast, RefreshMode mode, Optional<Duration> target) {
        if (target.isPresent()) {
            return forecast.costPerDay(mode, target.get());
        }
        return mode == RefreshMode.CONTINUOUS ? forecast.costPerDay(mode, Forecast.UNHURRIED) : 0;
    }

    /** The lag to be expected; empty where nobody is promised any. */
    static Optional<Duration> lag(Forecast forecast, RefreshMode mode, Optional<Duration> target) {
        return target.isPresent()
                ? Optional.of(forecast.lag(mode, target.get()))
                : mode == RefreshMode.CONTINUOUS
                        ? Optional.of(forecast.lag(mode, Forecast.UNHURRIED))
                        : Optional.empty();
    }

    /** As it is kept now; empty if that is not known. */
    OptionalDouble perDayNow(ManagedView view) {
        if (view.ledger().suspended()) {
            return OptionalDouble.of(0);
        }
        return view.plan.isEmpty() || view.held().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        perDay(forecast(view, view.plan.get()), view.held().get(), view.effectiveTarget));
    }

    Cost estimated(ManagedView view) {
        OptionalDouble perDay = perDayNow(view);
        if (perDay.isEmpty()) {
            return new Cost.Unknown(
                    view.plan.isEmpty() ? "Its query can't be planned now." : "It has not been refreshed yet.");
        }
        String basis = view.ledger().suspended()
                ? "Nothing runs for it while it is suspended"
                : view.held().map(mode -> mode + " " + model(view).basis(mode)).orElse("");
        return new Cost.Estimated(perDay.getAsDouble(), prices().currency(), basis);
    }
}
