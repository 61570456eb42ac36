package io.streamhouse.console.sqlworkspace;

import java.time.Duration;
import java.util.Optional;

/**
 * How much of a result is kept, so that no statement can fill the memory.
 *
 * @param maxRows rows kept at most
 * @param endless whether a streaming result goes on past {@code maxRows}, the oldest changes making room for the newest
 * @param timeout how long one statement may take; a streaming SELECT then ends with what it has, anything else fails
 */
public record ResultBounds(int maxRows, boolean endless, Optional<Duration> timeout) {

    /** What one statement's rows may weigh, roughly, in characters. */
    static final long MAX_WEIGHT = 48_000_000;

    public ResultBounds {
        if (maxRows < 1) {
            throw new IllegalArgumentException("At least one row must be asked for: " + maxRows);
        }
    }

    /** The page's: batch results end at {@code maxRows}, streaming ones slide until they are stopped. */
    public static ResultBounds forPage(int maxRows) {
        return new ResultBounds(maxRows, true, Optional.empty());
    }

    /** A program's: everything ends at {@code maxRows} or {@code timeout}. */
    public static ResultBounds upTo(int maxRows, Duration timeout) {
        return new ResultBounds(maxRows, false, Optional.of(timeout));
    }
}
