package io.streamhouse.refresh;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what has become of views and their sources while nobody looked: dropped or suspended by another client, sources
 * changed, a ledger that was lost, files that a killed process left half written.
 */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Surroundings surroundings;
    private final Views views;
    private final Ledger ledger;
    private final Acts acts;
    private final Holds holds;
    private final InstantSource clock;
    private final Runnable changed;

    Discovery(
            Surroundings surroundings,
            Views views,
            Ledger ledger,
            Acts acts,
            Holds holds,
            InstantSource clock,
            Runnable changed) {
        this.surroundings = surroundings;
        this.views = views;
        this.ledger = ledger;
        this.acts = acts;
        this.holds = holds;
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
            boolean streamed = surroundings
                    .warehouse(view.id().catalog())
                    .latest(view.id())
                    .filter(head -> head.commitUser().startsWith("stream."))
                    .isPresent();
            view.update(change -> change.epoch(found, attempts)
                    .query(view.definition.query())
                    .content(streamed ? LedgerView.Content.STREAM : LedgerView.Content.FULL)
                    .intent("rebuild")
                    .mode(streamed ? RefreshMode.INCREMENTAL : RefreshMode.FULL));
            adoptJob(view);
        } else {
            view.update(change -> change.epoch(0, attempts));
        }
        view.rebuild = false;
        view.rebuilt = true;
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
        if (!continuous || view.ledger().suspended() || !view.activatedInCatalog) {
            return;
        }
        Optional<Relation> relation = views.relation(view.id());
        boolean suspended = relation.map(it -> it.options().getOrDefault("materialized-table.refresh-status", ""))
                .filter("SUSPENDED"::equals)
                .isPresent();
        if (suspended) {
            view.update(change -> change.suspended(true)
                    .revised()
                    .failed(
                            Problem.of(
                                    ErrorCode.CANCELLED,
                                    "It was suspended by another Flink client",
                                    "Resume it here or there"),
                            clock.instant().minus(Observation.LONGEST_QUIET),
                            false));
            changed.run();
        }
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
