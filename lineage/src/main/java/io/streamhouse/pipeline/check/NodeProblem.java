package io.streamhouse.pipeline.check;

import io.streamhouse.model.Problem;

/**
 * Something wrong at a node.
 *
 * @param field which part of its step, as a path by the record's component names: {@code condition}, {@code on},
 *     {@code columns[2].expression}, {@code inputs[1]}; {@code step} where it is none in particular. A problem's position
 *     is in that part's text
 * @param blocking whether the node can't be run as it is; otherwise it is a warning
 */
public record NodeProblem(String field, Problem problem, boolean blocking) {}
