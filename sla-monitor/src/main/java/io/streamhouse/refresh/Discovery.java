package io.streamhouse.refresh;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ForeignSuspension;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.ResumePoint;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.Snapshot.CommitKind;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what has become of views and their sources while nobody looked: dropped or suspended by another client, sources
 * changed, a ledger that was lost, files that a killed process left half written.
 */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    /** How long after its job has stopped the catalog may say so. */
    private static final Duration SUSPENSION_WRITTEN = Duration.ofSeconds(3);

    /** A statement takes no longer than that from its submission to its job. */
    private static final Duration LATE_AT_MOST = Duration.ofMinutes(10);

    /** As many commits of a view are looked through for those that were more than a compaction. */
    private static final int LOOKED_THROUGH = 20;

    private final Surroundings surroundings;
    private final Views views;
    private final Ledger ledger;
    private final Acts acts;
    private final Holds holds;
    private final Running running;
    private final History history;
    private final InstantSource clock;
    private final Runnable changed;

    Discovery(
            Surroundings surroundings,
            Views views,
            Ledger ledger,
            Acts acts,
            Holds holds,
            Running running,
            History history,
            InstantSource clock,
            Runnable changed) {
        this.surroundings = surroundings;
        this.views = views;
        this.ledger = ledger;
        this.acts = acts;
        this.holds = holds;
        this.running = running;
        this.history = history;
        this.clock = clock;
        this.changed = changed;
    }

    /** Looks after the hands of a view, unless something is being done with it. */
    void keep(ManagedView view, Instant now) {
        if (view.plan.isEmpty() || view.broken.isPresent() || view.rebuild || !view.acting.tryLock()) {
            return;
        }
        try {
            holds.keep(view, now);
        } catch (ProblemException e) {
            LOG.warn(
                    "The hands of {} can't be looked after now: {}",
                    view.id(),
                    e.problem().what());
        } finally {
            view.acting.unlock();
        }
    }

    /** Sees what others may have done to a view. */
    void look(ManagedView view) {
        views.plan(view);
        if (!view.mended && view.plan.isPresent()) {
            holds.mend(view);
            view.mended = true;
            views.measure(view);
        }
        if (view.rebuild && view.plan.isPresent()) {
            rebuild(view);
        }
        suspendedElsewhere(view);
        endLateComers(view);
    }

    /** Remembers the view's job if the engine does not know it: whoever handed it over may have died meanwhile. */
    void expect(ManagedView view) {
        view.ledger()
                .job()
                .filter(job -> surroundings.jobs().state(job).isEmpty())
                .ifPresent(job -> view.givenUp.put(job, clock.instant()));
    }

    /** An engine that outlives a console still starts what that handed it last. */
    private void endLateComers(ManagedView view) {
        view.givenUp.forEach((job, since) -> {
            Optional<JobState> state = surroundings.jobs().state(job);
            if (state.filter(it -> !it.terminal()).isPresent()) {
                LOG.info("A job of {} that was given up has started after all: it is cancelled", view.id());
                surroundings.jobs().cancel(job);
            } else if (state.isPresent() || since.plus(LATE_AT_MOST).isBefore(clock.instant())) {
                // What it left may be what the view goes on from: an engine that was lost does not know its jobs
                // either.
                view.givenUp.remove(job);
            }
        });
    }

    /** What the ledger has lost is found in the snapshots and the consumers of the newest epoch. */
    private void rebuild(ManagedView view) {
        int epoch = 0;
        String before = "sh_" + view.uid() + "_e";
        for (RelationId source : Views.reads(view)) {
            for (var consumer : surroundings.warehouse(source.catalog()).consumers(source)) {
                if (consumer.id().startsWith(before)) {
                    String rest = consumer.id().substring(before.length());
                    epoch = Math.max(epoch, Integer.parseInt(rest.substring(0, rest.indexOf("_s"))));
                }
            }
        }
        int found = epoch;
        // Job ids must not come again, and it is forgotten how many there were.
        int attempts = (int) (clock.instant().getEpochSecond() % 100_000_000);
        if (found > 0) {
            List<Snapshot> written =
                    surroundings.warehouse(view.id().catalog()).snapshots(view.id(), LOOKED_THROUGH).stream()
                            .filter(snapshot -> snapshot.kind() != CommitKind.COMPACT)
                            .toList();
            boolean streamed = !written.isEmpty() && isOfStream(written.getFirst());
            // Right after a full refresh, what the stream committed may have been laid over that.
            boolean wholly = streamed && (written.size() == 1 || isOfStream(written.get(1)));
            view.update(change -> change.epoch(found, attempts)
                    .query(view.definition.query())
                    .content(wholly ? LedgerView.Content.STREAM : LedgerView.Content.FULL)
                    .intent("rebuild")
                    .mode(streamed ? RefreshMode.INCREMENTAL : RefreshMode.FULL));
            adoptJob(view);
        } else {
            view.update(change -> change.epoch(0, attempts));
        }
        view.rebuild = false;
        view.rebuilt = true;
    }

    private static boolean isOfStream(Snapshot snapshot) {
        return snapshot.commitUser().startsWith("stream.");
    }

    /** A job of the view that runs is known by its name, when its id has been forgotten. */
    private void adoptJob(ManagedView view) {
        String name = "keep fresh " + view.id();
        for (JobSummary job : surroundings.jobs().list()) {
            if (!job.state().terminal()
                    && (job.name().equals(name) || job.name().equals("refresh " + view.id()))) {
                view.update(change -> change.adopted(job.id()));
            }
        }
    }

    private void suspendedElsewhere(ManagedView view) {
        boolean continuous = view.held().filter(RefreshMode.CONTINUOUS::equals).isPresent();
        if (!continuous || view.ledger().suspended() || view.acting.isLocked()) {
            return;
        }
        try {
            foreignSuspension(view).ifPresent(suspension -> follow(view, suspension));
        } catch (ProblemException e) {
            LOG.debug("Whether {} was suspended can't be seen now", view.id(), e);
        }
    }

    private Optional<ForeignSuspension> foreignSuspension(ManagedView view) {
        return surroundings.warehouse(view.id().catalog()).suspendedByOthers(view.id());
    }

    /** The state that the other client's savepoint holds is taken over: it is newer than any of ours. */
    private void follow(ManagedView view, ForeignSuspension suspension) {
        LOG.info("{} was suspended by another Flink client", view.id());
        Optional<ResumePoint> left = suspension.savepoint().flatMap(this::resumePoint);
        Optional<ResumePoint> ours = view.ledger().resume();
        view.update(change -> change.suspended(true)
                .revised()
                .resume(left.or(() -> ours))
                .failed(
                        Problem.of(
                                ErrorCode.CANCELLED,
                                "It was suspended by another Flink client",
                                "Resume it to have it kept fresh again"),
                        clock.instant().minus(Observation.LONGEST_QUIET),
                        false));
        // In our words from now on, so that a resume that comes soon is not taken for undone.
        surroundings.warehouse(view.id().catalog()).alterView(view.definition, view.held(), Optional.empty());
        view.activatedInCatalog = false;
        view.ledger().job().filter(this::hasEnded).ifPresent(job -> {
            view.update(LedgerView.Change::noJob);
            surroundings.stateFiles().dispose(job);
        });
        if (left.isPresent()) {
            ours.filter(old -> !KeptState.folder(old).equals(KeptState.folder(left.get())))
                    .ifPresent(old -> KeptState.letGo(surroundings.stateFiles(), old));
        }
        changed.run();
    }

    private boolean hasEnded(JobId job) {
        return surroundings.jobs().state(job).map(JobState::terminal).orElse(true);
    }

    private Optional<ResumePoint> resumePoint(String savepoint) {
        int name = savepoint.lastIndexOf('/');
        return name <= 0
                ? Optional.empty()
                : surroundings.stateFiles().savepoints(savepoint.substring(0, name)).stream()
                        .filter(point -> KeptState.samePath(point.path(), savepoint))
                        .findFirst();
    }

    /**
     * Finds out, and says, why the job that kept a view fresh has ended although the console let it run. To be called by
     * who holds the view.
     */
    void lookWhyItEnded(ManagedView view) {
        boolean continuous = view.held().filter(RefreshMode.CONTINUOUS::equals).isPresent();
        Optional<JobId> job = view.ledger().job();
        if (!continuous || job.isEmpty() || view.ledger().intent().isPresent()) {
            return;
        }
        Optional<JobState> state = surroundings.jobs().state(job.get());
        if (state.isEmpty()) {
            // With an embedded engine that is so after every start.
            return;
        }
        switch (state.get()) {
            case FINISHED -> {
                Optional<ForeignSuspension> suspension = awaitSuspension(view);
                if (suspension.isPresent()) {
                    follow(view, suspension.get());
                } else {
                    interrupted(view, RefreshRun.State.CANCELLED, "was stopped by somebody else");
                }
            }
            case CANCELED -> interrupted(view, RefreshRun.State.CANCELLED, "was cancelled by somebody else");
            case FAILED ->
                interrupted(
                        view,
                        RefreshRun.State.FAILED,
                        surroundings.jobs().failures(job.get()).stream()
                                .findFirst()
                                .map(failure -> "failed: " + failure.rootCause())
                                .orElse("failed"));
            case INITIALIZING, CREATED, RUNNING, FAILING, CANCELLING, RESTARTING, SUSPENDED, RECONCILING -> {}
        }
    }

    /** Flink stops the job first and writes into the catalog only then. */
    private Optional<ForeignSuspension> awaitSuspension(ManagedView view) {
        AtomicReference<Optional<ForeignSuspension>> seen = new AtomicReference<>(Optional.empty());
        try {
            running.await("Nobody suspended it", SUSPENSION_WRITTEN, () -> {
                seen.set(foreignSuspension(view));
                return seen.get().isPresent();
            });
        } catch (ProblemException e) {
            if (e.problem().code() != ErrorCode.TIMEOUT && e.problem().code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
        return seen.get();
    }

    private void interrupted(ManagedView view, RefreshRun.State state, String what) {
        LOG.info("The job that kept {} fresh {}; another takes its place", view.id(), what);
        history.interrupted(
                view,
                state,
                Problem.of(
                        state == RefreshRun.State.CANCELLED ? ErrorCode.CANCELLED : ErrorCode.EXECUTION_FAILED,
                        "The job that kept it fresh " + what + ". Another has taken its place",
                        "Suspend the view if it is to rest"));
    }

    /** A view that another client dropped: what was kept for it is released. */
    void forget(ManagedView view) {
        if (!view.acting.tryLock()) {
            return;
        }
        try {
            LOG.info("{} has been dropped by somebody else", view.id());
            acts.release(view);
            view.dropped = true;
            ledger.forget(view.uid());
            views.remove(view);
            changed.run();
        } catch (ProblemException e) {
            LOG.warn(
                    "What was kept for {} could not be released yet: {}",
                    view.id(),
                    e.problem().what());
        } finally {
            view.acting.unlock();
        }
    }
}
