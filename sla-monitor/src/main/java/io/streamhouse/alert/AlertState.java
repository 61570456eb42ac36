package io.streamhouse.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of one rule and one subject.
 *
 * @param upTo everything before this instant has been taken into account
 * @param firing whether the alert fires
 * @param since when it began to fire, or to be well
 * @param badSince since when the value has been beyond its limit; empty if it is not
 * @param goodSince since when the value has been as it should be; empty if it is not
 * @param unknownSince since when nothing has been known; empty if something is
 * @param unknown whether that has lasted so long that it is worth saying
 * @param worst the value furthest beyond the limit since the alert began, or since {@code badSince}
 * @param last the newest value that was known
 * @param text about the newest reading, in words
 */
public record AlertState(
        Instant upTo,
        boolean firing,
        Instant since,
        Optional<Instant> badSince,
        Optional<Instant> goodSince,
        Optional<Instant> unknownSince,
        boolean unknown,
        OptionalDouble worst,
        OptionalDouble last,
        String text) {

    /** Nothing was looked at yet. */
    public static AlertState begin(Instant at) {
        return new AlertState(
                at,
                false,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "Not looked at yet");
    }

    /** An alert that fired when the console was stopped: goes on at {@code now}. */
    public static AlertState resume(Instant now, Instant since, OptionalDouble worst, String text) {
        return new AlertState(
                now,
                true,
                since,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                worst,
                OptionalDouble.empty(),
                text);
    }

    /** One word for it. */
    public Standing standing() {
        return firing
                ? Standing.FIRING
                : unknown ? Standing.UNKNOWN : badSince.isPresent() ? Standing.PENDING : Standing.OK;
    }

    /** What a rule says of a subject. */
    public enum Standing {
        OK,
        /** Beyond the limit, but not for long enough yet. */
        PENDING,
        FIRING,
        /** Nothing has been known for a while. */
        UNKNOWN
    }
}
