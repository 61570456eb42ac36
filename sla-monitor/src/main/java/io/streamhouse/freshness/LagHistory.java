package io.streamhouse.freshness;

import io.streamhouse.freshness.LagReport.Point;
import io.streamhouse.freshness.LagReport.Summary;
import io.streamhouse.store.LagBlock;
import io.streamhouse.store.LagStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers how far views were behind, for a month, and tells of it.
 *
 * <p>Samples come once a second for the strictest targets: a row for each would be gigabytes a month for a thousand
 * views. So what is kept are stretches of time ({@link LagStretch}) that hold how long which lag was had, in classes that
 * grow by a seventh: percentiles, the share within target and the time lost to each cause can be read from any of them
 * and from any sum of them, and a window of a week costs no more than one of an hour. There are three resolutions: ten
 * seconds for some hours, minutes for a day, hours for a month; minutes leave out the classes, since charts show the
 * longest lag only, and everything older than an hour that is asked for percentiles is made of hours.
 *
 * <p>Stretches are packed many to a row (a minute of fine ones, an hour of minutes, a day of hours), since in a database
 * a row costs more than a stretch, and written together once a minute in one transaction, since a transaction costs more
 * than a row. What was measured since the last time is lost when the process is killed: at most two minutes. When an
 * hour is over, minutes and hours are made of its fine rows; that can be repeated, so a restart in between does no harm.
 *
 * <p>A sample stands for the time since the one before, and for none of it when that is much longer than it should be:
 * nobody looked then. Where what was promised is different now, the sample before stands for that time. No time is
 * measured twice: while the clock is behind the newest sample by up to a minute nothing is recorded; when it was put
 * back by more, what lies in its future is forgotten.
 */
public final class LagHistory {

    /** Points of a chart, at most. */
    private static final int POINTS = 480;

    private static final List<Duration> WINDOWS = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

