package io.streamhouse.console.sqlworkspace;

/**
 * Told of every statement that is run, whether it comes from the page or from {@code POST /sql}. A bean of this type is
 * enough to be told.
 */
public interface StatementListener {

    /** Called on the thread that runs the statement, before it does. Must be quick. */
    void started(RanStatement statement);

    /** Called on the same thread after it ended, well or not. Must be quick. */
    void ended(RanStatement statement);
}
