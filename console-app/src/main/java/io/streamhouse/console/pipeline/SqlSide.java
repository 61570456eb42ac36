package io.streamhouse.console.pipeline;

import io.streamhouse.model.Problem;

/** The SQL of an open pipeline, and how it stands to the picture. */
public sealed interface SqlSide {

    /** What is to be seen as SQL. */
    String text();

    /** Text and picture say the same. */
    record InStep(String text) implements SqlSide {}

    /**
     * The text can't be read as a pipeline as it is. The picture is that of the last text that could.
     *
     * @param problem why, with its position in the text
     */
    record Unread(String text, Problem problem) implements SqlSide {}

    /**
     * The picture can't be written as SQL yet, such as one with a join that has one input.
     *
     * @param text that of the last picture that could; empty if there was none
     * @param problem why, naming the node
     */
    record Unwritten(String text, Problem problem) implements SqlSide {}
}
