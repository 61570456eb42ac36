package io.streamhouse.refresh;

import java.time.Duration;

/**
 * How much is kept for a view that is not read on from, suspended or refreshed in full: the state of its stream, and its
 * place in its sources, which can't clear anything away meanwhile. Beyond either of the two all of it is given up, and
 * the way back is to begin anew.
 *
 * @param bytes of the state of one view
 * @param age since it came to rest
 */
public record KeptLimits(long bytes, Duration age) {

    public static final KeptLimits DEFAULT = new KeptLimits(2L << 30, Duration.ofDays(30));

    public KeptLimits {
        if (bytes < 0 || age.isNegative()) {
            throw new IllegalArgumentException("A limit can't be negative: " + bytes + " bytes, " + age);
        }
    }
}
