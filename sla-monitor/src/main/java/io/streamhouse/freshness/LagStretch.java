package io.streamhouse.freshness;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a view's lag over a stretch of time. Times are weights: a lag that held for a minute counts
 * sixty times as much as one that held for a second. Not for several threads at once.
 *
 * <p>Lags are counted in classes of which each reaches a seventh further than the one before, so that a percentile read
 * from them is at most 7.5 % off (10 ms below 10 ms), whatever the target; the longest lag is kept as it was.
 */
final class LagStretch {

    private static final double GROWTH = Math.pow(2, 0.2);
    private static final double LOG_GROWTH = Math.log(GROWTH);
    private static final int SMALLEST = 10;

    /** Enough for a lag of ten years. */
    private static final int CLASSES = 180;

    private static final int CAUSES = LagCause.values().length;
    private static final int NONE = -1;

    /** Time is stored in tenths of a second. */
    private static final int UNIT = 100;

    private final long[] classes = new long[CLASSES];
    private final long[] above = new long[CAUSES];
    private final long[] unknown = new long[CAUSES];
    private long judged;
    private long longest = NONE;
    private long target = NONE;

    /** Adds what a sample found and for how many milliseconds that is to stand. */
    void add(LagSample sample, long millis) {
        target = sample.target().map(Duration::toMillis).orElse(target);
        int cause = sample.cause().orElse(LagCause.SLOW_REFRESH).ordinal();
        if (sample.lag().isEmpty()) {
            unknown[cause] += millis;
            return;
        }
        long lag = sample.lag().get().toMillis();
        classes[classOf(lag)] += millis;
        longest = Math.max(longest, lag);
        if (sample.above()) {
            above[cause] += millis;
        }
        if (sample.target().isPresent() && !sample.suspended()) {
            judged += millis;
        }
    }

    /** Adds a later stretch. */
    void add(LagStretch later) {
        add(later, 1);
    }

    /** Adds a share, from 0 to 1, of a later stretch, as if everything in it were spread evenly. */
    void add(LagStretch later, double share) {
        for (int at = 0; at < CLASSES; at++) {
            classes[at] += Math.round(later.classes[at] * share);
        }
        for (int cause = 0; cause < CAUSES; cause++) {
            above[cause] += Math.round(later.above[cause] * share);
            unknown[cause] += Math.round(later.unknown[cause] * share);
        }
        judged += Math.round(later.judged * share);
        longest = Math.max(longest, later.longest);
        target = later.target == NONE ? target : later.target;
    }

    /** For how long it was known how far behind it was, while something was promised and it was not suspended. */
    Duration judged() {
        return Duration.ofMillis(judged);
    }

    /** For how much of {@link #judged} it was further behind than promised. */
    Duration late() {
        return aboveTarget().minusMillis(above[LagCause.SUSPENDED.ordinal()]);
    }

    /** For how long it was further behind than promised, suspended or not. */
    Duration aboveTarget() {
        return Duration.ofMillis(sum(above));
    }

    /** For how long each cause had it behind, or not known how far. */
    Map<LagCause, Duration> causes() {
        Map<LagCause, Duration> causes = new EnumMap<>(LagCause.class);
        for (LagCause cause : LagCause.values()) {
            long millis = above[cause.ordinal()] + unknown[cause.ordinal()];
            if (millis > 0) {
                causes.put(cause, Duration.ofMillis(millis));
            }
        }
        return causes;
    }

    /** What had it behind, or not known how far, for the longest. */
    Optional<LagCause> cause() {
        return causes().entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** The longest lag; empty if none was known. */
    Optional<Duration> longest() {
        return longest == NONE ? Optional.empty() : Optional.of(Duration.ofMillis(longest));
    }

    /** The newest target that held; empty if none did. */
    Optional<Duration> target() {
        return target == NONE ? Optional.empty() : Optional.of(Duration.ofMillis(target));
    }

    /** The lag that was not exceeded for this share of the time it was known; empty if it never was. */
    Optional<Duration> percentile(double share) {
        long known = sum(classes);
        if (known == 0) {
            return Optional.empty();
        }
        double wanted = known * share;
        long passed = 0;
        int at = 0;
        while (at < CLASSES - 1) {
            passed += classes[at];
            if (passed >= wanted && passed > 0) {
                break;
            }
            at++;
        }
        return Optional.of(Duration.ofMillis(Math.min(Math.max(longest, 0), middleOf(at))));
    }

    private static int classOf(long lag) {
        return lag < SMALLEST ? 0 : Math.min(CLASSES - 1, 1 + (int) (Math.log((double) lag / SMALLEST) / LOG_GROWTH));
    }

    private static long middleOf(int at) {
        return at == 0 ? 0 : Math.round(SMALLEST * Math.pow(GROWTH, at - 0.5));
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    /** @param withClasses whether percentiles are to be known of it later */
    void write(ByteArrayOutputStream out, boolean withClasses) {
        number(out, units(judged));
        number(out, target + 1);
        number(out, longest + 1);
        causes(out, above);
        causes(out, unknown);
        int first = 1;
        int end = CLASSES;
        while (first < end && units(classes[first]) == 0) {
            first++;
        }
        while (end > first && units(classes[end - 1]) == 0) {
            end--;
        }
        number(out, withClasses ? units(classes[0]) : 0);
        number(out, first);
        number(out, withClasses ? end - first : 0);
        for (int at = first; withClasses && at < end; at++) {
            number(out, units(classes[at]));
        }
    }

    static LagStretch read(ByteBuffer in) {
        LagStretch read = new LagStretch();
        read.judged = number(in) * UNIT;
        read.target = number(in) - 1;
        read.longest = number(in) - 1;
        causes(in, read.above);
        causes(in, read.unknown);
        read.classes[0] = number(in) * UNIT;
        int first = (int) number(in);
        int end = first + (int) number(in);
        for (int at = first; at < end; at++) {
            read.classes[at] = number(in) * UNIT;
        }
        return read;
    }

    private static long units(long millis) {
        return (millis + UNIT / 2) / UNIT;
    }

    private static void causes(ByteArrayOutputStream out, long[] causes) {
        int which = 0;
        for (int cause = 0; cause < CAUSES; cause++) {
            which |= units(causes[cause]) > 0 ? 1 << cause : 0;
        }
        number(out, which);
        for (long millis : causes) {
            if (units(millis) > 0) {
                number(out, units(millis));
            }
        }
    }

    private static void causes(ByteBuffer in, long[] causes) {
        long which = number(in);
        for (int cause = 0; cause < CAUSES; cause++) {
            if ((which & 1L << cause) != 0) {
                causes[cause] = number(in) * UNIT;
            }
        }
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static long number(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }
}
