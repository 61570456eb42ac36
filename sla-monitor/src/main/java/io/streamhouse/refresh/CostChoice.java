package io.streamhouse.refresh;

import io.streamhouse.cost.CostCurve;
import io.streamhouse.cost.Forecast;
import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The cheapest mode that keeps the target with margin. A mode that it is in is left only for a clear gain that pays for
 * the switch, and not soon after it was entered, so that a workload that comes and goes does not have it switched back and
 * forth. The less the figures are known, the clearer a gain has to be.
 */
final class CostChoice implements ModeChoice {

    /** For so long after a switch of ours it is left alone, unless it misses its target. */
    static final Duration DWELL = Duration.ofMinutes(10);

    /** Within that time a switch has to earn what it takes: workloads change with the time of day. */
    static final Duration PAID_BACK = Duration.ofHours(6);

    /**
     * @param cost a day, as it will be metered
     * @param whole a day, with what the engine takes besides
     */
    private record Weighed(
            RefreshMode mode,
            Optional<String> against,
            boolean keeps,
            double cost,
            double whole,
            Duration lag,
            Duration takes) {}

    @Override
    public Chosen choose(Question question) {
        Optional<String> against = Possible.against(question.maintainability());
        if (question.target().isEmpty()) {
            return onDemand(question, against);
        }
        Duration target = question.target().get();
        List<Weighed> all = new ArrayList<>();
        for (RefreshMode mode : RefreshMode.values()) {
            all.add(weigh(question, mode, target));
        }
        List<Weighed> able =
                all.stream().filter(it -> it.against().isEmpty() && it.keeps()).toList();
        if (against.isPresent()) {
            return new Chosen(
                    RefreshMode.FULL, against.get(), candidates(question, all, of(all, RefreshMode.FULL), ""));
        }
        if (able.isEmpty()) {
            Weighed fastest = of(all, RefreshMode.CONTINUOUS);
            return new Chosen(
                    RefreshMode.CONTINUOUS,
                    "No mode keeps " + text(target) + " with certainty; a job that always runs comes closest",
                    candidates(question, all, fastest, ""));
        }
        Weighed cheapest =
                able.stream().min(Comparator.comparingDouble(Weighed::whole)).orElseThrow();
        Optional<Weighed> held = question.held()
                .flatMap(mode -> able.stream().filter(it -> it.mode() == mode).findFirst());
        // Where little is known, what can be told least wrong: it is paid for what changes only.
        Weighed base = held.or(() -> able.stream()
                        .filter(it -> it.mode() == RefreshMode.INCREMENTAL)
                        .findFirst())
                .orElse(cheapest);
        double needed = gainNeeded(question.forecast(), base.mode(), cheapest.mode(), held.isPresent());
        if (cheapest.whole() >= base.whole() * (1 - needed)) {
            String why = base == cheapest
                    ? cheapestOf(question, base, able)
                    : text(question, base) + ", and " + cheapest.mode() + " at " + text(question, cheapest)
                            + " is no clear gain: it would have to be " + percent(needed) + " cheaper"
                            + (held.isPresent() ? " to be worth a switch" : ", since little was measured yet");
            return new Chosen(base.mode(), why, candidates(question, all, base, "No clear gain over " + base.mode()));
        }
        double takes = question.forecast().switchCost(base.mode(), cheapest.mode());
        double saved = (base.whole() - cheapest.whole())
                * PAID_BACK.toSeconds()
                / Duration.ofDays(1).toSeconds();
        if (held.isPresent() && takes > saved) {
            return new Chosen(
                    base.mode(),
                    text(question, base) + "; " + cheapest.mode() + " at " + text(question, cheapest)
                            + " is not worth the switch, which takes "
                            + money(takes, question.forecast().prices().currency()) + " and would save "
                            + money(saved, question.forecast().prices().currency()) + " in " + PAID_BACK.toHours()
                            + " hours",
                    candidates(
                            question, all, base, "The switch would not pay within " + PAID_BACK.toHours() + " hours"));
        }
        boolean tooSoon = held.isPresent()
                && !question.missed()
                && question.switchedAt()
                        .filter(at -> at.plus(DWELL).isAfter(question.now()))
                        .isPresent();
        if (tooSoon) {
            return new Chosen(
                    base.mode(),
                    "It was switched less than " + DWELL.toMinutes() + " minutes ago; " + cheapest.mode()
                            + " would cost " + text(question, cheapest) + " instead of " + text(question, base),
                    candidates(question, all, base, "It was switched only just now"));
        }
        return new Chosen(
                cheapest.mode(), cheapestOf(question, cheapest, able), candidates(question, all, cheapest, ""));
    }

