package io.streamhouse.refresh;

import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.plan.Scan;
import io.streamhouse.store.LedgerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be done with a view. Each act can be repeated after it was cut off anywhere: its intent is in the ledger
 * before it begins, and what it did can be read back from the cluster and the snapshots.
 *
 * <p>The hub is at rest: no job, and a state to resume from. Every act begins or ends there.
 */
final class Acts {

    /** For how long nobody has told a job that runs all the time to commit before it does so by itself. */
    private static final Duration FALLBACK_AT_MOST = Duration.ofMinutes(10);

    private static final Duration FALLBACK_AT_LEAST = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final Running running;
    private final Sources sources;
    private final Versions versions;
    private final Holds holds;
    private final Streams streams;
    private final FullRefresh full;

    Acts(Surroundings surroundings, Running running, Sources sources, Versions versions, Holds holds) {
        this.surroundings = surroundings;
        this.running = running;
        this.sources = sources;
        this.versions = versions;
        this.holds = holds;
        this.streams = new Streams(surroundings, running, versions);
        this.full = new FullRefresh(running, sources, versions, holds);
    }

    /** Stops the view's job, if it has one, keeping its place. */
    void settle(ManagedView view) {
        Optional<JobId> job = view.ledger().job();
        if (job.isEmpty()) {
            return;
        }
        Optional<JobSummary> now = surroundings.jobs().find(job.get());
        boolean runs = now.filter(summary -> summary.state() == JobState.RUNNING
                        && summary.tasksTotal() > 0
                        && summary.tasksRunning() == summary.tasksTotal())
                .isPresent();
        if (!runs) {
            recover(view);
            return;
        }
        streams.stop(view, job.get());
    }

    /** Ends whatever is left of a job and finds the newest state that contains everything that was committed. */
    void recover(ManagedView view) {
        StateFiles files = surroundings.stateFiles();
        Optional<JobId> job = view.ledger().job();
        List<ResumePoint> found = new ArrayList<>();
        if (job.isPresent()) {
            running.end(job.get());
            found.addAll(files.checkpoints(job.get()));
        }
        Optional<ResumePoint> before = view.ledger().resume();
        before.ifPresent(found::add);
        List<ResumePoint> savepoints = view.ledger().epoch() > 0 ? files.savepoints(streams.folder(view)) : List.of();
        found.addAll(savepoints);
        long committed = versions.committed(view);
        Optional<ResumePoint> newest = found.stream()
                .filter(point -> point.checkpointId() >= committed)
                .max((left, right) -> left.checkpointId() != right.checkpointId()
                        ? Long.compare(left.checkpointId(), right.checkpointId())
                        : Boolean.compare(left.savepoint(), right.savepoint()));
        // None that is new enough: the newest is named all the same, so that it can be said why it is not carried on.
        Optional<ResumePoint> named = newest.or(() -> before);
        view.update(change ->
                change.resume(named).streamIdentifier(committed).noJob().done());
        // What the state holds beyond the last commit is committed by whoever resumes it.
        // And what it laid over the content of a full refresh is not put right yet.
        boolean mixed = view.keyed()
                && view.ledger().content() == LedgerView.Content.FULL
                && view.version.isPresent()
                && versions.streamIsAhead(view);
        view.pending = mixed || (newest.isPresent() && newest.get().checkpointId() > committed);
        if (newest.isPresent() && newest.get().savepoint()) {
            job.ifPresent(ended -> streams.tidy(view, savepoints, ended));
        }
        Optional<ResumePoint> superseded =
                before.filter(old -> named.filter(now -> KeptState.folder(now).equals(KeptState.folder(old)))
                        .isEmpty());
        superseded.ifPresent(old -> KeptState.letGo(files, old));
        boolean ofTheJob = named.filter(now -> ofTheJob(now, job)).isPresent();
        if (job.isPresent() && !ofTheJob) {
            files.dispose(job.get());
        }
    }

    private static boolean ofTheJob(ResumePoint point, Optional<JobId> job) {
        return job.isPresent()
                && !point.savepoint()
                && KeptState.folder(point).endsWith("/" + job.get().value());
    }

    /** Why the stream of this epoch can't be carried on from where it rests; empty if it can. */
    Optional<String> against(ManagedView view) {
        LedgerView ledger = view.ledger();
        if (ledger.resume().isEmpty()) {
            return Optional.of("There is no state of its stream to carry on from");
        }
        boolean mixable = ledger.content() == LedgerView.Content.STREAM
                || (view.keyed() && Streams.plan(view).deterministic());
        if (!mixable) {
            return Optional.of("A full refresh made its content, and without a key its stream can't be set upon that");
        }
        long kept = ledger.resume().get().checkpointId();
        long committed = versions.committed(view);
        if (kept < committed) {
            return Optional.of("The newest state kept of its stream (checkpoint " + kept
                    + ") is older than its newest version (checkpoint " + committed + ")");
        }
        Optional<RelationId> lost = versions.lost(view);
        if (lost.isPresent()) {
            return Optional.of("Its place in " + lost.get() + " is held no longer");
        }
        return versions.streamInputs(view).unreadable();
    }

