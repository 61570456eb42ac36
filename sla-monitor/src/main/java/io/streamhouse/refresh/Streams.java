package io.streamhouse.refresh;

import io.streamhouse.engine.StateFiles;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.plan.PlannedQuery;
import io.streamhouse.plan.Scan;
import io.streamhouse.store.LedgerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streaming jobs of views: started from where they rest, made to commit, and brought to rest again. */
final class Streams {

    /** A job that only the console's own checkpoints are to commit. */
    static final Duration NEVER = Duration.ofDays(36_500);

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration WORK_PATIENCE = Duration.ofHours(1);
    private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(5);

    /** What a source needs to look at its snapshots for the first time after its task runs. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(150);

    private static final Duration PER_SNAPSHOT = Duration.ofMillis(15);

    private static final int CATCH_UP_ROUNDS = 1_000;

    private final Surroundings surroundings;
    private final Running running;
    private final Versions versions;

    Streams(Surroundings surroundings, Running running, Versions versions) {
        this.surroundings = surroundings;
        this.running = running;
        this.versions = versions;
    }

    /** Stops a running job with a savepoint: from then on the view is at rest. */
    void stop(ManagedView view, JobId job) {
        String folder = folder(view);
        Optional<ResumePoint> before = view.ledger().resume();
        String path = surroundings.jobs().stopWithSavepoint(job, folder, WORK_PATIENCE);
        List<ResumePoint> found = surroundings.stateFiles().savepoints(folder);
        ResumePoint point = found.stream()
                .filter(candidate -> KeptState.samePath(candidate.path(), path))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.WAREHOUSE_FAILED, "The savepoint just taken can't be found: " + path));
        versions.awaitCommit(view, point.checkpointId(), COMMIT_PATIENCE);
        boolean mixed = isLaidOver(view) && versions.wentBeyond(view);
        view.update(change -> change.resume(Optional.of(point))
                .streamIdentifier(point.checkpointId())
                .content(mixed ? LedgerView.Content.FULL : LedgerView.Content.STREAM)
                .noJob());
        view.pending = false;
        if (mixed) {
            versions.lookForOverruns(view);
        } else {
            versions.recordStream(view, point.checkpointId());
        }
        tidy(view, found, job);
        before.filter(old -> found.stream().noneMatch(other -> KeptState.samePath(other.path(), old.path())))
                .ifPresent(old -> KeptState.letGo(surroundings.stateFiles(), old));
    }

    /** Whether what the stream commits is laid over a content that a full refresh made. */
    private static boolean isLaidOver(ManagedView view) {
        return view.keyed() && view.ledger().content() == LedgerView.Content.FULL;
    }

    /** Savepoints of an epoch lie together. */
    String folder(ManagedView view) {
        String base = surroundings.stateFiles().savepointFolder(view.uid());
        return (base.endsWith("/") ? base : base + "/") + "e" + view.ledger().epoch();
    }

    /**
     * Deletes what the newest savepoint has superseded, what was never finished, and what the job that ended with it
     * left.
     */
    void tidy(ManagedView view, List<ResumePoint> savepoints, JobId job) {
        StateFiles files = surroundings.stateFiles();
        Optional<ResumePoint> kept = view.ledger().resume();
        for (ResumePoint old : savepoints) {
            if (kept.isPresent() && !KeptState.samePath(old.path(), kept.get().path())) {
                files.dispose(old.path());
            }
        }
        files.unfinished(folder(view)).forEach(files::dispose);
        if (kept.isPresent() && kept.get().savepoint()) {
            files.dispose(job);
        }
    }

    /** Starts a job from where the view rests. */
    void resume(ManagedView view, Duration interval, boolean transitory) {
        ResumePoint from = view.ledger()
                .resume()
                .orElseThrow(() -> new ProblemException(ErrorCode.INTERNAL, "There is no state to carry on from"));
        List<Long> next = versions.consumed(view);
        view.streamed = Optional.of(next);
        List<Map<String, String>> hints = new ArrayList<>();
        for (Scan scan : plan(view).scans()) {
            // Only for a scan that never saw a snapshot and so has no state.
            hints.add(hints(view, scan, "from-snapshot", next.get(scan.ordinal())));
        }
        submit(view, hints, interval, Optional.of(from), transitory);
    }

    /** Starts the first job of an epoch, which only commits when it is told to. */
    void begin(ManagedView view, List<Map<String, String>> hints) {
        submit(view, hints, NEVER, Optional.empty(), true);
    }

    static Map<String, String> hints(ManagedView view, Scan scan, String mode, long snapshot) {
        Map<String, String> hints = new HashMap<>();
        hints.put("consumer-id", view.consumer(scan.ordinal()));
        hints.put("consumer.ignore-progress", "true");
        // The table has it too, but a catalog may show an engine's session the table as it was.
        hints.put("consumer.expiration-time", "30 d");
        hints.put("continuous.discovery-interval", "100 ms");
        hints.put("scan.mode", mode);
        hints.put("scan.snapshot-id", Long.toString(snapshot));
        hints.put("source.operator-uid.suffix", "s" + scan.ordinal());
        if (scan.toldByWriters()) {
            hints.put("changelog-producer", "none");
        }
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
        // Those that were asked for count too: by itself it takes one only where nobody has asked for so long.
        options.put("execution.checkpointing.min-pause", interval.toMillis() + " ms");
        options.put("table.exec.state.ttl", "0 ms");
        if (transitory) {
            // A failure is to be seen and told, not to be tried again in silence.
            options.put("restart-strategy.type", "none");
        }
        from.ifPresent(point -> options.put("execution.state-recovery.path", point.path()));
        String layout = layout(view);
        String insert = "INSERT INTO " + view.id().quoted() + " /*+ OPTIONS('commit.user-prefix'='"
                + view.streamUser() + "', 'sink.operator-uid.suffix'='mv_" + layout + "') */ "
                + plan(view).sql(hints);
        view.update(change -> change.intent(transitory ? "cycle" : "start").submitting(job));
        running.submit(insert, options, job);
        running.awaitRunning(job, START_PATIENCE);
        if (!layout(view).equals(layout)) {
            throw new ProblemException(
                    ErrorCode.WAREHOUSE_FAILED, "A source was given other columns while its job was started");
        }
    }

    /** As a part of a name: a state made of rows that looked otherwise finds no operator of its name, and is refused. */
    private String layout(ManagedView view) {
        return Layout.of(
                plan(view),
                plan(view).scans().stream()
                        .map(Scan::relation)
                        .map(source -> surroundings
                                .warehouse(source.catalog())
                                .relationNow(source)
                                .schema())
                        .toList());
    }

    static PlannedQuery plan(ManagedView view) {
        return view.plan.orElseThrow(() -> new ProblemException(view.broken.orElseGet(
                () -> io.streamhouse.model.Problem.of(ErrorCode.INVALID_STATEMENT, "Its query can't be planned"))));
    }

    /** Takes a checkpoint and waits until all of it has taken effect. */
    void commit(ManagedView view, JobId job) {
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

    /** Takes checkpoints until the view contains its sources up to the targets. */
    boolean commitUpTo(ManagedView view, JobId job, List<Long> targets) {
        for (int round = 0; round < CATCH_UP_ROUNDS; round++) {
            commit(view, job);
            if (caughtUp(versions.consumed(view), targets)) {
                return true;
            }
            running.pause(Duration.ofMillis(50));
        }
        return false;
    }

    /** Lets the running job read up to the targets and stops it. */
    void catchUp(ManagedView view, List<Long> targets, List<Long> from) {
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
        if (!oneCommit) {
            commitUpTo(view, job, targets);
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
}
