package io.streamhouse.console.pipeline.ui;

import io.streamhouse.pipeline.check.NodeProblem;

/** A part of a form in which one part of a step is edited. */
interface FormPart {

    /** Nothing is wrong here any more. */
    void clearProblems();

    /**
     * Shows what is wrong, if it is about this part.
     *
     * @return whether it is
     */
    boolean show(NodeProblem problem);

    /** The inputs of the node are these now. */
    default void offer(FormInputs inputs) {}
}
