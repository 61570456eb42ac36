package io.streamhouse.cost;

import java.time.Duration;
import java.util.Locale;

/**
 * What happens to the inputs of a view.
 *
 * @param commits per second that carry changes
 * @param irregularity of the time from one commit to the next, as the square of its coefficient of variation: 0 where they
 *     come as by a clock, 1 where they come at random or in bursts
 * @param changedRows per second
 * @param overwrites per second, which no stream can follow
 * @param baseRows that the inputs hold
 * @param over the time it was seen in; zero if nothing is known and what stands here is assumed
 */
public record Workload(
        double commits, double irregularity, double changedRows, double overwrites, double baseRows, Duration over) {

    /** Of tables that are too young to tell: they are taken to be alive. */
    public static Workload assumed(double baseRows) {
        return new Workload(0.1, 1, 1, 0, baseRows, Duration.ZERO);
    }

    /** Both at once. */
    public Workload plus(Workload other) {
        return new Workload(
                commits + other.commits,
                together(other),
                changedRows + other.changedRows,
                overwrites + other.overwrites,
                baseRows + other.baseRows,
                over.compareTo(other.over) <= 0 ? over : other.over);
    }

    /** Regular commits of several tables come in between each other: of two as busy as each other, half at random. */
    private double together(Workload other) {
        double all = commits + other.commits;
        if (all <= 0) {
            return 1;
        }
        double own = commits / all;
        double others = other.commits / all;
        return 1 - own * own * (1 - irregularity) - others * others * (1 - other.irregularity);
    }

    /**
     * From a commit to the first one that comes when {@code waits} have passed since, on average, in seconds; infinite if
     * none comes.
     */
    double untilChangeAfter(double waits) {
        if (commits <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double between = 1 / commits;
        double byClock = between * Math.max(1, Math.ceil(waits / between));
        double atRandom = waits + between;
        return irregularity * atRandom + (1 - irregularity) * byClock;
    }

    public String text() {
        if (over.isZero()) {
            return "its inputs are too young to tell; a change every " + Math.round(1 / Math.max(1e-9, commits))
                    + " s is assumed";
        }
        if (commits == 0) {
            return "its inputs have not changed in the last " + span();
        }
        return String.format(Locale.ROOT, "%s changed rows a minute in the last %s", figure(60 * changedRows), span());
    }

    private String span() {
        return over.toMinutes() >= 120 ? over.toHours() + " hours" : Math.max(1, over.toMinutes()) + " minutes";
    }

    private static String figure(double value) {
        return value >= 10 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", Math.round(value))
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
