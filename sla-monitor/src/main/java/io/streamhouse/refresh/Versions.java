package io.streamhouse.refresh;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Snapshot;
import io.streamhouse.plan.Scan;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which version of a view contains what: recorded when it is known, and looked up. */
final class Versions {

    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);

    /** How far back commits of a stream are looked for. */
    private static final int LOOKED_THROUGH = 60;

    /** How many commits are looked through for those of others. */
    private static final int OTHERS_LOOKED_THROUGH = 200;

    /** For so long after a version was recorded, those of the views that it reads may still be. */
    private static final Duration UPSTREAM_RECORDED = Duration.ofMinutes(2);

    /** How long a scan that never wrote a position is waited for. */
    private static final Duration FIRST_POSITION = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Sources sources;
    private final Running running;
    private final InstantSource clock;
    private final Function<RelationId, Optional<ManagedView>> views;

    Versions(
            Ledger ledger,
            Sources sources,
            Running running,
            InstantSource clock,
            Function<RelationId, Optional<ManagedView>> views) {
        this.ledger = ledger;
        this.sources = sources;
        this.running = running;
        this.clock = clock;
        this.views = views;
    }

    /** Per scan the first snapshot that the stream has not read. */
    List<Long> consumed(ManagedView view) {
        List<Long> next = new ArrayList<>();
        for (Scan scan : view.plan.orElseThrow().scans()) {
            OptionalLong consumer = warehouse(scan.relation()).consumer(scan.relation(), view.consumer(scan.ordinal()));
            next.add(consumer.orElse(1));
        }
        return next;
    }

    /** What the stream was reading and is held for it no more: its changes may be gone, unseen. */
    Optional<RelationId> lost(ManagedView view) {
        Optional<LedgerVersion> version =
                view.version.filter(it -> it.epoch() == view.ledger().epoch());
        if (version.isEmpty()) {
            return Optional.empty();
        }
        return view.plan.orElseThrow().scans().stream()
                .filter(scan -> version.get().reads().get(scan.ordinal()).next() > 1
                        && warehouse(scan.relation())
                                .consumer(scan.relation(), view.consumer(scan.ordinal()))
                                .isEmpty())
                .map(Scan::relation)
                .findFirst();
    }

    /** What happened to the sources since the stream read them. */
    Facts.Inputs streamInputs(ManagedView view) {
        List<Long> next = consumed(view);
        List<LedgerVersion.Read> reads = new ArrayList<>();
        for (Scan scan : view.plan.orElseThrow().scans()) {
            reads.add(new LedgerVersion.Read(scan.relation(), next.get(scan.ordinal())));
        }
        return inputs(reads);
    }

    /**
     * What happened to the sources since a version was made. Over other views, a change is as old as the change at their
     * roots that it comes from: the target is a promise about the roots, and part of it has passed when a view that is
     * read has been refreshed.
     */
    Facts.Inputs inputs(LedgerVersion version) {
        Facts.Inputs direct = inputs(version.reads());
        boolean overViews =
                version.reads().stream().anyMatch(read -> !version.roots().containsKey(read.relation()));
        if (!overViews || direct.oldestUnseen().isEmpty()) {
            return direct;
        }
        Facts.Inputs all = direct;
        for (Map.Entry<RelationId, Long> root : version.roots().entrySet()) {
            try {
                Optional<Instant> oldest =
                        sources.oldestChange(root.getKey(), root.getValue(), sources.head(root.getKey()));
                all = all.and(new Facts.Inputs(oldest, Optional.empty()));
            } catch (ProblemException e) {
                LOG.debug("How old changes of {} are can't be told", root.getKey(), e);
            }
        }
        return all;
    }

    private Facts.Inputs inputs(List<LedgerVersion.Read> reads) {
        Facts.Inputs all = Facts.Inputs.NOTHING_NEW;
        for (LedgerVersion.Read read : reads) {
            all = all.and(sources.since(read.relation(), read.next()));
        }
        return all;
    }

    /** The last commit of this epoch's stream; 0 if there is none. */
    long committed(ManagedView view) {
        Warehouse warehouse = warehouse(view.id());
        Optional<Snapshot> head = warehouse.latest(view.id());
        if (head.isEmpty()) {
            return 0;
        }
        if (ofStream(view, head.get())) {
            return head.get().commitIdentifier();
        }
        return warehouse.snapshots(view.id(), LOOKED_THROUGH).stream()
                .filter(snapshot -> ofStream(view, snapshot))
                .mapToLong(Snapshot::commitIdentifier)
                .max()
                .orElse(view.ledger().streamIdentifier());
    }

    private static boolean ofStream(ManagedView view, Snapshot snapshot) {
        return snapshot.commitUser().startsWith(view.streamUser() + "_")
                || snapshot.commitUser().equals(view.streamUser());
    }

    /** Looks at the commits since the last one that was looked at: has somebody else written? */
    void lookForOthers(ManagedView view) {
        OptionalLong before = view.checkedHead;
        if (view.held().isEmpty()) {
            return;
        }
        Optional<Snapshot> head = sources.head(view.id());
        if (head.isEmpty()) {
            view.foreign = view.version.isPresent();
            return;
        }
        long from = before.orElse(
                view.version.map(LedgerVersion::snapshot).orElse(head.get().id()));
        if (head.get().id() < from) {
            view.foreign = true;
        } else if (head.get().id() > from) {
            List<Snapshot> since = warehouse(view.id()).snapshotsFrom(view.id(), from + 1, OTHERS_LOOKED_THROUGH);
            view.foreign |= since.stream()
                    .anyMatch(snapshot -> !view.signed(snapshot.commitUser())
                            && snapshot.kind() != Snapshot.CommitKind.COMPACT
                            && snapshot.kind() != Snapshot.CommitKind.ANALYZE);
            view.ahead |= since.stream()
                    .anyMatch(snapshot -> ofStream(view, snapshot) && snapshot.kind() == Snapshot.CommitKind.APPEND);
        }
        view.checkedHead = OptionalLong.of(head.get().id());
    }

    /** Waits until what a checkpoint holds is to be seen by readers. */
    void awaitCommit(ManagedView view, long checkpoint, Duration patience) {
        running.await(
                "What the job computed was not committed",
                patience,
                () -> warehouse(view.id())
                        .latest(view.id())
                        .filter(head -> ofStream(view, head) && head.commitIdentifier() >= checkpoint)
                        .isPresent());
    }

    /** When each scan's position was last written. */
    List<Optional<Instant>> marks(ManagedView view) {
        List<Optional<Instant>> marks = new ArrayList<>();
        for (Scan scan : view.plan.orElseThrow().scans()) {
            marks.add(warehouse(scan.relation()).consumerChangedAt(scan.relation(), view.consumer(scan.ordinal())));
        }
        return marks;
    }

    /**
     * Waits until every scan has written its position after a checkpoint: it does so a moment later than the commit. A
     * scan that has seen no snapshot yet writes none, and is not waited for.
     */
    void awaitPositions(ManagedView view, List<Optional<Instant>> before, Duration patience) {
        long deadline = System.nanoTime() + FIRST_POSITION.toNanos();
        running.await("The job's positions were not written", patience, () -> {
            List<Optional<Instant>> now = marks(view);
            for (int scan = 0; scan < before.size(); scan++) {
                Optional<Instant> mark = before.get(scan);
                boolean written = mark.isEmpty()
                        ? now.get(scan).isPresent() || System.nanoTime() > deadline
                        : now.get(scan).filter(mark.get()::isBefore).isPresent();
                if (!written) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Per scan the newest snapshot that the stream contains wholly; empty if there is none. */
    List<OptionalLong> reached(ManagedView view) {
        List<Long> next = consumed(view);
        return view.plan.orElseThrow().scans().stream()
                .map(scan -> sources.settled(scan.relation(), next.get(scan.ordinal()) - 1))
                .toList();
    }

    /** Whether the stream has read changes that came after what the recorded version was made of. */
    boolean wentBeyond(ManagedView view) {
        if (view.version.isEmpty()) {
            return true;
        }
        List<OptionalLong> reached = reached(view);
        List<LedgerVersion.Read> reads = view.version.get().reads();
        for (Scan scan : view.plan.orElseThrow().scans()) {
            long next = reads.get(scan.ordinal()).next();
            long last = reached.get(scan.ordinal()).orElse(0);
            if (sources.rows(scan.relation(), next, last) > 0 || sources.overwritten(scan.relation(), next, last + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Remembers if a source was overwritten among what the stream has read since it was last looked at. */
    void lookForOverruns(ManagedView view) {
        view.overrun |= overran(view, consumed(view));
    }

    /** Whether the newest version is one that the stream committed. */
    boolean streamIsAhead(ManagedView view) {
        return sources.head(view.id()).filter(head -> ofStream(view, head)).isPresent();
    }

    /** Records what the stream's commit {@code identifier}, the newest there is, contains. */
    void recordStream(ManagedView view, long identifier) {
        Optional<Snapshot> head = warehouse(view.id()).latest(view.id());
        if (head.isEmpty() || !ofStream(view, head.get()) || head.get().commitIdentifier() != identifier) {
            return;
        }
        List<Long> next = consumed(view);
        if (overran(view, next)) {
            view.overrun = true;
            return;
        }
        List<OptionalLong> reached = reached(view);
        List<LedgerVersion.Read> reads = new ArrayList<>();
        for (Scan scan : view.plan.orElseThrow().scans()) {
            reads.add(new LedgerVersion.Read(
                    scan.relation(), reached.get(scan.ordinal()).orElse(0) + 1));
        }
        // Others may have written between two commits of the stream: once recorded, those are not looked at any more.
        lookForOthers(view);
        record(view, head.get(), false, reads);
    }

    /** Whether a source was overwritten among what the stream has read since it was last looked at. */
    private boolean overran(ManagedView view, List<Long> next) {
        List<Long> from = view.streamed.orElseGet(() -> view.version
                .filter(version -> version.epoch() == view.ledger().epoch())
                .map(version ->
                        version.reads().stream().map(LedgerVersion.Read::next).toList())
                .orElse(next));
        for (Scan scan : view.plan.orElseThrow().scans()) {
            long first = from.get(scan.ordinal());
            long end = next.get(scan.ordinal());
            if (first < end && sources.overwritten(scan.relation(), first, end)) {
                return true;
            }
        }
        view.streamed = Optional.of(List.copyOf(next));
        return false;
    }

    /** Records what the full refresh that was just committed contains. */
    void recordFull(ManagedView view, Snapshot snapshot, List<OptionalLong> pins) {
        List<LedgerVersion.Read> reads = new ArrayList<>();
        for (Scan scan : view.plan.orElseThrow().scans()) {
            reads.add(new LedgerVersion.Read(
                    scan.relation(), pins.get(scan.ordinal()).orElse(0) + 1));
        }
        record(view, snapshot, true, reads);
    }

    private void record(ManagedView view, Snapshot snapshot, boolean full, List<LedgerVersion.Read> reads) {
        for (int scan = 0; scan < reads.size(); scan++) {
            LedgerVersion.Read read = reads.get(scan);
            warehouse(read.relation()).setConsumer(read.relation(), view.hold(scan), Math.max(1, read.next() - 1));
        }
        LedgerVersion version = new LedgerVersion(
                view.uid(),
                snapshot.id(),
                view.ledger().epoch(),
                snapshot.commitIdentifier(),
                full,
                reads,
                roots(reads),
                clock.instant());
        ledger.record(version);
        view.version = Optional.of(version);
        view.checkedHead = OptionalLong.of(snapshot.id());
        view.ahead = false;
    }

    /**
     * Looks again at what the version of a view over others contains: when it was recorded, what it had read of them may
     * have been committed already and not recorded yet.
     */
    void lookAtRoots(ManagedView view) {
        Optional<LedgerVersion> found = view.version;
        if (found.isEmpty()) {
            return;
        }
        LedgerVersion version = found.get();
        boolean overViews = version.reads().stream()
                .anyMatch(read -> views.apply(read.relation()).isPresent());
        boolean settled = !version.roots().isEmpty()
                && version.recordedAt().plus(UPSTREAM_RECORDED).isBefore(clock.instant());
        if (!overViews || settled) {
            return;
        }
        Map<RelationId, Long> roots = roots(version.reads());
        if (roots.isEmpty() || roots.equals(version.roots())) {
            return;
        }
        LedgerVersion known = new LedgerVersion(
                version.uid(),
                version.snapshot(),
                version.epoch(),
                version.identifier(),
                version.full(),
                version.reads(),
                roots,
                version.recordedAt());
        ledger.roots(known);
        view.version = Optional.of(known);
    }

    /** Per table at the roots the first snapshot that these positions do not contain; empty if that is not known yet. */
    private Map<RelationId, Long> roots(List<LedgerVersion.Read> reads) {
        Map<RelationId, Long> roots = new HashMap<>();
        for (LedgerVersion.Read read : reads) {
            Optional<ManagedView> upstream = views.apply(read.relation());
            if (upstream.isEmpty()) {
                roots.merge(read.relation(), read.next(), Math::min);
                continue;
            }
            Optional<LedgerVersion> contained = ledger.versionAt(upstream.get().uid(), read.next() - 1)
                    .filter(version -> !version.roots().isEmpty());
            if (contained.isEmpty()) {
                return Map.of();
            }
            contained.get().roots().forEach((root, next) -> roots.merge(root, next, Math::min));
        }
        return roots;
    }

    private Warehouse warehouse(RelationId id) {
        return sources.warehouse(id);
    }
}
