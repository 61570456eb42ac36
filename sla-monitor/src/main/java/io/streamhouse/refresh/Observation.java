package io.streamhouse.refresh;

import io.streamhouse.cost.Forecast;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Snapshot;
import io.streamhouse.store.LedgerVersion;
import io.streamhouse.store.LedgerView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out how things stand with a view: what its sources, its own table and its job say. For one thread. */
final class Observation {

    static final Duration LONGEST_QUIET = Duration.ofMinutes(5);

    /** What the cluster says of all jobs holds for so long, unless a view was acted upon since. */
    private static final Duration JOBS_KNOWN = Duration.ofMillis(400);

    private final Surroundings surroundings;
    private final Choices choices;
    private final Pricing pricing;
    private final Views views;
    private final Versions versions;
    private final Sources sources;
    private final InstantSource clock;
    private final Map<JobId, JobSummary> jobs = new HashMap<>();
    private final Map<RelationId, Optional<Snapshot>> heads = new HashMap<>();
    private Instant jobsAt = Instant.MIN;

    Observation(
            Surroundings surroundings,
            Views views,
            Choices choices,
            Pricing pricing,
            Versions versions,
            Sources sources,
            InstantSource clock) {
        this.surroundings = surroundings;
        this.choices = choices;
        this.pricing = pricing;
        this.views = views;
        this.versions = versions;
        this.sources = sources;
        this.clock = clock;
    }

    /** From now on everything is looked at anew. */
    void begin() {
        heads.clear();
    }

    /** @throws io.streamhouse.model.ProblemException if the engine or storage does not answer */
    Facts facts(ManagedView view, Instant now) {
        LedgerView state = view.ledger();
        Facts.Inputs inputs = view.plan.isEmpty() || view.broken.isPresent() ? Facts.Inputs.NOTHING_NEW : inputs(view);
        boolean unrecorded = view.rebuilt && view.version.isEmpty();
        if (view.pending || unrecorded) {
            inputs = inputs.and(new Facts.Inputs(Optional.of(now.minus(LONGEST_QUIET)), Optional.empty()));
        }
        versions.lookForOthers(view);
        versions.lookAtRoots(view);
        boolean missed = missed(view, inputs, now);
        RefreshMode wished = view.plan
                .map(plan -> choices.review(view, plan, missed))
                .orElseGet(() -> view.held().orElse(RefreshMode.FULL));
        boolean queryChanged = view.sourcesChanged
                || state.query()
                        .filter(query -> !query.equals(view.definition.query()))
                        .isPresent();
        boolean early = view.held().isEmpty()
                && Views.reads(view).stream()
                        .anyMatch(read ->
                                views.find(read).isPresent() && head(read).isEmpty());
        Facts.JobFact job = job(view, now);
        return new Facts(
                now,
                wished,
                view.held(),
                state.suspended(),
                view.asked.isPresent(),
                view.effectiveTarget,
                view.broken,
                queryChanged,
                view.foreign || view.overrun,
                view.ahead,
                state.intent().isPresent(),
                state.resume().isPresent(),
                job,
                view.troubledSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO),
                inputs,
                unrecorded,
                early,
                views.takes(view),
                state.failedAt().map(at -> at.plus(quiet(state))),
                catchUp(view, inputs, now));
    }

    private static boolean missed(ManagedView view, Facts.Inputs inputs, Instant now) {
        Optional<Duration> target = view.effectiveTarget;
        return target.isPresent()
                && inputs.oldestUnseen()
                        .filter(since ->
                                since.plus(target.get()).plus(Decision.MARGIN).isBefore(now))
                        .isPresent();
    }

    /** Looked up when a refresh is due, for a view whose mode is ours to choose. */
    private Optional<CatchUp> catchUp(ManagedView view, Facts.Inputs inputs, Instant now) {
        boolean ours = view.definition.mode() instanceof RequestedMode.Auto
                && view.held().filter(RefreshMode.INCREMENTAL::equals).isPresent()
                && view.plan.isPresent()
                && view.version.isPresent();
        if (!ours) {
            return Optional.empty();
        }
        boolean due = view.asked.isPresent()
                || Decision.due(inputs, view.effectiveTarget, views.takes(view))
                        .filter(at -> !at.isAfter(now))
                        .isPresent();
        if (!due) {
            return Optional.empty();
        }
        long unread = 0;
        for (LedgerVersion.Read read : view.version.get().reads()) {
            unread += sources.rows(
                    read.relation(),
                    read.next(),
                    head(read.relation()).map(Snapshot::id).orElse(0L));
        }
        Forecast forecast = pricing.forecast(view, view.plan.get());
        return Optional.of(new CatchUp(
                unread,
                forecast.model().incremental().cpu(unread),
                forecast.model().anew().cpu(forecast.workload().baseRows())));
    }

    private static Duration quiet(LedgerView state) {
        boolean ofTheMachine = state.problem()
                .filter(problem -> problem.code().kind() == ErrorCode.Kind.RESOURCE)
                .isPresent();
        Duration quiet = Duration.ofSeconds(1L << Math.min(state.failures() + (ofTheMachine ? 2 : 0), 8));
        return quiet.compareTo(LONGEST_QUIET) < 0 ? quiet : LONGEST_QUIET;
    }

    private Optional<Snapshot> head(RelationId id) {
        return heads.computeIfAbsent(id, sources::head);
    }

    private Facts.JobFact job(ManagedView view, Instant now) {
        Optional<JobId> id = view.ledger().job();
        if (id.isEmpty()) {
            view.troubledSince = Optional.empty();
            return Facts.JobFact.NONE;
        }
        if (jobsAt.plus(JOBS_KNOWN).isBefore(now) || !view.actedAt.isBefore(jobsAt)) {
            Instant asked = clock.instant();
            jobs.clear();
            surroundings.jobs().list().forEach(job -> jobs.put(job.id(), job));
            jobsAt = asked;
        }
        JobSummary job = jobs.get(id.get());
        if (job == null || job.state().terminal()) {
            return Facts.JobFact.ENDED;
        }
        if (job.state() == JobState.RUNNING && job.tasksTotal() > 0 && job.tasksRunning() == job.tasksTotal()) {
            view.troubledSince = Optional.empty();
            return Facts.JobFact.RUNNING;
        }
        view.troubledSince = view.troubledSince.or(() -> Optional.of(now));
        return Facts.JobFact.TROUBLED;
    }

    private Facts.Inputs inputs(ManagedView view) {
        List<Long> now = new ArrayList<>();
        for (RelationId source : Views.reads(view)) {
            now.add(head(source).map(Snapshot::id).orElse(0L));
        }
        now.add(view.version.map(LedgerVersion::snapshot).orElse(-1L));
        now.add((long) view.ledger().epoch());
        Optional<Facts.Inputs> known = view.inputs;
        if (known.isPresent() && view.sourceHeads.filter(now::equals).isPresent()) {
            return known.get();
        }
        Facts.Inputs inputs;
        if (view.version.isPresent()) {
            inputs = versions.inputs(view.version.get());
        } else if (view.held().isPresent()) {
            inputs = versions.streamInputs(view);
        } else {
            inputs = Facts.Inputs.NOTHING_NEW;
        }
        view.inputs = Optional.of(inputs);
        view.sourceHeads = Optional.of(now);
        return inputs;
    }
}
