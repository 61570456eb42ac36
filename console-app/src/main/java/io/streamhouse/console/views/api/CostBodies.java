package io.streamhouse.console.views.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.streamhouse.console.views.api.ViewBodies.CandidateBody;
import io.streamhouse.cost.CostCurve;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.ModeDecision;
import io.streamhouse.refresh.Trial;
import io.streamhouse.refresh.WhatIf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What calls about the cost of freshness take and answer with. All costs are estimated. */
final class CostBodies {

    private CostBodies() {}

    /**
     * @param floor the shortest target that is accepted
     * @param chainFloor the shortest that its chain can keep; null if it is no longer than {@code floor}
     * @param basis what the figures rest on
     */
    record CurveBody(
            String currency,
            List<LineBody> lines,
            List<BandBody> bands,
            CostCurve.Confidence confidence,
            String basis,
            Duration floor,
            @Nullable Duration chainFloor,
            @Nullable String slowHop) {

        static CurveBody of(CostCurve curve) {
            return new CurveBody(
                    curve.currency(),
                    curve.lines().stream().map(LineBody::of).toList(),
                    curve.bands().stream()
                            .map(band -> new BandBody(band.from(), band.to(), band.mode()))
                            .toList(),
                    curve.confidence(),
                    curve.basis(),
                    curve.floor(),
                    curve.chainFloor().orElse(null),
                    curve.slowHop().orElse(null));
        }
    }

    /** @param against why the view can't be in this mode; null if it can */
    record LineBody(
            RefreshMode mode, Duration floor, @Nullable String against, List<PointBody> points) {

        static LineBody of(CostCurve.Line line) {
            return new LineBody(
                    line.mode(),
                    line.floor(),
                    line.against().orElse(null),
                    line.points().stream()
                            .map(point -> new PointBody(point.target(), point.costPerDay(), point.lag()))
                            .toList());
        }
    }

    /** @param lag not exceeded 95 % of the time */
    record PointBody(Duration target, double costPerDay, Duration lag) {}

    /** The mode that AUTO takes from {@code from} until before {@code to}. */
    record BandBody(Duration from, Duration to, RefreshMode mode) {}

    /**
     * A choice of mode.
     *
     * @param before null if the view was in no mode yet
     * @param target null if it was refreshed on demand
     */
    record DecisionBody(
            Instant at,
            @Nullable RefreshMode before,
            RefreshMode chosen,
            @Nullable Duration target,
            String why,
            List<CandidateBody> candidates) {

        static DecisionBody of(ModeDecision decision) {
            return new DecisionBody(
                    decision.at(),
                    decision.before().orElse(null),
                    decision.chosen(),
                    decision.target().orElse(null),
                    decision.why(),
                    decision.candidates().stream().map(CandidateBody::of).toList());
        }
    }

    /** @param howLong ISO-8601 duration, from a minute to seven days */
    record TrialRequest(
            @Nullable String freshness,
            @JsonProperty("for") @Nullable String howLong) {}

    record TrialBody(String freshness, String actor, Instant until) {

        static TrialBody of(Trial trial) {
            return new TrialBody(trial.freshness().text(), trial.actor(), trial.until());
        }
    }

    record WhatIfRequest(@Nullable List<WishBody> wishes) {}

    /** What is left out stays as it is. */
    record WishBody(
            @Nullable String id,
            @Nullable String freshness,
            @Nullable String mode) {}

    /** @param costPerDayNow of all views; null if that of one is not known */
    record WhatIfBody(
            String currency,
            List<ChangedBody> views,
            @Nullable Double costPerDayNow,
            @Nullable Double costPerDayThen) {

        static WhatIfBody of(WhatIf whatIf) {
            return new WhatIfBody(
                    whatIf.currency(),
                    whatIf.views().stream().map(ChangedBody::of).toList(),
                    orNull(whatIf.costPerDayNow()),
                    orNull(whatIf.costPerDayThen()));
        }
    }

    /** @param asked whether its own wish changes; otherwise it is drawn along by another's */
    record ChangedBody(
            String id,
            boolean asked,
            @Nullable Duration targetNow,
            @Nullable Duration targetThen,
            @Nullable RefreshMode modeNow,
            RefreshMode modeThen,
            @Nullable Double costPerDayNow,
            @Nullable Double costPerDayThen) {

        static ChangedBody of(WhatIf.Changed changed) {
            return new ChangedBody(
                    changed.view().toString(),
                    changed.asked(),
                    changed.targetNow().orElse(null),
                    changed.targetThen().orElse(null),
                    changed.modeNow().orElse(null),
                    changed.modeThen(),
                    orNull(changed.costPerDayNow()),
                    orNull(changed.costPerDayThen()));
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
