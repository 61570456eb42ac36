package io.streamhouse.refresh;

import io.streamhouse.cost.Workload;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much happens to tables, read off their snapshots: those there are when a table is first looked at, and from then
 * on each new one once, so that a day is known although storage keeps an hour.
 */
final class Workloads {

    /** What was seen of a table holds for so long. */
    private static final Duration SEEN = Duration.ofSeconds(15);

    private static final int LOOKED_THROUGH = 300;
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** A table known for less is too young to tell. */
    private static final Duration TOO_YOUNG = Duration.ofMinutes(3);

    /** The shortest time with so many commits in it tells best how things are now. */
    private static final int MANY = 20;

    private static final int SOME = 3;

    private static final List<Duration> SPANS = List.of(Duration.ofMinutes(15), Duration.ofHours(1));

    private static final class Minute {
        private final Instant from;
        private long commits;
        private long rows;
        private long overwrites;
        private long gaps;
        private double gapSeconds;
        private double gapSquares;

        private Minute(Instant from) {
            this.from = from;
        }
    }

    private static final class Table {
        private Instant lookedAt = Instant.EPOCH;
        private long last;
        private long baseRows;
        private Optional<Instant> knownSince = Optional.empty();
        private Optional<Instant> lastChange = Optional.empty();

        /** Newest first. */
        private final Deque<Minute> minutes = new ArrayDeque<>();
    }

    private final Sources sources;
    private final InstantSource clock;
    private final Map<RelationId, Table> tables = new ConcurrentHashMap<>();

    Workloads(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** What happens to the inputs of a view, one per scan of its query. */
    Workload of(List<RelationId> scans) {
        return scans.stream().map(this::of).reduce(Workload::plus).orElseGet(() -> Workload.assumed(0));
    }

    private Workload of(RelationId id) {
        Table table = tables.get(id);
        if (table == null) {
            forget();
            table = tables.computeIfAbsent(id, it -> new Table());
        }
        synchronized (table) {
            Instant now = clock.instant();
            if (table.lookedAt.plus(SEEN).isBefore(now)) {
                try {
                    look(id, table, now);
                } catch (ProblemException storageDoesNotAnswer) {
                    // What was seen before is told on; the next look comes by itself.
                    table.lookedAt = now;
                }
            }
            return told(table, now);
        }
    }

    /** Forgets tables that nobody asks about any more. */
    private void forget() {
        Instant before = clock.instant().minus(REMEMBERED);
        // One that was just added has not been looked at yet.
        tables.values().removeIf(table -> table.lookedAt.isBefore(before) && !table.lookedAt.equals(Instant.EPOCH));
    }

    private void look(RelationId id, Table table, Instant now) {
        table.lookedAt = now;
        Optional<Snapshot> head = sources.head(id);
        if (head.isEmpty()) {
            return;
        }
        long newest = head.get().id();
        table.baseRows = head.get().totalRecords();
        if (newest < table.last) {
            table.last = 0;
            table.minutes.clear();
            table.lastChange = Optional.empty();
        }
        if (newest == table.last) {
            return;
        }
        int unseen = (int) Math.min(LOOKED_THROUGH, newest - table.last);
        List<Snapshot> found = sources.warehouse(id).snapshots(id, unseen);
        boolean gap = found.isEmpty() || found.getLast().id() > table.last + 1;
        if (table.last == 0 || gap) {
            table.minutes.clear();
            table.lastChange = Optional.empty();
            table.knownSince = found.isEmpty()
                    ? Optional.of(now)
                    : Optional.of(found.getLast().committedAt());
        }
        for (Snapshot snapshot : found.reversed()) {
            if (snapshot.id() > table.last) {
                count(table, snapshot);
            }
        }
        table.last = newest;
        while (!table.minutes.isEmpty() && table.minutes.getLast().from.isBefore(now.minus(REMEMBERED))) {
            table.minutes.removeLast();
        }
    }

    private static void count(Table table, Snapshot snapshot) {
        boolean overwrites = snapshot.kind() == Snapshot.CommitKind.OVERWRITE;
        boolean changes = overwrites || (snapshot.kind() == Snapshot.CommitKind.APPEND && snapshot.deltaRecords() != 0);
        // The first content of a table is what a view of it begins with, not a change to it.
        if (!changes || snapshot.id() == 1) {
            return;
        }
        Instant at = Instant.ofEpochSecond(Math.floorDiv(snapshot.committedAt().getEpochSecond(), 60) * 60);
        if (table.minutes.isEmpty() || table.minutes.getFirst().from.isBefore(at)) {
            table.minutes.addFirst(new Minute(at));
        }
        Minute minute = table.minutes.getFirst();
        minute.commits++;
        minute.rows += overwrites ? snapshot.totalRecords() : Math.abs(snapshot.deltaRecords());
        minute.overwrites += overwrites ? 1 : 0;
        table.lastChange.ifPresent(before -> {
            double gap =
                    Math.max(0, Duration.between(before, snapshot.committedAt()).toMillis() / 1_000.0);
            minute.gaps++;
            minute.gapSeconds += gap;
            minute.gapSquares += gap * gap;
        });
        table.lastChange = Optional.of(snapshot.committedAt());
    }

    private static Workload told(Table table, Instant now) {
        Instant since = table.knownSince.orElse(now);
        Duration known = Duration.between(since, now);
        if (known.compareTo(TOO_YOUNG) < 0) {
            return Workload.assumed(table.baseRows);
        }
        for (Duration span : SPANS) {
            Workload recent = over(table, now, span.compareTo(known) < 0 ? span : known);
            double commits = recent.commits() * recent.over().toSeconds();
            if (commits >= (span.equals(SPANS.getFirst()) ? MANY : SOME)) {
                return recent;
            }
        }
        return over(table, now, REMEMBERED.compareTo(known) < 0 ? REMEMBERED : known);
    }

    private static Workload over(Table table, Instant now, Duration span) {
        long commits = 0;
        long rows = 0;
        long overwrites = 0;
        long gaps = 0;
        double gapSeconds = 0;
        double gapSquares = 0;
        for (Minute minute : table.minutes) {
            if (minute.from.isBefore(now.minus(span))) {
                break;
            }
            commits += minute.commits;
            rows += minute.rows;
            overwrites += minute.overwrites;
            gaps += minute.gaps;
            gapSeconds += minute.gapSeconds;
            gapSquares += minute.gapSquares;
        }
        double seconds = span.toSeconds();
        return new Workload(
                commits / seconds,
                irregularity(gaps, gapSeconds, gapSquares),
                rows / seconds,
                overwrites / seconds,
                table.baseRows,
                span);
    }

    /** The variance of the gaps over the square of their mean; 1 where too few are known. */
    static double irregularity(long gaps, double seconds, double squares) {
        if (gaps < SOME || seconds <= 0) {
            return 1;
        }
        return Math.clamp(gaps * squares / (seconds * seconds) - 1, 0, 1);
    }
}