    private static Chosen onDemand(Question question, Optional<String> against) {
        RefreshMode mode = against.isPresent() ? RefreshMode.FULL : RefreshMode.INCREMENTAL;
        List<SwitchPreview.Candidate> candidates = new ArrayList<>();
        for (RefreshMode other : RefreshMode.values()) {
            Optional<String> impossible = Possible.against(other, question.maintainability());
            candidates.add(new SwitchPreview.Candidate(
                    other,
                    impossible.isEmpty(),
                    Optional.empty(),
                    other == RefreshMode.CONTINUOUS && impossible.isEmpty()
                            ? OptionalDouble.of(question.forecast().costPerDay(other, Forecast.UNHURRIED))
                            : OptionalDouble.empty(),
                    impossible.orElse(
                            other == mode
                                    ? "AUTO takes it: nothing runs until somebody asks"
                                    : other == RefreshMode.FULL
                                            ? "Would compute everything anew at every demand"
                                            : "Would run although nobody waits for it")));
        }
        return new Chosen(
                mode, against.orElse("It is refreshed on demand; only what changed has to be computed"), candidates);
    }

    private static Weighed weigh(Question question, RefreshMode mode, Duration target) {
        Forecast forecast = question.forecast();
        boolean held = question.held().filter(mode::equals).isPresent();
        boolean reachable = target.compareTo(Possible.floor(mode)) >= 0;
        boolean keeps = held ? forecast.stillKeeps(mode, target) : forecast.keeps(mode, target);
        return new Weighed(
                mode,
                Possible.against(mode, question.maintainability()),
                reachable && keeps,
                forecast.costPerDay(mode, target),
                forecast.wholePerDay(mode, target),
                forecast.lag(mode, target),
                forecast.takes(mode, target));
    }

    /** What share of the cost has to be saved. */
    private static double gainNeeded(Forecast forecast, RefreshMode base, RefreshMode other, boolean held) {
        CostCurve.Confidence one = forecast.model().fitted(base).confidence();
        CostCurve.Confidence two = forecast.model().fitted(other).confidence();
        return switch (one.compareTo(two) <= 0 ? one : two) {
            case PRIOR -> 0.5;
            case LOW -> 0.3;
            case HIGH -> held ? 0.2 : 0;
        };
    }

    private static String cheapestOf(Question question, Weighed chosen, List<Weighed> able) {
        if (able.size() == 1) {
            return "The only mode that keeps " + text(question.target().orElseThrow()) + " with certainty";
        }
        String others = able.stream()
                .filter(it -> it != chosen)
                .map(it -> text(question, it) + " " + it.mode())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return "Keeps " + text(question.target().orElseThrow())
                + " at the least cost, the engine's own work counted in: " + text(question, chosen) + " a day, against "
                + others;
    }

    /** @param lost why one lost that would have been cheaper */
    private static List<SwitchPreview.Candidate> candidates(
            Question question, List<Weighed> all, Weighed chosen, String lost) {
        Duration target = question.target().orElseThrow();
        List<SwitchPreview.Candidate> candidates = new ArrayList<>();
        for (Weighed it : all) {
            boolean reachable = target.compareTo(Possible.floor(it.mode())) >= 0;
            String figures = text(question, it) + " a day with the engine's own work, "
                    + question.forecast().model().basis(it.mode());
            String why;
            if (it.against().isPresent()) {
                why = it.against().get();
            } else if (!reachable) {
                why = "Can't keep less than " + Possible.floor(it.mode()).toSeconds() + " s";
            } else if (it == chosen) {
                why = "AUTO takes it: " + figures;
            } else if (!it.keeps()) {
                why = "Its refreshes take " + text(it.takes()) + ", too long to keep " + text(target)
                        + " with certainty; " + figures;
            } else if (it.whole() >= chosen.whole()) {
                why = "Would keep the target at a higher cost: " + figures;
            } else {
                why = lost + ": " + figures;
            }
            boolean possible = it.against().isEmpty() && reachable;
            candidates.add(new SwitchPreview.Candidate(
                    it.mode(),
                    possible,
                    possible ? Optional.of(it.lag()) : Optional.empty(),
                    possible ? OptionalDouble.of(it.cost()) : OptionalDouble.empty(),
                    why));
        }
        return candidates;
    }

    private static Weighed of(List<Weighed> all, RefreshMode mode) {
        return all.stream().filter(it -> it.mode() == mode).findFirst().orElseThrow();
    }

    private static String text(Question question, Weighed it) {
        return money(it.whole(), question.forecast().prices().currency());
    }

    static String money(double cost, String currency) {
        String figure = cost == 0
                ? "0"
                : String.format(
                        Locale.ROOT, Math.abs(cost) < 0.1 ? "%.4f" : Math.abs(cost) < 10 ? "%.3f" : "%.2f", cost);
        return figure + " " + currency;
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    static String text(Duration duration) {
        double seconds = duration.toMillis() / 1_000.0;
        if (seconds < 120) {
            return seconds < 10 && seconds != Math.rint(seconds)
                    ? String.format(Locale.ROOT, "%.1f s", seconds)
                    : Math.round(seconds) + " s";
        }
        if (seconds < 7_200) {
            return seconds % 60 == 0 ? Math.round(seconds / 60) + " min" : Math.round(seconds) + " s";
        }
        return seconds % 3_600 == 0 && seconds < 172_800
                ? Math.round(seconds / 3_600) + " h"
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}
