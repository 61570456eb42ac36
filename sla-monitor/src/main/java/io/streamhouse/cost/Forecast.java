package io.streamhouse.cost;

import io.streamhouse.model.RefreshMode;
import java.time.Duration;

/**
 * What a view will cost and how far it will lag, in any mode at any target, if its inputs go on as they do. A refresh is
 * begun as late as the target allows and only if something has changed.
 *
 * @param upstream how long the refreshes of the views that it reads take, summed along the longest way from the roots
 */
public record Forecast(CostModel model, Workload workload, Prices prices, Duration upstream) {

    /** How much earlier than its last moment a refresh is begun. */
    public static final Duration MARGIN = Duration.ofMillis(500);

    /** The pace of a continuous job that nobody needs at any. */
    public static final Duration UNHURRIED = Duration.ofSeconds(60);

    private static final double DAY = 86_400;

    /** How much longer than at the 95th percentile a refresh may take for a mode to be relied on. */
    private static final double SLACK = 0.25;

    /** How long a refresh takes at the 95th percentile. */
    public Duration takes(RefreshMode mode, Duration target) {
        return switch (mode) {
            case CONTINUOUS -> CostModel.COMMIT;
            case INCREMENTAL -> model.incremental().takes(workload.changedRows() * seconds(target));
            case FULL -> model.full().takes(workload.baseRows());
        };
    }

    /** The shortest target that a mode can be relied on to keep, by how long its refreshes take. */
    public Duration floor(RefreshMode mode) {
        return withSlack(takes(mode, Duration.ZERO), SLACK);
    }

    /** Whether a mode can be relied on to keep a target: with margin. */
    public boolean keeps(RefreshMode mode, Duration target) {
        return withSlack(takes(mode, target), SLACK).compareTo(target) <= 0;
    }

    /** Whether a mode keeps a target just so: for one that it is in already. */
    public boolean stillKeeps(RefreshMode mode, Duration target) {
        return withSlack(takes(mode, target), 0).compareTo(target) <= 0;
    }

    private static Duration withSlack(Duration takes, double slack) {
        return takes.plusMillis(Math.round(slack * takes.toMillis())).plus(MARGIN);
    }

    /** From a refresh to the next, in seconds, on average; infinite if nothing changes. */
    public double period(RefreshMode mode, Duration target) {
        double takes = seconds(takes(mode, target));
        double waits = Math.max(0, seconds(target) - takes - seconds(MARGIN));
        return Math.max(workload.untilChangeAfter(waits), takes);
    }

    /** CPU seconds a day. */
    public double cpuPerDay(RefreshMode mode, Duration target) {
        double refreshes = DAY / period(mode, target);
        double overwrites = Math.min(DAY * workload.overwrites(), refreshes);
        double changed = DAY * workload.changedRows();
        // What follows changes has to begin anew after each overwrite.
        double anew = overwrites * model.anew().cpu(workload.baseRows());
        return switch (mode) {
            case CONTINUOUS -> model.continuous().cpuPerDay(refreshes, changed) + anew;
            case INCREMENTAL ->
                (refreshes - overwrites) * model.incremental().fixed()
                        + changed * model.incremental().perRow()
                        + anew;
            case FULL -> refreshes * model.full().cpu(workload.baseRows());
        };
    }

    public double costPerDay(RefreshMode mode, Duration target) {
        double refreshes = DAY / period(mode, target);
        double requests =
                switch (mode) {
                    case CONTINUOUS -> refreshes * model.continuous().requests();
                    case INCREMENTAL -> refreshes * model.incremental().requests();
                    case FULL -> refreshes * model.full().requests();
                };
        return prices.cpuHour() * cpuPerDay(mode, target) / 3_600 + prices.thousandRequests() * requests / 1_000;
    }

    /** {@link #costPerDay} and what the engine takes for its refreshes beside their tasks: what a choice is made by. */
    public double wholePerDay(RefreshMode mode, Duration target) {
        double beside = DAY / period(mode, target) * CostModel.beside(mode);
        return costPerDay(mode, target) + prices.cpuHour() * beside / 3_600;
    }

    /**
     * What going over from one mode to another takes at most, in money. What follows changes has to begin anew where the
     * state of its stream was given up; between modes that keep it, it goes on.
     */
    public double switchCost(RefreshMode from, RefreshMode to) {
        double cpu;
        if (from == to) {
            cpu = 0;
        } else if (to == RefreshMode.FULL) {
            cpu = model.full().cpu(workload.baseRows());
        } else if (from == RefreshMode.FULL) {
            cpu = model.anew().cpu(workload.baseRows());
        } else {
            cpu = model.incremental().fixed();
        }
        return prices.cpuHour() * cpu / 3_600;
    }

    /** The lag that is not exceeded 95 % of the time. */
    public Duration lag(RefreshMode mode, Duration target) {
        Duration takes = takes(mode, target);
        Duration peak = max(target.minus(MARGIN), takes.plus(MARGIN).plus(upstream));
        if (workload.commits() <= 0) {
            return Duration.ZERO;
        }
        // It grows from nothing to its peak, and rests at nothing until the next change comes.
        double cycle = seconds(peak) + 1 / workload.commits();
        double lag = Math.max(0, seconds(peak) - 0.05 * cycle);
        return Duration.ofMillis(Math.round(1_000 * lag));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
