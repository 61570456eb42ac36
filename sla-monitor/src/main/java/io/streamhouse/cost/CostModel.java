package io.streamhouse.cost;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;

/**
 * What it takes to keep a view, in CPU time: for any amount of change, in every mode.
 *
 * @param anew computing it whole and building up the state of its stream
 */
public record CostModel(Standing continuous, PerRun incremental, PerRun full, PerRun anew) {

    /**
     * What such views take as a rule: medians of what was fitted for five queries over 100,000 rows on one machine, so it
     * may be off by a factor of two or three. Beginning anew is what computing it whole and taking up every row take
     * together. See {@code docs/benchmarks.md}.
     */
    public static final CostModel USUAL = new CostModel(
            new Standing(0.003, 0.06, 0.000_010, 20, Fitted.NOTHING),
            new PerRun(0.2, 0.000_009, 21, Duration.ofSeconds(3), 0.2, Fitted.NOTHING),
            new PerRun(0.15, 0.000_001, 14, Duration.ofMillis(2_500), 0.15, Fitted.NOTHING),
            new PerRun(0.35, 0.000_010, 35, Duration.ofSeconds(5), 0.35, Fitted.NOTHING));

    /**
     * CPU seconds that engine and console take for a refresh beside its tasks: to plan it, to start and stop its job, to
     * see to a commit. What is metered has them as overhead, in no view's line, so they are no part of what a view is said
     * to cost; but they are paid, and so count where modes are compared. Measured once, of a whole process that did nothing
     * else, less what its tasks took.
     */
    static double beside(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> 0.19;
            case INCREMENTAL -> 1.3;
            case FULL -> 0.65;
        };
    }

    /** A commit of a job that always runs, until the view's readers see it. */
    public static final Duration COMMIT = Duration.ofMillis(400);

    /**
     * A job that always runs.
     *
     * @param cores used while nothing happens
     * @param perCommit CPU seconds
     * @param perChangedRow CPU seconds
     * @param requests operations on storage per commit
     */
    public record Standing(double cores, double perCommit, double perChangedRow, double requests, Fitted fitted) {

        public double cpuPerDay(double commits, double changedRows) {
            return 86_400 * cores + commits * perCommit + changedRows * perChangedRow;
        }
    }

    /**
     * Runs that come and go.
     *
     * @param fixed CPU seconds whatever there is to do
     * @param perRow CPU seconds: per changed row of its inputs where changes are taken up, else per row that they hold
     * @param requests operations on storage per run
     * @param takes how long a run takes at the 95th percentile
     * @param usual CPU seconds of the runs that {@code takes} is known from
     */
    public record PerRun(double fixed, double perRow, double requests, Duration takes, double usual, Fitted fitted) {

        PerRun times(double dearness) {
            return new PerRun(fixed * dearness, perRow * dearness, requests, takes, usual * dearness, fitted);
        }

        /** CPU seconds of a run. */
        public double cpu(double rows) {
            return fixed + rows * perRow;
        }

        /** How long a run takes that has so much to do: what it has to do more than usual takes its time in one task. */
        public Duration takes(double rows) {
            double more = Math.max(0, cpu(rows) - usual);
            return takes.plusMillis(Math.round(Math.min(more, 1e9) * 1_000));
        }
    }

    /**
     * What figures rest on.
     *
     * @param runs own ones that were metered; for a job that always runs, minutes
     * @param spread the usual error, as a share of the figure
     */
    public record Fitted(int runs, double spread) {

        static final Fitted NOTHING = new Fitted(0, 1);

        /** From so many on, figures that agree are relied on. */
        private static final int ENOUGH = 8;

        private static final double AGREE = 0.35;

        public CostCurve.Confidence confidence() {
            return runs == 0
                    ? CostCurve.Confidence.PRIOR
                    : runs >= ENOUGH && spread <= AGREE ? CostCurve.Confidence.HIGH : CostCurve.Confidence.LOW;
        }

        String text(String unit) {
            return runs == 0
                    ? "from what such views take as a rule"
                    : "from " + runs + " of its own " + unit + (runs == 1 ? "" : "s") + ", ±" + Math.round(100 * spread)
                            + " %";
        }
    }

    /** So many times as dear in all; what takes its time takes as long. */
    CostModel times(double dearness) {
        Standing standing = new Standing(
                continuous.cores() * dearness,
                continuous.perCommit() * dearness,
                continuous.perChangedRow() * dearness,
                continuous.requests(),
                continuous.fitted());
        return new CostModel(standing, incremental.times(dearness), full.times(dearness), anew.times(dearness));
    }

    public Fitted fitted(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> continuous.fitted();
            case INCREMENTAL -> incremental.fitted();
            case FULL -> full.fitted();
        };
    }

    /** What the figures of a mode rest on, in words. */
    public String basis(RefreshMode mode) {
        return fitted(mode).text(mode == RefreshMode.CONTINUOUS ? "minute" : "run");
    }

    /** What the figures rest on, in words. */
    public String basis() {
        if (continuous.fitted().runs()
                        + incremental.fitted().runs()
                        + full.fitted().runs()
                == 0) {
            return "What such views take as a rule; none of its own runs has been metered yet";
        }
        return "CONTINUOUS " + basis(RefreshMode.CONTINUOUS) + "; INCREMENTAL " + basis(RefreshMode.INCREMENTAL)
                + "; FULL " + basis(RefreshMode.FULL);
    }
}
