package io.streamhouse.refresh;

import io.streamhouse.cost.Forecast;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.store.DecisionLedger;
import io.streamhouse.store.LedgerDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which mode each view is to be in: chosen, kept for a while, looked at again, and written down when it changes. */
final class Choices {

    /** So often a choice is gone over again. */
    private static final Duration REVIEWED = Duration.ofSeconds(20);

    /**
     * What was chosen for a view.
     *
     * @param switchedAt when a review put it into another mode with this wish; empty if none has
     */
    record Made(
            RequestedMode requested,
            Optional<Duration> target,
            ModeChoice.Chosen chosen,
            Instant at,
            Optional<Instant> switchedAt) {

        boolean answers(RequestedMode mode, Optional<Duration> wished) {
            return requested.equals(mode) && target.isPresent() == wished.isPresent() && near(wished);
        }

        /** A target that follows from another view's moves a little with every refresh of that. */
        private boolean near(Optional<Duration> wished) {
            return wished.isEmpty()
                    || wished.get()
                                    .minus(target.orElseThrow())
                                    .abs()
                                    .multipliedBy(10)
                                    .compareTo(wished.get())
                            <= 0;
        }
    }

    private final ModeChoice choice;
    private final Pricing pricing;
    private final DecisionLedger log;
    private final InstantSource clock;

    Choices(ModeChoice choice, Pricing pricing, DecisionLedger log, InstantSource clock) {
        this.choice = choice;
        this.pricing = pricing;
        this.log = log;
        this.clock = clock;
    }

    /** What would be chosen for a view that there is not yet. */
    ModeChoice.Chosen first(PlannedQuery plan, RequestedMode wish, Optional<Duration> target) {
        return pinned(afresh(plan, pricing.forecast(plan), target), wish);
    }

    /** What AUTO takes by a forecast, whatever there was before. */
    ModeChoice.Chosen afresh(PlannedQuery plan, Forecast forecast, Optional<Duration> target) {
        return choice.choose(new ModeChoice.Question(
                target, plan.maintainability(), forecast, Optional.empty(), Optional.empty(), false, clock.instant()));
    }

    /** What would be chosen for a view, were this wished. */
    ModeChoice.Chosen ask(ManagedView view, PlannedQuery plan, RequestedMode wish, Optional<Duration> target) {
        return pinned(choice.choose(question(view, plan, wish, target, false)), wish);
    }

    /** The mode that AUTO would take, whatever is wished. */
    RefreshMode auto(ManagedView view, PlannedQuery plan, Optional<Duration> target) {
        return ask(view, plan, new RequestedMode.Auto(), target).mode();
    }

    /** The mode a view is to be in now. */
    RefreshMode wished(ManagedView view, PlannedQuery plan) {
        if (view.definition.mode() instanceof RequestedMode.Pinned pinned) {
            return pinned.mode();
        }
        return view.choice
                .filter(made -> made.answers(view.definition.mode(), view.effectiveTarget))
                .map(made -> made.chosen().mode())
                .orElseGet(() -> ask(view, plan, view.definition.mode(), view.effectiveTarget)
                        .mode());
    }

    /**
     * Goes over the choice for a view again if it is time to, or something else is wished.
     *
     * @param missed whether it is further behind than it is to be
     */
    RefreshMode review(ManagedView view, PlannedQuery plan, boolean missed) {
        Instant now = clock.instant();
        RequestedMode wish = view.definition.mode();
        Optional<Duration> target = view.effectiveTarget;
        if (view.choice.isEmpty()) {
            remember(view);
        }
        Optional<Made> before = view.choice.filter(made -> made.answers(wish, target));
        if (before.filter(made -> made.at().plus(REVIEWED).isAfter(now)).isPresent()) {
            return before.get().chosen().mode();
        }
        ModeChoice.Chosen chosen = pinned(choice.choose(question(view, plan, wish, target, missed)), wish);
        make(view, wish, target, chosen, false);
        return chosen.mode();
    }

