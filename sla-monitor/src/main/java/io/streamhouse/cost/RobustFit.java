package io.streamhouse.cost;

import java.util.Arrays;

/**
 * Explains measured values by a sum of causes, each times a coefficient that is not below zero.
 *
 * <p>Where little was measured the coefficients lean on what is taken for granted, scaled to what was measured (a query
 * may be three times as dear as usual in all respects): Bayesian linear regression. What lies far off is held against
 * itself, first a little (Huber), then wholly (Tukey): a run that a busy machine or a cold start made dear does not count.
 * Errors are taken to grow with the value.
 */
final class RobustFit {

    private static final int ROUNDS = 25;
    private static final int MILD_ROUNDS = 5;
    private static final int SWEEPS = 2_000;
    private static final double HUBER = 1.345;
    private static final double TUKEY = 4.685;

    /** From a median of absolute deviations to a standard deviation. */
    private static final double DEVIATION = 1.4826;

    private static final double LEAST_SPREAD = 0.05;
    private static final double MOST_SPREAD = 1.0;

    /** As many measurements weigh as much as what is taken for granted when the scale is found. */
    private static final double SCALE_DOUBT = 0.5;

    /** After so many later measurements one counts half: code gets warm, tables grow, machines are changed. */
    private static final double HALF_LIFE = 10;

    /** How much dearer or cheaper than usual something is thought to be able to be. */
    private static final double SCALE_MOST = 200;

    /** How far off, as a share of itself, what is taken for granted may be. */
    private static final double TRUST = 1.0;

    private final double[] coefficients;
    private final double spread;

    private RobustFit(double[] coefficients, double spread) {
        this.coefficients = coefficients;
        this.spread = spread;
    }

    double coefficient(int cause) {
        return coefficients[cause];
    }

    /** The usual error, as a share of the value; what was taken for granted counts as wholly unsure. */
    double spread() {
        return spread;
    }

    /**
     * @param causes per measurement, the latest first, the amount of each cause
     * @param values what was measured, above zero
     * @param granted the coefficients to lean on, above zero
     */
    static RobustFit of(double[][] causes, double[] values, double[] granted) {
        int count = values.length;
        if (count == 0) {
            return new RobustFit(granted.clone(), MOST_SPREAD);
        }
        double[] prior = scaled(causes, values, granted);
        double least = Math.max(1e-9, 0.02 * median(values));
        double[] scale = new double[count];
        double[] weight = new double[count];
        for (int at = 0; at < count; at++) {
            weight[at] = freshness(at);
            scale[at] = Math.max(least, Math.max(values[at], value(causes[at], prior)));
        }
        double[] now = prior.clone();
        double spread = 0.3;
        for (int round = 0; round < ROUNDS; round++) {
            now = solve(causes, values, scale, weight, spread, prior);
            double[] off = new double[count];
            for (int at = 0; at < count; at++) {
                scale[at] = Math.max(least, value(causes[at], now));
                off[at] = Math.abs(values[at] - value(causes[at], now)) / scale[at];
            }
            spread = Math.clamp(DEVIATION * median(off), LEAST_SPREAD, MOST_SPREAD);
            for (int at = 0; at < count; at++) {
                weight[at] = freshness(at) * weight(off[at] / spread, round < MILD_ROUNDS);
            }
        }
        return new RobustFit(now, spread);
    }

    /** What is taken for granted, made as dear in all as what was measured. */
    private static double[] scaled(double[][] causes, double[] values, double[] granted) {
        double[] ratios = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            ratios[at] = Math.max(1e-9, values[at]) / Math.max(1e-12, value(causes[at], granted));
        }
        double ratio = Math.clamp(median(ratios), 1 / SCALE_MOST, SCALE_MOST);
        double trusted = Math.pow(ratio, values.length / (values.length + SCALE_DOUBT));
        return Arrays.stream(granted).map(it -> it * trusted).toArray();
    }

    private static double freshness(int at) {
        return Math.pow(0.5, at / HALF_LIFE);
    }

    private static double weight(double off, boolean mildly) {
        if (mildly) {
            return off <= HUBER ? 1 : HUBER / off;
        }
        double inside = 1 - (off / TUKEY) * (off / TUKEY);
        return inside <= 0 ? 0 : inside * inside;
    }

    /** The least weighted squares, a coefficient at a time until none moves: exact, for the problem is convex. */
    private static double[] solve(
            double[][] causes, double[] values, double[] scale, double[] weight, double spread, double[] prior) {
        int size = prior.length;
        double[][] together = new double[size][size];
        double[] target = new double[size];
        for (int cause = 0; cause < size; cause++) {
            double trust = 1 / ((TRUST * prior[cause]) * (TRUST * prior[cause]));
            together[cause][cause] = trust;
            target[cause] = prior[cause] * trust;
        }
        for (int at = 0; at < values.length; at++) {
            double noise = spread * scale[at];
            double weighs = weight[at] / (noise * noise);
            for (int cause = 0; cause < size; cause++) {
                target[cause] += weighs * causes[at][cause] * values[at];
                for (int other = 0; other < size; other++) {
                    together[cause][other] += weighs * causes[at][cause] * causes[at][other];
                }
            }
        }
        double[] now = prior.clone();
        double moved = 1;
        for (int sweep = 0; sweep < SWEEPS && moved > 1e-7; sweep++) {
            moved = 0;
            for (int cause = 0; cause < size; cause++) {
                double rest = target[cause];
                for (int other = 0; other < size; other++) {
                    rest -= other == cause ? 0 : together[cause][other] * now[other];
                }
                double next = Math.max(0, rest / together[cause][cause]);
                moved = Math.max(moved, Math.abs(next - now[cause]) / prior[cause]);
                now[cause] = next;
            }
        }
        return now;
    }

    private static double value(double[] causes, double[] coefficients) {
        double sum = 0;
        for (int cause = 0; cause < causes.length; cause++) {
            sum += causes[cause] * coefficients[cause];
        }
        return sum;
    }

    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int low = (int) Math.floor(place);
        int high = (int) Math.ceil(place);
        return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
    }
}
