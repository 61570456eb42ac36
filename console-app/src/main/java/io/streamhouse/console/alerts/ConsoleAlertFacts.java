package io.streamhouse.console.alerts;

import io.streamhouse.alert.AlertFacts;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Present;
import io.streamhouse.alert.Subject;
import io.streamhouse.console.costs.Costs;
import io.streamhouse.console.views.Views;
import io.streamhouse.cost.CostReport;
import io.streamhouse.cost.CostReport.GroupBy;
import io.streamhouse.cost.CostTimeline;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What rules are judged by, as the console's services know it. */
@Component
class ConsoleAlertFacts implements AlertFacts {

    /** Where a timeline has folded a subject into “others”, its cost is asked for in steps of this. */
    private static final Duration COARSE = Duration.ofHours(6);

    /** For so long it is remembered more finely than by the hour how far views were behind. */
    private static final Duration FINE = Duration.ofHours(48);

    private static final String OTHERS = "others";

    private final Views views;
    private final Costs costs;
    private final InstantSource clock;

    /** One look asks for each view under many rules: the views are listed once for all of them. */
    private volatile Map<RelationId, ViewState> listed = Map.of();

    ConsoleAlertFacts(Views views, Costs costs, InstantSource clock) {
        this.views = views;
        this.costs = costs;
        this.clock = clock;
    }

    @Override
    public List<RelationId> views() {
        List<ViewState> now = views.list();
        listed = now.stream().collect(Collectors.toMap(ViewState::id, Function.identity()));
        return now.stream().map(ViewState::id).toList();
    }

    @Override
    public Present present(RelationId view) {
        ViewState known = listed.get(view);
        ViewState state = known == null ? views.get(view) : known;
        return new Present(state.lag(), state.effectiveTarget(), failing(state), suspended(state));
    }

    private static Optional<String> failing(ViewState state) {
        return switch (state.refresh()) {
            case Refresh.Failed failed ->
                Optional.of("Can't be kept fresh: " + failed.why().what());
            case Refresh.Suspended suspended
            when suspended.why().isPresent() ->
                Optional.of("Suspended: " + suspended.why().get().what());
            case Refresh.Suspended ignored -> lastFailed(state);
            case Refresh.Initializing ignored -> lastFailed(state);
            case Refresh.Active ignored -> lastFailed(state);
            case Refresh.Switching ignored -> lastFailed(state);
        };
    }

    private static Optional<String> lastFailed(ViewState state) {
        return state.lastRefresh()
                .filter(run ->
                        run.state() == RefreshRun.State.FAILED || run.state() == RefreshRun.State.UPSTREAM_FAILED)
                .map(run -> "Its refresh failed"
                        + run.problem()
                                .map(Problem::what)
                                .map(what -> ": " + what)
                                .orElse(""));
    }

    private static Optional<String> suspended(ViewState state) {
        return state.refresh() instanceof Refresh.Suspended suspended
                ? Optional.of("Suspended"
                        + suspended
                                .why()
                                .map(Problem::what)
                                .map(what -> ": " + what)
                                .orElse(" by a person"))
                : Optional.empty();
    }

    @Override
    public WithinTarget within(RelationId view, Condition.Window window) {
        Instant now = clock.instant();
        return views.lag(view, now.minus(Duration.ofMinutes(1)), now).summaries().stream()
                .filter(summary -> summary.window().equals(window.length()))
                .findFirst()
                .map(LagReport.Summary::within)
                .orElseGet(() -> new WithinTarget.Unknown("Nothing was measured yet"));
    }

    @Override
    public List<LagReport.Point> lag(RelationId view, Instant from, Instant to) {
        // The longer the time asked for, the coarser the answer: the days of which more is known are asked for alone.
        Instant fine = clock.instant().minus(FINE);
        List<LagReport.Point> points = new ArrayList<>();
        Instant known = Instant.MIN;
        for (Instant at = from; at.isBefore(to); ) {
            Instant until = earlier(at.isBefore(fine) ? fine : at.plus(Duration.ofDays(1)), to);
            for (LagReport.Point point : views.lag(view, at, until).points()) {
                if (!point.at().isBefore(known)) {
                    points.add(point);
                    known = point.at().plus(point.width());
                }
            }
            at = until;
        }
        return List.copyOf(points);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public List<RefreshRun> refreshes(RelationId view, Instant from, Instant to) {
        return views.refreshes(view, from, to);
    }

    @Override
    public String currency() {
        return costs.prices().currency();
    }

    @Override
    public List<Spent> spent(Subject on, Instant from, Instant to) {
        if (!Duration.between(from, to).minus(Duration.ofDays(1)).isPositive()) {
            return List.of(new Spent(from, Duration.between(from, to), spentIn(on, from, to)));
        }
        CostTimeline timeline = costs.timeline(from, to, GroupBy.RELATION);
        boolean folded =
                timeline.series().stream().anyMatch(series -> series.key().equals(OTHERS));
        boolean shown = on instanceof Subject.Everything
                || !folded
                || on instanceof Subject.OneView one
                        && timeline.series().stream()
                                .anyMatch(
                                        series -> series.key().equals(one.view().toString()));
        return shown ? fromTimeline(timeline, on) : inCoarseSteps(on, from, to);
    }

    private static List<Spent> fromTimeline(CostTimeline timeline, Subject on) {
        Map<Instant, Double> steps = new TreeMap<>();
        for (CostTimeline.Series series : timeline.series()) {
            boolean counts = belongs(series.key(), on);
            for (int i = 0; i < series.costs().size(); i++) {
                // Steps in which others were metered count as known for those that cost nothing in them.
                steps.merge(
                        series.from().plus(timeline.step().multipliedBy(i)),
                        counts ? series.costs().get(i) : 0.0,
                        Double::sum);
            }
        }
        return steps.entrySet().stream()
                .map(step -> new Spent(step.getKey(), timeline.step(), step.getValue()))
                .toList();
    }

    private List<Spent> inCoarseSteps(Subject on, Instant from, Instant to) {
        List<Spent> steps = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(COARSE)) {
            Instant until = at.plus(COARSE).isBefore(to) ? at.plus(COARSE) : to;
            steps.add(new Spent(at, Duration.between(at, until), spentIn(on, at, until)));
        }
        return steps;
    }

    private double spentIn(Subject on, Instant from, Instant to) {
        CostReport report = costs.report(from, to, GroupBy.RELATION);
        return on instanceof Subject.Everything
                ? report.total()
                : report.lines().stream()
                        .filter(line -> belongs(line.key(), on))
                        .mapToDouble(CostReport.Line::metered)
                        .sum();
    }

    /** Whether what is called {@code key} is, or is part of, the subject. */
    private static boolean belongs(String key, Subject on) {
        return switch (on) {
            case Subject.OneView one -> key.equals(one.view().toString());
            case Subject.Database all -> relation(key).filter(all.key()::equals).isPresent();
            case Subject.Everything ignored -> true;
        };
    }

    /** The database of a relation; lines that are of no relation have names in words. */
    private static Optional<String> relation(String key) {
        try {
            return Identifiers.split(key).size() == 3
                    ? Optional.of(RelationId.parse(key).databaseId().toString())
                    : Optional.empty();
        } catch (IllegalArgumentException words) {
            return Optional.empty();
        }
    }
}
