package io.streamhouse.pipeline.check;

/**
 * A column of a node's rows.
 *
 * @param type Flink's SQL type without its nullability
 * @param time what makes it a time attribute, if it is one
 */
public record PipelineColumn(String name, String type, boolean nullable, Time time) {

    /** Whether windows and interval joins can go by a column. */
    public enum Time {
        NO,
        EVENT,
        PROCESSING
    }
}
