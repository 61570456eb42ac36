package io.streamhouse.console.catalog;

/** A listener's place with whom it listens to; closing it ends the calls. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