    /** Starts the job that is to run all the time. */
    void start(ManagedView view, Optional<Duration> target) {
        Duration interval = target.map(it -> it.multipliedBy(10)).orElse(FALLBACK_AT_MOST);
        interval = interval.compareTo(FALLBACK_AT_LEAST) < 0 ? FALLBACK_AT_LEAST : interval;
        interval = interval.compareTo(FALLBACK_AT_MOST) > 0 ? FALLBACK_AT_MOST : interval;
        streams.resume(view, interval, false);
        view.update(change -> change.mode(RefreshMode.CONTINUOUS).done());
    }

    /** Has the running job commit what it has read, and records what that was. */
    void checkpoint(ManagedView view) {
        streams.commit(view, job(view));
    }

    /** Has the running job commit until the view contains every source as it is now. */
    void catchUp(ManagedView view) {
        if (!streams.commitUpTo(view, job(view), targets(view))) {
            throw new ProblemException(
                    ErrorCode.TIMEOUT,
                    "Its job does not catch up with its sources",
                    "See on the job's page what holds it up; a larger engine, or a longer target, helps");
        }
    }

    private static JobId job(ManagedView view) {
        return view.ledger()
                .job()
                .orElseThrow(() -> new ProblemException(ErrorCode.INTERNAL, "There is no job to commit"));
    }

    /** Resumes, catches up with every source as it is now, and stops: at rest again. */
    void cycle(ManagedView view) {
        List<Long> targets = targets(view);
        List<Long> before = versions.consumed(view);
        streams.resume(view, Streams.NEVER, true);
        streams.catchUp(view, targets, before);
        level(view);
        view.update(LedgerView.Change::done);
    }

    /**
     * Puts right what a stream has laid over the content of a full refresh, if it has read on from where that was made.
     * A row made of changes since may be in the content and gone from the query's result without the stream ever having
     * said so: it reads several inputs in an order of its own, and may have met what ended the row before what began it.
     */
    private void level(ManagedView view) {
        // Over an overwritten source the state is wrong as well: everything is begun anew.
        if (view.ledger().content() != LedgerView.Content.FULL || view.overrun) {
            return;
        }
        full.run(view, Streams.plan(view), versions.reached(view));
        view.update(change -> change.content(LedgerView.Content.STREAM));
    }

    /** Per scan the snapshot to read up to; 0 where there is none. */
    private List<Long> targets(ManagedView view) {
        List<Long> targets = new ArrayList<>();
        Map<RelationId, Long> heads = new HashMap<>();
        for (Scan scan : Streams.plan(view).scans()) {
            targets.add(heads.computeIfAbsent(
                    scan.relation(), id -> sources.settled(id).orElse(0)));
        }
        return targets;
    }

    /** Computes the query over everything as it is now and lets it take the content's place in one commit. */
    void recompute(ManagedView view) {
        view.update(change -> change.intent("full"));
        full.run(view, Streams.plan(view), pins(view));
        view.update(change -> change.mode(RefreshMode.FULL).done());
    }

    private List<OptionalLong> pins(ManagedView view) {
        Map<RelationId, OptionalLong> pinned = new HashMap<>();
        List<OptionalLong> pins = new ArrayList<>();
        for (Scan scan : Streams.plan(view).scans()) {
            pins.add(pinned.computeIfAbsent(scan.relation(), sources::settled));
        }
        return pins;
    }

    /**
     * Begins anew: a complete content, and at rest with a state that carries on from it; for FULL without the state. A
     * view that had no content before is in no mode yet then, unless it is to stay at rest.
     *
     * @param why it has to be
     */
    void bootstrap(ManagedView view, RefreshMode to, String why, Steps steps) {
        if (view.ledger().job().isPresent()) {
            steps.take("Stop the job", () -> {
                abandon(view);
                return "";
            });
        }
        PlannedQuery plan = Streams.plan(view);
        plan.scans().forEach(scan -> holds.prepare(scan.relation()));
        dropEpoch(view);
        view.update(change -> change.nextEpoch(view.definition.query()).intent("bootstrap"));
        view.sourcesChanged = false;
        view.overrun = false;
        if (to == RefreshMode.FULL) {
            steps.take("Compute it whole", () -> {
                recompute(view);
                return why;
            });
            view.foreign = false;
            return;
        }
        List<OptionalLong> pins = pins(view);
        boolean empty =
                sources.head(view.id()).map(head -> head.totalRecords() == 0).orElse(true);
        if (!empty) {
            steps.take("Compute it whole, in one commit", () -> {
                full.run(view, plan, pins);
                return "";
            });
        }
        view.foreign = false;
        steps.take("Build up its state", () -> {
            buildState(view, plan, pins, !empty && !view.keyed());
            return why;
        });
        if (to != RefreshMode.CONTINUOUS || view.held().isPresent()) {
            view.update(change -> change.mode(RefreshMode.INCREMENTAL).done());
        }
    }

