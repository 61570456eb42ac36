package io.streamhouse.cost;

import io.streamhouse.cost.CostModel.Fitted;
import io.streamhouse.cost.CostModel.PerRun;
import io.streamhouse.cost.CostModel.Standing;
import io.streamhouse.cost.Observed.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Finds out from what was metered of a view what it takes to keep it. */
public final class CostFit {

    /** Of how many of the latest runs it is judged how long one takes. */
    private static final int TIMED = 20;

    /** From so many runs on, a mode tells of the others. */
    private static final int KNOWN = 3;

    /** How much of it, in logarithms. */
    private static final double SHARED = 0.7;

    private static final double TYPICAL_CHANGE = 1_000;
    private static final double TYPICAL_BASE = 100_000;
    private static final double TYPICAL_COMMITS = 1_440;

    private CostFit() {}

    /**
     * @param observed of one view, the latest first
     * @param usual what is taken for granted where nothing of the kind was observed
     */
    public static CostModel of(List<Observed> observed, CostModel usual) {
        CostModel own = by(observed, usual);
        double dearness = dearness(own, usual);
        return dearness == 1 ? own : by(observed, usual.times(dearness));
    }

    private static CostModel by(List<Observed> observed, CostModel usual) {
        PerRun incremental = perRun(Kind.INCREMENTAL, observed, usual.incremental());
        PerRun full = perRun(Kind.FULL, observed, usual.full());
        return new CostModel(
                standing(observed, usual.continuous(), incremental),
                incremental,
                full,
                perRun(Kind.REINITIALIZE, observed, usual.anew()));
    }

    /**
     * How many times as dear as usual it is in the modes that were metered: a query, or a machine, that is dear in one is
     * so in the others, if not quite as much.
     */
    private static double dearness(CostModel own, CostModel usual) {
        double logs = 0;
        int known = 0;
        if (own.incremental().fitted().runs() >= KNOWN) {
            logs += Math.log(
                    own.incremental().cpu(TYPICAL_CHANGE) / usual.incremental().cpu(TYPICAL_CHANGE));
            known++;
        }
        if (own.full().fitted().runs() >= KNOWN) {
            logs += Math.log(own.full().cpu(TYPICAL_BASE) / usual.full().cpu(TYPICAL_BASE));
            known++;
        }
        if (own.continuous().fitted().runs() >= KNOWN) {
            logs += Math.log(own.continuous().cpuPerDay(TYPICAL_COMMITS, 0)
                    / usual.continuous().cpuPerDay(TYPICAL_COMMITS, 0));
            known++;
        }
        return known == 0 ? 1 : Math.exp(SHARED * logs / known);
    }

    private static Standing standing(List<Observed> observed, Standing usual, PerRun incremental) {
        List<Observed> metered = observed.stream()
                .filter(it -> it.kind() == Kind.CONTINUOUS && it.cpu().isPresent())
                .filter(it -> !it.took().isZero())
                .toList();
        // The same operators take up the same rows, whether their job stays or goes.
        boolean known = incremental.fitted().confidence() == CostCurve.Confidence.HIGH;
        double perRow = known ? Math.max(1e-9, incremental.perRow()) : usual.perChangedRow();
        double[] granted = {usual.cores(), usual.perCommit(), perRow};
        double[][] causes = metered.stream()
                .map(it -> new double[] {
                    seconds(it.took()), it.commits(), it.changedRows().orElse(0)
                })
                .toArray(double[][]::new);
        RobustFit fit = RobustFit.of(causes, cpu(metered), granted);
        return new Standing(
                fit.coefficient(0),
                fit.coefficient(1),
                fit.coefficient(2),
                requests(metered, usual.requests()),
                new Fitted(metered.size(), fit.spread()));
    }

    private static PerRun perRun(Kind kind, List<Observed> observed, PerRun usual) {
        List<Observed> ofKind =
                observed.stream().filter(it -> it.kind() == kind).toList();
        List<Observed> metered = ofKind.stream()
                .filter(it -> it.cpu().isPresent() && rows(it).isPresent())
                .toList();
        double[][] causes = metered.stream()
                .map(it -> new double[] {1, rows(it).getAsLong()})
                .toArray(double[][]::new);
        RobustFit fit = RobustFit.of(causes, cpu(metered), new double[] {usual.fixed(), usual.perRow()});
        List<Observed> timed = ofKind.stream().limit(TIMED).toList();
        boolean known = !timed.isEmpty();
        Duration takes = known
                ? Duration.ofMillis(Math.round(1_000 * quantile(timed, it -> seconds(it.took()), 0.95)))
                : usual.takes();
        List<Observed> both = timed.stream().filter(it -> rows(it).isPresent()).toList();
        double rows = both.isEmpty() ? 0 : quantile(both, it -> rows(it).getAsLong(), 0.95);
        double fixed = fit.coefficient(0);
        double perRow = fit.coefficient(1);
        return new PerRun(
                fixed,
                perRow,
                requests(metered, usual.requests()),
                takes,
                fixed + rows * perRow,
                new Fitted(metered.size(), fit.spread()));
    }

    private static java.util.OptionalLong rows(Observed it) {
        return it.kind() == Kind.INCREMENTAL ? it.changedRows() : it.baseRows();
    }

    private static double[] cpu(List<Observed> metered) {
        return metered.stream()
                .mapToDouble(it -> seconds(it.cpu().orElse(Duration.ZERO)))
                .toArray();
    }

    /** Operations per commit. */
    private static double requests(List<Observed> metered, double usual) {
        List<Observed> counted = metered.stream()
                .filter(it -> it.requests().isPresent() && it.commits() > 0)
                .toList();
        return counted.isEmpty()
                ? usual
                : quantile(counted, it -> (double) it.requests().getAsLong() / it.commits(), 0.5);
    }

    private static double quantile(List<Observed> of, ToDoubleFunction<Observed> what, double share) {
        return RobustFit.quantile(of.stream().mapToDouble(what).toArray(), share);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
