package io.streamhouse.pipeline;

/**
 * What rows are put in order by.
 *
 * @param expression mostly a column
 * @param nulls where they go
 */
public record Ordering(String expression, boolean descending, Nulls nulls) {

    /** Where nulls go: as the dialect has it (first if ascending), or as written. */
    public enum Nulls {
        AS_USUAL,
        FIRST,
        LAST
    }

    public static Ordering ascending(String expression) {
        return new Ordering(expression, false, Nulls.AS_USUAL);
    }

    public static Ordering descending(String expression) {
        return new Ordering(expression, true, Nulls.AS_USUAL);
    }
}
