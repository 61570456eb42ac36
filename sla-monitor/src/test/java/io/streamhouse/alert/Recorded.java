package io.streamhouse.alert;

import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.LagCause;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.RefreshRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Facts written down by a test. */
final class Recorded implements AlertFacts {

    static final RelationId ORDERS = RelationId.parse("lake.shop.orders_by_hour");
    static final RelationId SALES = RelationId.parse("lake.shop.sales");
    static final RelationId STOCK = RelationId.parse("lake.store.stock");

    final List<RelationId> views = new ArrayList<>(List.of(ORDERS));
    final Map<RelationId, Present> present = new HashMap<>();
    final Map<RelationId, WithinTarget> within = new HashMap<>();
    final Map<RelationId, List<LagReport.Point>> lags = new HashMap<>();
    final Map<RelationId, List<RefreshRun>> runs = new HashMap<>();
    final Map<String, List<Spent>> spent = new HashMap<>();
    Optional<Problem> trouble = Optional.empty();

    void behind(RelationId view, Duration lag, Duration target) {
        present.put(
                view,
                new Present(
                        new Freshness.Known(Instant.EPOCH, lag, Instant.EPOCH),
                        Optional.of(target),
                        Optional.empty(),
                        Optional.empty()));
    }

    void down() {
        trouble = Optional.of(Problem.of(ErrorCode.ENGINE_UNREACHABLE, "The engine does not answer"));
    }

    static LagReport.Point point(Instant at, Duration width, Duration lag, Duration target) {
        return new LagReport.Point(at, width, Optional.of(lag), Optional.of(target), Optional.empty());
    }

    static LagReport.Point unknown(Instant at, Duration width, LagCause cause) {
        return new LagReport.Point(at, width, Optional.empty(), Optional.empty(), Optional.of(cause));
    }

    static RefreshRun run(Instant finished, RefreshRun.State state) {
        return new RefreshRun(
                UUID.randomUUID(),
                RefreshRun.Trigger.SCHEDULED,
                state,
                Optional.empty(),
                RefreshMode.INCREMENTAL,
                finished.minusSeconds(10),
                Optional.of(finished),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                state == RefreshRun.State.FAILED
                        ? Optional.of(Problem.of(ErrorCode.EXECUTION_FAILED, "Division by zero"))
                        : Optional.empty(),
                Optional.empty());
    }

    @Override
    public List<RelationId> views() {
        trouble.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return List.copyOf(views);
    }

    @Override
    public List<LagReport.Point> lag(RelationId view, Instant from, Instant to) {
        return lags.getOrDefault(view, List.of()).stream()
                .filter(point -> point.at().plus(point.width()).isAfter(from)
                        && point.at().isBefore(to))
                .toList();
    }

    @Override
    public List<RefreshRun> refreshes(RelationId view, Instant from, Instant to) {
        return runs.getOrDefault(view, List.of()).stream()
                .filter(run ->
                        !run.startedAt().isBefore(from) && run.startedAt().isBefore(to))
                .toList();
    }

    @Override
    public List<Spent> spent(Subject on, Instant from, Instant to) {
        return spent.getOrDefault(on.key(), List.of()).stream()
                .filter(step -> !step.at().isBefore(from) && step.at().isBefore(to))
                .toList();
    }

    @Override
    public String currency() {
        return "EUR";
    }

    @Override
    public Present present(RelationId view) {
        Present now = present.get(view);
        if (now == null) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no view " + view);
        }
        return now;
    }

    @Override
    public WithinTarget within(RelationId view, Condition.Window window) {
        return within.getOrDefault(view, new WithinTarget.Unknown("Nothing was measured yet"));
    }
}
