package io.streamhouse.console.settings;

/**
 * Told of every job that a statement run through the console left running, whoever ran it and from wherever. A bean of
 * this type is enough to be told.
 */
@FunctionalInterface
public interface SubmissionListener {

    /** Called on the thread that read the statement's result, before its reader sees it. Must be quick. */
    void submitted(Submission submission);
}
