package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.costs.Costs;
import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobService;
import io.streamhouse.console.views.Views;
import io.streamhouse.cost.CostReport;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * How relations are, put together from what others know of them. Views are looked at at most once a second; costs and
 * jobs, which take longer to tell, in the background, so that the first answer may come without them.
 */
@Component
class NodeHealths implements DisposableBean {

    private static final Duration DAY = Duration.ofDays(1);

    /** Jobs whose tasks are looked at: each is a call to the cluster. */
    private static final int MOST_JOBS = 100;

    private record Spending(Map<String, Double> byRelation, String currency) {}

    private record Load(OptionalDouble busy, OptionalDouble backPressured) {}

    private final Views views;
    private final Costs costs;
    private final JobService jobs;
    private final InstantSource clock;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lineage-health").daemon().factory());
    private final Remembered<Map<RelationId, ViewState>> seenViews;
    private final Remembered<Spending> spending;
    private final Remembered<Map<RelationId, Load>> loads;

    NodeHealths(Views views, Costs costs, JobService jobs, InstantSource clock) {
        this.views = views;
        this.costs = costs;
        this.jobs = jobs;
        this.clock = clock;
        this.seenViews = new Remembered<>(clock, Duration.ofSeconds(1), this::views);
        this.spending = new Remembered<>(clock, Duration.ofSeconds(30), this::spending);
        this.loads = new Remembered<>(clock, Duration.ofSeconds(5), this::loads);
    }

    Map<RelationId, NodeHealth> of(Collection<RelationId> relations, Predicate<RelationId> known) {
        Map<RelationId, ViewState> states = seenViews.now().orElse(Map.of());
        Optional<Spending> spent = spending.lately(background);
        Map<RelationId, Load> working = loads.lately(background).orElse(Map.of());
        Map<RelationId, NodeHealth> healths = new HashMap<>();
        for (RelationId id : relations) {
            if (known.test(id)) {
                healths.put(
                        id,
                        health(
                                Optional.ofNullable(states.get(id)),
                                spent,
                                id,
                                working.getOrDefault(id, new Load(OptionalDouble.empty(), OptionalDouble.empty()))));
            }
        }
        return healths;
    }

    private NodeHealth health(Optional<ViewState> view, Optional<Spending> spent, RelationId id, Load load) {
        Double cost = spent.map(all -> all.byRelation().get(id.toString())).orElse(null);
        Optional<Freshness> freshness = view.map(ViewState::lag);
        Optional<RefreshMode> mode = view.flatMap(state -> state.refresh().currentMode());
        return new NodeHealth(
                view.map(state -> state.definition().freshness()),
                freshness,
                mode,
                cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost),
                spent.map(Spending::currency).orElseGet(() -> costs.prices().currency()),
                view.map(state -> state.refresh().status()),
                view.flatMap(NodeHealths::problem).map(Problem::what),
                load.busy(),
                load.backPressured());
    }

    /** Why it failed or was suspended, or what came of its last refresh. */
    private static Optional<Problem> problem(ViewState view) {
        return switch (view.refresh()) {
            case Refresh.Failed failed -> Optional.of(failed.why());
            case Refresh.Suspended suspended -> suspended.why().or(view::problem);
            case Refresh.Initializing ignored -> view.problem();
            case Refresh.Active ignored -> view.problem();
            case Refresh.Switching ignored -> view.problem();
        };
    }

    private Map<RelationId, ViewState> views() {
        Map<RelationId, ViewState> byId = new HashMap<>();
        views.list().forEach(view -> byId.put(view.id(), view));
        return byId;
    }

    private Spending spending() {
        Instant now = clock.instant();
        CostReport report = costs.report(now.minus(DAY), now, CostReport.GroupBy.RELATION);
        Map<String, Double> byRelation = new HashMap<>();
        report.lines().forEach(line -> byRelation.put(line.key(), line.metered()));
        return new Spending(byRelation, report.prices().currency());
    }

    private Map<RelationId, Load> loads() {
        Map<RelationId, Load> byRelation = new HashMap<>();
        List<ConsoleJob> running = jobs.list().stream()
                .filter(job -> !job.summary().state().terminal() && !job.feeds().isEmpty())
                .limit(MOST_JOBS)
                .toList();
        for (ConsoleJob job : running) {
            try {
                JobDetail detail = jobs.detail(job.summary().id());
                Load load = new Load(
                        worst(detail, JobDetail.Vertex::busyRatio),
                        worst(detail, JobDetail.Vertex::backPressuredRatio));
                job.feeds().forEach(id -> byRelation.merge(id, load, NodeHealths::worse));
            } catch (ProblemException e) {
                // It ended since it was listed: nothing works on its relations then.
                System.getLogger(NodeHealths.class.getName())
                        .log(System.Logger.Level.DEBUG, "A job has gone since it was listed", e);
            }
        }
        return byRelation;
    }

    private static OptionalDouble worst(JobDetail detail, Function<JobDetail.Vertex, OptionalDouble> share) {
        return detail.vertices().stream()
                .map(share)
                .flatMapToDouble(OptionalDouble::stream)
                .filter(value -> !Double.isNaN(value))
                .max();
    }

    private static Load worse(Load one, Load other) {
        return new Load(max(one.busy(), other.busy()), max(one.backPressured(), other.backPressured()));
    }

    private static OptionalDouble max(OptionalDouble one, OptionalDouble other) {
        return DoubleStream.concat(one.stream(), other.stream()).max();
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
