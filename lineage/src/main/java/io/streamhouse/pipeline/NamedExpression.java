package io.streamhouse.pipeline;

/**
 * One column that a step makes: {@code expression AS name}.
 *
 * @param expression in Flink's dialect, as it was written; names columns of the step's inputs, qualified by the input's
 *     name where both inputs have one of that name
 * @param name the column's name, unquoted
 */
public record NamedExpression(String expression, String name) {}