    /**
     * Lets a choice hold that was just made, so that the same is done as was told.
     *
     * @param asked whether somebody just wished it: that is written down even if nothing comes of it
     */
    void make(
            ManagedView view, RequestedMode wish, Optional<Duration> target, ModeChoice.Chosen chosen, boolean asked) {
        Instant now = clock.instant();
        Optional<Made> before = asked ? Optional.empty() : view.choice.filter(made -> made.answers(wish, target));
        boolean other =
                before.filter(made -> made.chosen().mode() == chosen.mode()).isEmpty();
        Optional<Instant> switchedAt = before.isEmpty()
                ? Optional.empty()
                : other ? Optional.of(now) : before.get().switchedAt();
        view.choice = Optional.of(new Made(wish, before.map(Made::target).orElse(target), chosen, now, switchedAt));
        if (other) {
            log.add(new LedgerDecision(
                    view.uid(),
                    now,
                    view.held(),
                    chosen.mode(),
                    wish.text(),
                    target,
                    chosen.why(),
                    chosen.candidates().stream()
                            .map(it -> new LedgerDecision.Candidate(
                                    it.mode(), it.possible(), it.lag(), it.costPerDay(), it.why()))
                            .toList()));
        }
    }

    /** After a restart the last choice still holds. */
    private void remember(ManagedView view) {
        log.of(view.uid(), 1).stream().findFirst().ifPresent(last -> {
            boolean switched = last.before().isPresent() && last.before().get() != last.chosen();
            view.choice = Optional.of(new Made(
                    RequestedMode.parse(last.requested()),
                    last.target(),
                    new ModeChoice.Chosen(last.chosen(), last.why(), candidates(last)),
                    last.at(),
                    switched ? Optional.of(last.at()) : Optional.empty()));
        });
    }

    /** Why a view goes over to a mode. */
    String why(ManagedView view, RefreshMode to) {
        return view.choice
                .map(Made::chosen)
                .filter(chosen -> chosen.mode() == to)
                .map(ModeChoice.Chosen::why)
                .orElse("Another mode keeps the target at less cost, or it alone can");
    }

    /** Newest first. */
    List<ModeDecision> made(ManagedView view, int limit) {
        return log.of(view.uid(), limit).stream()
                .map(it -> new ModeDecision(it.at(), it.before(), it.chosen(), it.target(), it.why(), candidates(it)))
                .toList();
    }

    void forget(ManagedView view) {
        log.forget(view.uid());
    }

    private static List<SwitchPreview.Candidate> candidates(LedgerDecision decision) {
        return decision.candidates().stream()
                .map(it -> new SwitchPreview.Candidate(it.mode(), it.possible(), it.lag(), it.costPerDay(), it.why()))
                .toList();
    }

    private ModeChoice.Question question(
            ManagedView view, PlannedQuery plan, RequestedMode wish, Optional<Duration> target, boolean missed) {
        // A new wish is answered afresh: only what holds already is not left for little.
        Optional<Made> same = wish instanceof RequestedMode.Auto
                ? view.choice.filter(made -> made.answers(wish, target))
                : Optional.empty();
        return new ModeChoice.Question(
                target,
                plan.maintainability(),
                pricing.forecast(view, plan),
                same.map(made -> made.chosen().mode()),
                same.flatMap(Made::switchedAt),
                missed,
                clock.instant());
    }

    private static ModeChoice.Chosen pinned(ModeChoice.Chosen chosen, RequestedMode wish) {
        return switch (wish) {
            case RequestedMode.Auto ignored -> chosen;
            case RequestedMode.Pinned pinned ->
                new ModeChoice.Chosen(
                        pinned.mode(),
                        pinned.mode() == chosen.mode()
                                ? "It was asked for, and AUTO would take it too"
                                : "It was asked for; AUTO would take " + chosen.mode(),
                        chosen.candidates());
        };
    }
}
