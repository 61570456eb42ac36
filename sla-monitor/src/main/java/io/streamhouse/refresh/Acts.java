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
import io.streamhouse.store.LedgerVersion;
import io.streamhouse.store.LedgerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done with a view. Each act can be repeated after it was cut off anywhere: its intent is in the ledger
 * before it begins, and what it did can be read back from the cluster and the snapshots.
 *
 * <p>The hub is at rest: no job, and a state to resume from. Every act begins or ends there.
 */
final class Acts {

    private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration WORK_PATIENCE = Duration.ofHours(1);
    private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(5);

    /** A job that only the console's own checkpoints are to commit. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** The longest a job that runs all the time goes without a commit when the console is gone. */
    private static final Duration FALLBACK = Duration.ofSeconds(60);

    /** What a source needs to look at its snapshots for the first time after its task runs. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(150);

    private static final Duration PER_SNAPSHOT = Duration.ofMillis(15);

    private static final int CATCH_UP_ROUNDS = 1_000;

    private final Surroundings surroundings;
    private final Running running;
    private final Sources sources;
    private final Versions versions;
    private final FullRefresh full;

    Acts(Surroundings surroundings, Running running, Sources sources, Versions versions) {
        this.surroundings = surroundings;
        this.running = running;
        this.sources = sources;
        this.versions = versions;
        this.full = new FullRefresh(running, sources, versions);
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
        stop(view, job.get());
    }

    /** Stops a running job with a savepoint: from then on the view is at rest. */
    private void stop(ManagedView view, JobId job) {
        String path = surroundings.jobs().stopWithSavepoint(job, folder(view), WORK_PATIENCE);
        ResumePoint point = surroundings.stateFiles().savepoints(folder(view)).stream()
                .filter(candidate -> samePath(candidate.path(), path))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.WAREHOUSE_FAILED, "The savepoint just taken can't be found: " + path));
        running.await(
                "The job did not end after its savepoint",
                COMMIT_PATIENCE,
                () -> surroundings
                        .jobs()
                        .find(job)
                        .map(summary -> summary.state().terminal())
                        .orElse(true));
        versions.awaitCommit(view, point.checkpointId(), COMMIT_PATIENCE);
        view.update(change -> change.resume(Optional.of(point))
                .streamIdentifier(point.checkpointId())
                .content(LedgerView.Content.STREAM)
                .noJob());
        view.pending = false;
        versions.recordStream(view, point.checkpointId());
        tidy(view, job);
    }

    private static boolean samePath(String left, String right) {
        return plainPath(left).equals(plainPath(right));
    }

    private static String plainPath(String path) {
        String plain = path.replaceFirst("^file:/+", "/");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Savepoints of an epoch lie together. */
    private String folder(ManagedView view) {
        String base = surroundings.stateFiles().savepointFolder(view.uid());
        return (base.endsWith("/") ? base : base + "/") + "e" + view.ledger().epoch();
    }

    /** Deletes what the newest savepoint has superseded, and what the job that ended with it left. */
    private void tidy(ManagedView view, JobId job) {
        StateFiles files = surroundings.stateFiles();
        Optional<ResumePoint> kept = view.ledger().resume();
        for (ResumePoint old : files.savepoints(folder(view))) {
            if (kept.isPresent() && !samePath(old.path(), kept.get().path())) {
                files.dispose(old.path());
            }
        }
        if (kept.isPresent() && kept.get().savepoint()) {
            files.dispose(job);
        }
    }

    /**
     * Mends what a killed process left half written of the view's hands on its sources, before anything is read or
     * written there.
     */
    void mend(ManagedView view) {
        if (view.plan.isEmpty()) {
            return;
        }
        for (Scan scan : plan(view).scans()) {
            RelationId source = scan.relation();
            List<String> broken = warehouse(source).removeBrokenConsumers(source);
            Optional<Long> next = view.version
                    .filter(version -> version.epoch() == view.ledger().epoch())
                    .map(version -> version.reads().get(scan.ordinal()).next());
            for (String consumer : broken) {
                LOG.warn("The consumer {} of {} was left empty by a process that was killed", consumer, source);
            }
            if (broken.contains(view.consumer(scan.ordinal())) && next.isPresent()) {
                warehouse(source).setConsumer(source, view.consumer(scan.ordinal()), next.get());
            }
        }
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
        view.ledger().resume().ifPresent(found::add);
        if (view.ledger().epoch() > 0) {
            found.addAll(files.savepoints(folder(view)));
        }
        long committed = versions.committed(view);
        Optional<ResumePoint> newest = found.stream()
                .filter(point -> point.checkpointId() >= committed)
                .max((left, right) -> left.checkpointId() != right.checkpointId()
                        ? Long.compare(left.checkpointId(), right.checkpointId())
                        : Boolean.compare(left.savepoint(), right.savepoint()));
        view.update(change ->
                change.resume(newest).streamIdentifier(committed).noJob().done());
        // What the state holds beyond the last commit is committed by whoever resumes it.
        view.pending = newest.isPresent() && newest.get().checkpointId() > committed;
        if (newest.isPresent() && newest.get().savepoint()) {
            job.ifPresent(ended -> tidy(view, ended));
        }
    }

    /** Whether the stream of this epoch can be carried on from where it rests. */
    boolean resumable(ManagedView view) {
        LedgerView ledger = view.ledger();
        boolean mixable = ledger.content() == LedgerView.Content.STREAM
                || (view.keyed() && plan(view).deterministic());
        return ledger.resume().isPresent()
                && mixable
                && ledger.resume().get().checkpointId() >= versions.committed(view)
                && !versions.streamInputs(view).unreadable();
    }

    /** Starts the job that is to run all the time. */
    void start(ManagedView view, Optional<Duration> target) {
        Duration interval = target.filter(it -> it.compareTo(FALLBACK) < 0).orElse(FALLBACK);
        resume(view, interval, false);
        view.update(change -> change.mode(RefreshMode.CONTINUOUS).done());
    }

    private void resume(ManagedView view, Duration interval, boolean transitory) {
        ResumePoint from = view.ledger()
                .resume()
                .orElseThrow(() -> new ProblemException(ErrorCode.INTERNAL, "There is no state to carry on from"));
        List<Long> next = versions.consumed(view);
        view.streamed = Optional.of(next);
        List<Map<String, String>> hints = new ArrayList<>();
        for (Scan scan : plan(view).scans()) {
            // Only for a scan that never saw a snapshot and so has no state.
            hints.add(streamHints(view, scan, "from-snapshot", next.get(scan.ordinal())));
        }
        submit(view, hints, interval, Optional.of(from), transitory);
    }

    private static Map<String, String> streamHints(ManagedView view, Scan scan, String mode, long snapshot) {
        Map<String, String> hints = new HashMap<>();
        hints.put("consumer-id", view.consumer(scan.ordinal()));
        hints.put("consumer.ignore-progress", "true");
        // The table has it too, but a catalog may show an engine's session the table as it was.
        hints.put("consumer.expiration-time", "30 d");
        hints.put("continuous.discovery-interval", "100 ms");
        hints.put("scan.mode", mode);
        hints.put("scan.snapshot-id", Long.toString(snapshot));
        hints.put("source.operator-uid.suffix", "s" + scan.ordinal());
        return hints;
    }

    private void submit(
            ManagedView view,
            List<Map<String, String>> hints,
            Duration interval,
            Optional<ResumePoint> from,
            boolean transitory) {
        JobId job = view.nextJob();
        Map<String, String> options = new HashMap<>();
        options.put("$internal.pipeline.job-id", job.value());
        options.put("pipeline.name", (transitory ? "refresh " : "keep fresh ") + view.id());
        options.put("execution.checkpointing.interval", interval.toMillis() + " ms");
        options.put("execution.checkpointing.mode", "EXACTLY_ONCE");
        options.put("execution.checkpointing.timeout", "1 h");
        options.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        options.put("execution.checkpointing.min-pause", "0 ms");
        options.put("table.exec.state.ttl", "0 ms");
        if (transitory) {
            // A failure is to be seen and told, not to be tried again in silence.
            options.put("restart-strategy.type", "none");
        }
        from.ifPresent(point -> options.put("execution.state-recovery.path", point.path()));
        String insert = "INSERT INTO " + view.id().quoted() + " /*+ OPTIONS('commit.user-prefix'='"
                + view.streamUser() + "', 'sink.operator-uid.suffix'='mv') */ "
                + plan(view).sql(hints);
        view.update(change -> change.intent(transitory ? "cycle" : "start").submitting(job));
        running.submit(insert, options, job);
        running.awaitRunning(job, START_PATIENCE);
    }

    private static PlannedQuery plan(ManagedView view) {
        return view.plan.orElseThrow(() -> new ProblemException(view.broken.orElseGet(
                () -> io.streamhouse.model.Problem.of(ErrorCode.INVALID_STATEMENT, "Its query can't be planned"))));
    }

    /** Has the running job commit what it has read, and records what that was. */
    void checkpoint(ManagedView view) {
        JobId job = view.ledger()
                .job()
                .orElseThrow(() -> new ProblemException(ErrorCode.INTERNAL, "There is no job to commit"));
        commit(view, job);
    }

    /** Takes a checkpoint and waits until all of it has taken effect. */
    private void commit(ManagedView view, JobId job) {
        List<Optional<Instant>> marks = versions.marks(view);
        long taken = surroundings.jobs().checkpoint(job, WORK_PATIENCE);
        versions.awaitCommit(view, taken, COMMIT_PATIENCE);
        versions.awaitPositions(view, marks, COMMIT_PATIENCE);
        view.update(change -> change.streamIdentifier(taken).content(LedgerView.Content.STREAM));
        // Should the job have taken another by itself meanwhile, the positions may be that one's.
        boolean alone = surroundings.jobs().checkpoints(job).history().stream().noneMatch(other -> other.id() > taken);
        if (alone) {
            versions.recordStream(view, taken);
        }
    }

    /** Resumes, catches up with every source as it is now, and stops: at rest again. */
    void cycle(ManagedView view) {
        List<Long> targets = targets(view);
        List<Long> before = versions.consumed(view);
        resume(view, NEVER, true);
        catchUp(view, targets, before);
        view.update(LedgerView.Change::done);
    }

    /** Per scan the snapshot to read up to; 0 where there is none. */
    private List<Long> targets(ManagedView view) {
        List<Long> targets = new ArrayList<>();
        Map<RelationId, Long> heads = new HashMap<>();
        for (Scan scan : plan(view).scans()) {
            targets.add(heads.computeIfAbsent(
                    scan.relation(), id -> sources.settled(id).orElse(0)));
        }
        return targets;
    }

    /** Lets the running job read up to the targets and stops it. */
    private void catchUp(ManagedView view, List<Long> targets, List<Long> from) {
        JobId job = view.ledger().job().orElseThrow();
        long behind = 0;
        for (int scan = 0; scan < targets.size(); scan++) {
            behind = Math.max(behind, targets.get(scan) + 1 - from.get(scan));
        }
        // What a full refresh made must not be mixed with an older state: the first commit is to be the last as well.
        boolean oneCommit = view.ledger().content() != LedgerView.Content.STREAM;
        if (oneCommit) {
            running.pause(FIRST_LOOK.plus(PER_SNAPSHOT.multipliedBy(Math.min(behind, 400))));
        }
        for (int round = 0; !oneCommit && round < CATCH_UP_ROUNDS; round++) {
            commit(view, job);
            if (caughtUp(versions.consumed(view), targets)) {
                break;
            }
            running.pause(Duration.ofMillis(50));
        }
        stop(view, job);
        if (!caughtUp(versions.consumed(view), targets)) {
            List<Long> reached = versions.consumed(view);
            resume(view, NEVER, true);
            catchUp(view, targets, reached);
        }
    }

    private static boolean caughtUp(List<Long> next, List<Long> targets) {
        for (int scan = 0; scan < targets.size(); scan++) {
            if (next.get(scan) <= targets.get(scan)) {
                return false;
            }
        }
        return true;
    }

    /** Computes the query over everything as it is now and lets it take the content's place in one commit. */
    void recompute(ManagedView view) {
        view.update(change -> change.intent("full"));
        full.run(view, plan(view), pins(view));
        view.update(change -> change.mode(RefreshMode.FULL).done());
    }

    private List<OptionalLong> pins(ManagedView view) {
        Map<RelationId, OptionalLong> pinned = new HashMap<>();
        List<OptionalLong> pins = new ArrayList<>();
        for (Scan scan : plan(view).scans()) {
            pins.add(pinned.computeIfAbsent(scan.relation(), sources::settled));
        }
        return pins;
    }

    /** Begins anew: a complete content, and at rest with a state that carries on from it; for FULL without the state. */
    void bootstrap(ManagedView view, RefreshMode to, Steps steps) {
        if (view.ledger().job().isPresent()) {
            steps.take("Stop the job", () -> {
                abandon(view);
                return "";
            });
        }
        PlannedQuery plan = plan(view);
        plan.scans().forEach(scan -> sources.prepare(scan.relation()));
        dropEpoch(view);
        view.update(change -> change.nextEpoch(view.definition.query()).intent("bootstrap"));
        view.sourcesChanged = false;
        view.overrun = false;
        if (to == RefreshMode.FULL) {
            steps.take("Compute it whole", () -> {
                recompute(view);
                return "";
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
            return "";
        });
        view.update(change -> change.mode(RefreshMode.INCREMENTAL).done());
    }

    private void buildState(ManagedView view, PlannedQuery plan, List<OptionalLong> pins, boolean contained) {
        List<Map<String, String>> hints = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        List<Long> from = new ArrayList<>();
        for (Scan scan : plan.scans()) {
            OptionalLong pin = pins.get(scan.ordinal());
            boolean whole = pin.isPresent() && !contained;
            long snapshot = whole ? pin.getAsLong() : pin.orElse(0) + 1;
            hints.add(streamHints(view, scan, whole ? "from-snapshot-full" : "from-snapshot", snapshot));
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
        submit(view, hints, NEVER, Optional.empty(), true);
        catchUp(view, targets, from);
        if (view.overrun) {
            throw new ProblemException(
                    ErrorCode.WAREHOUSE_FAILED, "A source was overwritten while it was read; it is read anew");
        }
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
        if (!resumable(view)) {
            bootstrap(view, to, steps);
        } else if (view.ledger().content() == LedgerView.Content.FULL) {
            steps.take("Resume the savepoint kept and catch up", () -> {
                cycle(view);
                return "";
            });
        }
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
        view.update(change -> change.noJob().resume(Optional.empty()));
    }

    /** Releases what the epoch so far holds. */
    private void dropEpoch(ManagedView view) {
        if (view.ledger().epoch() == 0) {
            return;
        }
        StateFiles files = surroundings.stateFiles();
        files.savepoints(folder(view)).forEach(point -> files.dispose(point.path()));
        List<LedgerVersion.Read> reads = view.version.map(LedgerVersion::reads).orElse(List.of());
        for (int scan = 0; scan < Math.max(reads.size(), plan(view).scans().size()); scan++) {
            RelationId relation = scan < plan(view).scans().size()
                    ? plan(view).scans().get(scan).relation()
                    : reads.get(scan).relation();
            warehouse(relation).removeConsumer(relation, view.consumer(scan));
        }
    }

    /** Releases everything that is held for a view that is going away. */
    void release(ManagedView view) {
        abandon(view);
        view.plan.ifPresent(plan -> {
            dropEpoch(view);
            for (Scan scan : plan.scans()) {
                warehouse(scan.relation()).removeConsumer(scan.relation(), view.hold(scan.ordinal()));
            }
        });
    }

    private Warehouse warehouse(RelationId id) {
        return surroundings.warehouse(id.catalog());
    }
}
