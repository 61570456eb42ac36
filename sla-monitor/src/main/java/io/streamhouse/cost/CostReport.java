package io.streamhouse.cost;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What everything cost in a time. The metered figures of all lines, all overhead and idle add up to the total, which is
 * what the engine's processes used as the operating system counts it, and what storage held.
 *
 * @param lines by what was asked for, the dearest first
 * @param overhead what runs for nobody in particular: the console, planning, the engine itself
 * @param idle paid for and used by no line
 */
public record CostReport(
        Prices prices, Instant from, Instant to, List<Line> lines, List<Overhead> overhead, double idle, double total) {

    public CostReport {
        lines = List.copyOf(lines);
        overhead = List.copyOf(overhead);
    }

    /** What lines are by. */
    public enum GroupBy {
        RELATION,
        MODE,
        DATABASE
    }

    /**
     * @param key a relation's name, a mode's or a database's; what belongs to none has a name in words
     * @param estimated what was predicted for the same time; empty if nothing was
     */
    public record Line(String key, Usage usage, double metered, OptionalDouble estimated, Parts parts) {}

    /** What a metered cost is made of. */
    public record Parts(double processing, double compaction, double storage, double requests) {
        public double sum() {
            return processing + compaction + storage + requests;
        }
    }

    public record Overhead(String name, Usage usage, double metered) {}
}
