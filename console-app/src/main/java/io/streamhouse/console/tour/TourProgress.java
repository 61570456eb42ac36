package io.streamhouse.console.tour;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far somebody has come.
 *
 * @param open whether the tour is being taken
 * @param done the steps that were done, in this round
 * @param since when the present step was begun
 * @param known the views that there were when the present step was begun, by their full names
 * @param view the view that was made, or the one to show the slider of
 * @param freshness what was wished of that view when the present step was begun
 */
public record TourProgress(
        boolean open,
        TourStep step,
        Set<TourStep> done,
        Instant since,
        Set<String> known,
        Optional<String> view,
        Optional<String> freshness) {

    public TourProgress {
        done = done.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(done));
        known = Set.copyOf(new TreeSet<>(known));
    }

    /** Of somebody who has not begun. */
    public static final TourProgress NOT_BEGUN = new TourProgress(
            false, TourStep.SHOP, Set.of(), Instant.EPOCH, Set.of(), Optional.empty(), Optional.empty());

    /** Whether the present step is done. */
    public boolean finished() {
        return done.contains(step);
    }

    /** A round from its beginning. */
    TourProgress begun(TourFacts facts, Instant now) {
        return new TourProgress(true, TourStep.SHOP, Set.of(), now, Set.of(), Optional.empty(), Optional.empty())
                .at(TourStep.SHOP, facts, now);
    }

    /** At a step, which is to be done again if it was done before. */
    TourProgress at(TourStep wanted, TourFacts facts, Instant now) {
        Set<TourStep> others = EnumSet.noneOf(TourStep.class);
        others.addAll(done);
        others.remove(wanted);
        Optional<String> shown = view.filter(facts.views()::containsKey)
                .or(() -> facts.views().keySet().stream().sorted().findFirst());
        return new TourProgress(
                true,
                wanted,
                others,
                now,
                facts.views().keySet(),
                wanted == TourStep.SLIDER ? shown : view,
                wanted == TourStep.SLIDER ? shown.map(facts.views()::get) : Optional.empty());
    }

    /** One step on, done or skipped; behind the last one the tour is over. */
    TourProgress next(TourFacts facts, Instant now) {
        return step.isLast() ? ended() : at(step.next(), facts, now);
    }

    TourProgress back(TourFacts facts, Instant now) {
        return at(step.previous(), facts, now);
    }

    TourProgress ended() {
        return new TourProgress(false, step, done, since, known, view, freshness);
    }

    /** The page at this address was looked at. */
    TourProgress visited(String address) {
        return step == TourStep.ORDERS && address.startsWith(TourRoutes.ORDERS) ? withDone(view) : this;
    }

    /** With the present step done, if the facts say so. */
    TourProgress seen(TourFacts facts) {
        if (!open || finished()) {
            return this;
        }
        return switch (step) {
            case SHOP -> facts.shopRunning() ? withDone(view) : this;
            case ORDERS -> this;
            case QUERY ->
                facts.lastStatement().filter(at -> !at.isBefore(since)).isPresent() ? withDone(view) : this;
            case VIEW -> {
                List<String> fresh = facts.views().keySet().stream()
                        .filter(name -> !known.contains(name))
                        .sorted()
                        .toList();
                yield fresh.isEmpty() ? this : withDone(Optional.of(fresh.getFirst()));
            }
            case SLIDER -> {
                boolean turned = view.map(facts.views()::get)
                        .filter(now -> !Optional.of(now).equals(freshness))
                        .isPresent();
                yield turned ? withDone(view) : this;
            }
        };
    }

    private TourProgress withDone(Optional<String> made) {
        Set<TourStep> more = EnumSet.of(step);
        more.addAll(done);
        return new TourProgress(open, step, more, since, known, made, freshness);
    }
}