    private void buildState(ManagedView view, PlannedQuery plan, List<OptionalLong> pins, boolean contained) {
        List<Map<String, String>> hints = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        List<Long> from = new ArrayList<>();
        for (Scan scan : plan.scans()) {
            OptionalLong pin = pins.get(scan.ordinal());
            boolean whole = pin.isPresent() && !contained;
            long snapshot = whole ? pin.getAsLong() : pin.orElse(0) + 1;
            hints.add(Streams.hints(view, scan, whole ? "from-snapshot-full" : "from-snapshot", snapshot));
            targets.add(contained ? 0 : pin.orElse(0));
            from.add(pin.orElse(0) + 1);
            if (pin.isPresent()) {
                // From now on its changes are followed, so that nobody overwrites it unseen.
                warehouse(scan.relation()).setConsumer(scan.relation(), view.consumer(scan.ordinal()), pin.getAsLong());
            }
            // Keeps what is to be read from expiring before the job has put its own hand on it.
            warehouse(scan.relation())
                    .setConsumer(scan.relation(), view.hold(scan.ordinal()), Math.max(1, pin.orElse(1)));
        }
        view.update(change -> change.content(
                contained ? LedgerView.Content.FULL : view.ledger().content()));
        view.streamed = Optional.of(from);
        streams.begin(view, hints);
        streams.catchUp(view, targets, from);
        if (view.overrun) {
            throw new ProblemException(
                    ErrorCode.WAREHOUSE_FAILED, "A source was overwritten while it was read; it is read anew");
        }
        level(view);
    }

    /** Takes the view to another mode. */
    void reach(ManagedView view, RefreshMode to, Optional<Duration> target, Steps steps) {
        if (view.ledger().job().isPresent()) {
            steps.take("Stop the job with a savepoint", () -> {
                settle(view);
                return view.ledger().resume().map(ResumePoint::path).orElse("");
            });
        }
        if (to == RefreshMode.FULL) {
            steps.take("Compute it whole, in one commit", () -> {
                recompute(view);
                return "";
            });
            return;
        }
        Optional<String> against = against(view);
        if (against.isPresent()) {
            beginAnew(view, to, against.get(), target, steps);
            return;
        }
        try {
            if (view.ledger().content() == LedgerView.Content.FULL) {
                steps.take("Resume the savepoint kept and catch up", () -> {
                    cycle(view);
                    return "";
                });
            }
            keepFresh(view, to, target, steps);
        } catch (StateRefused e) {
            beginAnew(view, to, String.valueOf(e.getMessage()), target, steps);
        }
    }

    private void beginAnew(ManagedView view, RefreshMode to, String why, Optional<Duration> target, Steps steps) {
        bootstrap(view, to, why, steps);
        keepFresh(view, to, target, steps);
    }

    private void keepFresh(ManagedView view, RefreshMode to, Optional<Duration> target, Steps steps) {
        if (to == RefreshMode.CONTINUOUS) {
            steps.take("Start the job that keeps it fresh", () -> {
                start(view, target);
                return view.ledger().job().map(JobId::value).orElse("");
            });
        } else {
            view.update(change -> change.mode(RefreshMode.INCREMENTAL).done());
        }
    }

    /** Ends the job without keeping its place. */
    private void abandon(ManagedView view) {
        view.ledger().job().ifPresent(job -> {
            running.end(job);
            surroundings.stateFiles().dispose(job);
        });
        Optional<ResumePoint> kept = view.ledger().resume();
        view.update(change -> change.noJob().resume(Optional.empty()));
        kept.ifPresent(point -> KeptState.letGo(surroundings.stateFiles(), point));
    }

    /** Releases what the epoch so far holds. */
    private void dropEpoch(ManagedView view) {
        if (view.ledger().epoch() == 0) {
            return;
        }
        surroundings.stateFiles().dispose(streams.folder(view));
        view.ledger().resume().ifPresent(point -> KeptState.letGo(surroundings.stateFiles(), point));
        holds.dropEpoch(view);
    }

    /** Releases everything that is held for a view that is going away. */
    void release(ManagedView view) {
        abandon(view);
        holds.release(view);
        surroundings.stateFiles().dispose(surroundings.stateFiles().savepointFolder(view.uid()));
    }

    private Warehouse warehouse(RelationId id) {
        return surroundings.warehouse(id.catalog());
    }
}
