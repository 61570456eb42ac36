package io.streamhouse.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is held in memory of a view whose lag is recorded: the newest sample, what is not stored yet, and how it kept its
 * promise in the hours of the last day, which lists ask for all the time. Guarded by itself.
 */
final class WatchedView {

    private static final int HOURS = 25;

    final String uid;

    /** The newest sample; empty since the start of the process. */
    Optional<LagSample> last = Optional.empty();

    Duration lastPace = Duration.ZERO;

    /** Fine stretches that are not stored yet, and the rest of the block that they belong to. */
    final NavigableMap<Instant, LagStretch> unsaved = new TreeMap<>();

    /** Up to when the hours are there; from then on the fine stretches tell. */
    Instant packedUntil = Instant.EPOCH;

    /** Set when its history was forgotten: whoever still holds this must not write any more. */
    boolean forgotten;

    /** @param late for how much of {@code judged} */
    record Kept(Duration judged, Duration late) {}

    private final long[] hour = new long[HOURS];
    private final long[] judged = new long[HOURS];
    private final long[] late = new long[HOURS];

    WatchedView(String uid) {
        this.uid = uid;
    }

    /** Counts a stretch towards the hour that it lies in. */
    void count(Instant at, LagStretch stretch) {
        count(at, stretch.judged().toMillis(), stretch.late().toMillis());
    }

    /** Counts a sample that stands for {@code millis} from {@code at} on, all within an hour. */
    void count(Instant at, LagSample sample, long millis) {
        boolean promised = sample.lag().isPresent() && sample.target().isPresent() && !sample.suspended();
        if (promised) {
            count(at, millis, sample.above() ? millis : 0);
        }
    }

    private void count(Instant at, long judgedMillis, long lateMillis) {
        long number = Math.floorDiv(at.getEpochSecond(), 3600);
        int place = (int) Math.floorMod(number, (long) HOURS);
        if (hour[place] != number) {
            hour[place] = number;
            judged[place] = 0;
            late[place] = 0;
        }
        judged[place] += judgedMillis;
        late[place] += lateMillis;
    }

    /** How much of the last day could be judged, and for how much of that it was late. */
    Kept keptInDay(Instant now) {
        Instant from = now.minus(Duration.ofDays(1));
        long first = Math.floorDiv(from.getEpochSecond(), 3600);
        long newest = Math.floorDiv(now.getEpochSecond(), 3600);
        double ofFirst = 1 - Math.floorMod(from.getEpochSecond(), 3600) / 3600.0;
        double all = 0;
        double bad = 0;
        for (int place = 0; place < HOURS; place++) {
            if (hour[place] >= first && hour[place] <= newest) {
                double weight = hour[place] == first ? ofFirst : 1;
                all += judged[place] * weight;
                bad += late[place] * weight;
            }
        }
        return new Kept(Duration.ofMillis(Math.round(all)), Duration.ofMillis(Math.round(bad)));
    }

    void startAnew() {
        last = Optional.empty();
        unsaved.clear();
        packedUntil = Instant.EPOCH;
        Arrays.fill(hour, 0);
    }
}
