package io.streamhouse.console.feed;

/** A page's interest in something, until it is closed. */
@FunctionalInterface
public interface Watch extends AutoCloseable {

    /** Ends the interest. Safe to call twice. */
    @Override
    void close();
}
