package io.streamhouse.pipeline;

/**
 * One step of a pipeline.
 *
 * @param name unique in the pipeline, unquoted; what other nodes' expressions and the SQL's {@code WITH} call its rows
 * @param note a person's words about it, kept as comments in the SQL; may be empty
 */
public record PipelineNode(String name, Step step, String note) {

    public static PipelineNode of(String name, Step step) {
        return new PipelineNode(name, step, "");
    }
}