    private static final List<Duration> WIDTHS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2));

    /** Nobody looked for longer than this many paces, and a little more for a busy machine: that time is not known. */
    private static final int PACES_MISSED = 3;

    private static final Duration MISSED = Duration.ofSeconds(5);
    private static final Duration CLOCK_CORRECTED = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** When so much of a window was judged, it is told as if all of it was. */
    private static final double NEARLY_ALL = 0.95;

    private final LagStore store;
    private final InstantSource clock;
    private final Map<String, WatchedView> watched = new ConcurrentHashMap<>();
    private Instant tidiedAt;

    /** A stretch and when it began, with its length. */
    private record Piece(Instant at, Duration width, LagStretch lag) {
        Instant end() {
            return at.plus(width);
        }
    }

    public LagHistory(LagStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        // Not at once: what an earlier process left has to be packed first.
        this.tidiedAt = clock.instant();
    }

    /** Whether a view is due to be looked at again. */
    public boolean due(String uid, Duration pace, Instant now) {
        WatchedView view = watched.get(uid);
        if (view == null) {
            return true;
        }
        synchronized (view) {
            // A clock that was put back must not have it wait until that time has come again.
            return view.last
                    .map(LagSample::at)
                    .filter(at -> !at.isAfter(now) && at.plus(pace).isAfter(now))
                    .isEmpty();
        }
    }

    /** @param pace at which samples of the view come */
    public void record(String uid, LagSample sample, Duration pace) {
        WatchedView view = watching(uid);
        synchronized (view) {
            Optional<LagSample> before = view.last;
            if (before.isPresent() && sample.at().isBefore(before.get().at())) {
                if (!sample.at().isBefore(before.get().at().minus(CLOCK_CORRECTED))) {
                    return;
                }
                forgetFuture(uid, sample.at());
                view.startAnew();
                load(view);
                before = Optional.empty();
            }
            before.ifPresent(known -> stand(view, known, sample, pace));
            view.last = Optional.of(sample);
            view.lastPace = pace;
        }
    }

    private void forgetFuture(String uid, Instant now) {
        List<LagBlock> past = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            Instant block = resolution.blockOf(now);
            NavigableMap<Instant, LagStretch> over = new TreeMap<>();
            stored(uid, resolution, block, now).stream()
                    .filter(piece -> !piece.end().isAfter(now))
                    .forEach(piece -> over.put(piece.at(), piece.lag()));
            past.addAll(blocks(uid, resolution, over));
            store.forgetFrom(uid, resolution.seconds(), block);
        }
        store.save(past);
    }

    private static void stand(WatchedView view, LagSample before, LagSample sample, Duration pace) {
        Duration slower = pace.compareTo(view.lastPace) > 0 ? pace : view.lastPace;
        Duration since = Duration.between(before.at(), sample.at());
        if (since.compareTo(slower.multipliedBy(PACES_MISSED).plus(MISSED)) > 0) {
            return;
        }
        boolean sameWish = before.target().equals(sample.target()) && before.suspended() == sample.suspended();
        LagSample stands = sameWish ? sample : before;
        Instant at = before.at();
        while (at.isBefore(sample.at())) {
            Instant stretch = Resolution.FINE.stretchOf(at);
            Instant end = stretch.plus(Resolution.FINE.stretch());
            Instant until = end.isBefore(sample.at()) ? end : sample.at();
            long millis = until.toEpochMilli() - at.toEpochMilli();
            view.unsaved.computeIfAbsent(stretch, start -> new LagStretch()).add(stands, millis);
            view.count(at, stands, millis);
            at = until;
        }
    }

    private WatchedView watching(String uid) {
        return watched.computeIfAbsent(uid, id -> {
            WatchedView view = new WatchedView(id);
            load(view);
            return view;
        });
    }

    /** Takes up what an earlier process left. */
    private void load(WatchedView view) {
        Instant now = clock.instant();
        List<Piece> hours = stored(view.uid, Resolution.HOURS, now.minus(Duration.ofDays(1)), now);
        if (hours.isEmpty()) {
            hours = stored(view.uid, Resolution.HOURS, Instant.EPOCH, now);
        }
        for (Piece hour : hours) {
            view.packedUntil = hour.end();
            view.count(hour.at(), hour.lag());
        }
        Instant thisBlock = Resolution.FINE.blockOf(now);
        for (Piece fine : stored(view.uid, Resolution.FINE, view.packedUntil, now)) {
            view.count(fine.at(), fine.lag());
            if (!fine.at().isBefore(thisBlock)) {
                view.unsaved.put(fine.at(), fine.lag());
            }
        }
    }

    /** Stores the minutes that are over, packs the hours that are over, and forgets what is too old. */
    public void save() {
        List<LagBlock> blocks = new ArrayList<>();
        for (WatchedView view : watched.values()) {
            synchronized (view) {
                if (!view.forgotten && view.last.isPresent()) {
                    Instant open = Resolution.FINE.blockOf(view.last.get().at());
                    NavigableMap<Instant, LagStretch> over = view.unsaved.headMap(open, false);
                    blocks.addAll(blocks(view.uid, Resolution.FINE, over));
                }
            }
        }
        write(blocks);
        for (WatchedView view : watched.values()) {
            synchronized (view) {
                if (!view.forgotten && view.last.isPresent()) {
                    packHours(view, view.last.get().at());
                }
            }
        }
        tidy();
    }

    /** Stores everything there is, before the end. */
    public void saveAll() {
        List<LagBlock> blocks = new ArrayList<>();
        for (WatchedView view : watched.values()) {
            synchronized (view) {
                if (!view.forgotten) {
                    blocks.addAll(blocks(view.uid, Resolution.FINE, view.unsaved));
                }
            }
        }
        write(blocks);
    }

    private void write(List<LagBlock> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        store.save(blocks);
        for (LagBlock block : blocks) {
            WatchedView view = watched.get(block.uid());
            if (view == null) {
                // Forgotten meanwhile.
                store.forget(block.uid());
                continue;
            }
            synchronized (view) {
                Instant end = Resolution.FINE.blockOf(block.starts()).plus(Duration.ofMinutes(1));
                boolean over =
                        view.last.filter(last -> !last.at().isBefore(end)).isPresent();
                if (over) {
                    view.unsaved.headMap(end, false).clear();
                }
            }
        }
    }

    private static List<LagBlock> blocks(String uid, Resolution resolution, NavigableMap<Instant, LagStretch> lags) {
        Map<Instant, NavigableMap<Instant, LagStretch>> byBlock = new TreeMap<>();
        lags.forEach((at, lag) -> byBlock.computeIfAbsent(resolution.blockOf(at), block -> new TreeMap<>())
                .put(at, lag));
        return byBlock.values().stream()
                .map(stretches -> resolution.pack(uid, stretches))
                .toList();
    }

    /** Makes minutes and hours of the fine stretches of hours that are over. */
    private void packHours(WatchedView view, Instant newest) {
        Instant thisHour = Resolution.HOURS.stretchOf(newest);
        if (!view.packedUntil.isBefore(thisHour)) {
            return;
        }
        NavigableMap<Instant, LagStretch> minutes = new TreeMap<>();
        NavigableMap<Instant, LagStretch> hours = new TreeMap<>();
        for (Piece fine : stored(view.uid, Resolution.FINE, view.packedUntil, thisHour)) {
            minutes.computeIfAbsent(Resolution.MINUTES.stretchOf(fine.at()), at -> new LagStretch())
                    .add(fine.lag());
            hours.computeIfAbsent(Resolution.HOURS.stretchOf(fine.at()), at -> new LagStretch())
                    .add(fine.lag());
        }
        if (!hours.isEmpty()) {
            // The first day may have hours already.
            Instant day = Resolution.HOURS.blockOf(hours.firstKey());
            stored(view.uid, Resolution.HOURS, day, day.plus(Duration.ofDays(1)))
                    .forEach(hour -> hours.putIfAbsent(hour.at(), hour.lag()));
            List<LagBlock> blocks = new ArrayList<>(blocks(view.uid, Resolution.MINUTES, minutes));
            blocks.addAll(blocks(view.uid, Resolution.HOURS, hours));
            store.save(blocks);
        }
        view.packedUntil = thisHour;
    }

    private void tidy() {
        Instant now = clock.instant();
        if (Duration.between(tidiedAt, now).abs().compareTo(HOUR) < 0) {
            return;
        }
        tidiedAt = now;
        for (Resolution resolution : Resolution.values()) {
            store.forgetBefore(resolution.seconds(), Resolution.HOURS.stretchOf(now.minus(resolution.kept())));
        }
    }

    /** Forgets everything about the views that are recorded and not among these. */
    public void keepOnly(Set<String> uids) {
        watched.keySet().stream().filter(uid -> !uids.contains(uid)).toList().forEach(this::forget);
    }

    /** Forgets everything about a view. */
    public void forget(String uid) {
        WatchedView view = watched.remove(uid);
        if (view != null) {
            synchronized (view) {
                view.forgotten = true;
            }
        }
        store.forget(uid);
    }

    /** How far a view was behind in a time of at most a month, and in the last hour, day and week. */
    public LagReport report(String uid, Instant from, Instant to) {
        Instant now = clock.instant();
        WatchedView view = watching(uid);
        synchronized (view) {
            List<Summary> summaries =
                    WINDOWS.stream().map(window -> summary(view, window, now)).toList();
            return new LagReport(from, to, points(view, from, to), summaries);
        }
    }

    /**
     * The share of the last day in which it was as fresh as promised, of the time in which that could be judged: the
     * window told is shorter when it is younger, or was suspended, on demand or not watched for some of the day.
     */
    public WithinTarget within(String uid) {
        Instant now = clock.instant();
        WatchedView view = watching(uid);
        synchronized (view) {
            WatchedView.Kept day = view.keptInDay(now);
            return within(view, Duration.ofDays(1), day.judged(), day.late());
        }
    }

    private static WithinTarget within(WatchedView view, Duration window, Duration judged, Duration late) {
        if (view.last.isEmpty()) {
            return new WithinTarget.Unknown("Its lag has not been looked at since the console started.");
        }
        LagSample last = view.last.get();
        if (last.suspended()) {
            return new WithinTarget.Unknown("It is suspended: nothing is promised.");
        }
        if (last.target().isEmpty()) {
            return new WithinTarget.Unknown("It is refreshed on demand: nothing is promised.");
        }
        if (judged.toMillis() <= 0) {
            return new WithinTarget.Unknown(
                    last.lag().isEmpty()
                            ? "It was not known how far it was behind."
                            : "It has not been watched for long enough yet.");
        }
        double share = 1 - (double) late.toMillis() / judged.toMillis();
        boolean all = judged.toMillis() >= NEARLY_ALL * window.toMillis();
        return new WithinTarget.Known(
                Math.clamp(share, 0, 1), all ? window : Duration.ofSeconds(Math.max(1, judged.toSeconds())));
    }

    private Summary summary(WatchedView view, Duration window, Instant now) {
        LagStretch sum = new LagStretch();
        Instant from = now.minus(window);
        Duration finest = window.compareTo(HOUR) > 0 ? HOUR : Resolution.FINE.stretch();
        for (Piece piece : pieces(view, from, now, finest)) {
            double share = piece.at().isBefore(from)
                    ? (double) Duration.between(from, piece.end()).toMillis()
                            / piece.width().toMillis()
                    : 1;
            sum.add(piece.lag(), share);
        }
        return new Summary(
                window,
                within(view, window, sum.judged(), sum.late()),
                sum.percentile(0.5),
                sum.percentile(0.95),
                sum.longest(),
                sum.aboveTarget(),
                sum.causes());
    }

    private List<Point> points(WatchedView view, Instant from, Instant to) {
        Duration width = width(Duration.between(from, to));
        Map<Instant, Piece> merged = new TreeMap<>();
        for (Piece piece : pieces(view, from, to, width)) {
            boolean whole = piece.width().compareTo(width) >= 0;
            Instant at = whole ? piece.at() : Resolution.floor(piece.at(), width);
            merged.computeIfAbsent(at, start -> new Piece(start, whole ? piece.width() : width, new LagStretch()))
                    .lag()
                    .add(piece.lag());
        }
        return merged.values().stream()
                .map(piece -> new Point(
                        piece.at(),
                        piece.width(),
                        piece.lag().longest(),
                        piece.lag().target(),
                        piece.lag().cause()))
                .toList();
    }

    private static Duration width(Duration span) {
        return WIDTHS.stream()
                .filter(width -> width.multipliedBy(POINTS).compareTo(span) >= 0)
                .findFirst()
                .orElse(WIDTHS.getLast());
    }

    /**
     * What is known of a time, oldest first, no two of the same moment: as fine as there is, unless {@code wanted} is
     * coarser.
     */
    private List<Piece> pieces(WatchedView view, Instant from, Instant to, Duration wanted) {
        Instant now = clock.instant();
        Instant fine = wanted.compareTo(Resolution.MINUTES.stretch()) < 0
                ? earlier(view.packedUntil, kept(Resolution.FINE, now))
                : view.packedUntil;
        Instant minutes = wanted.compareTo(HOUR) < 0 ? earlier(fine, kept(Resolution.MINUTES, now)) : fine;
        List<Piece> pieces = new ArrayList<>();
        pieces.addAll(stored(view.uid, Resolution.HOURS, from, earlier(to, minutes)));
        pieces.addAll(stored(view.uid, Resolution.MINUTES, later(from, minutes), earlier(to, fine)));
        Instant finest = later(from, fine);
        Map<Instant, Piece> newest = new TreeMap<>();
        stored(view.uid, Resolution.FINE, finest, to).forEach(piece -> newest.put(piece.at(), piece));
        view.unsaved.forEach((at, lag) -> {
            Piece piece = new Piece(at, Resolution.FINE.stretch(), lag);
            if (piece.end().isAfter(finest) && at.isBefore(to)) {
                newest.put(at, piece);
            }
        });
        pieces.addAll(newest.values());
        return pieces;
    }

    /** From when on everything of a resolution that was not packed long ago is there. */
    private static Instant kept(Resolution resolution, Instant now) {
        return Resolution.HOURS.stretchOf(now.minus(resolution.kept()));
    }

    /** The stored stretches that end after {@code from} and begin before {@code to}. */
    private List<Piece> stored(String uid, Resolution resolution, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        Instant first = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : resolution.blockOf(from);
        for (LagBlock block : store.blocks(uid, resolution.seconds(), first, to.plusSeconds(1))) {
            resolution.unpack(block).forEach((at, lag) -> {
                Piece piece = new Piece(at, resolution.stretch(), lag);
                if (piece.end().isAfter(from) && at.isBefore(to)) {
                    pieces.add(piece);
                }
            });
        }
        return pieces;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
