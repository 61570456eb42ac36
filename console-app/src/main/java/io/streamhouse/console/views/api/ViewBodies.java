package io.streamhouse.console.views.api;

import io.streamhouse.console.http.JsonValues;
import io.streamhouse.console.http.ProblemDocument;
import io.streamhouse.cost.Usage;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.Column;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobId;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.refresh.CreationPreview;
import io.streamhouse.refresh.QueryChange;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.ScanPosition;
import io.streamhouse.refresh.Switch;
import io.streamhouse.refresh.SwitchPreview;
import io.streamhouse.refresh.SwitchStep;
import io.streamhouse.refresh.Verification;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the calls of this feature take and answer with. What is unknown is null, beside a field that says why. */
final class ViewBodies {

    private ViewBodies() {}

    /**
     * @param primaryKey the query's own key unless said otherwise
     * @param freshness ISO-8601 duration, DOWNSTREAM or ON_DEMAND
     * @param mode AUTO unless said otherwise
     * @param catalog where unqualified names of the query are looked up; the default catalog unless said otherwise
     */
    record CreateBody(
            @Nullable String id,
            @Nullable String query,
            @Nullable List<String> primaryKey,
            @Nullable List<String> partitionedBy,
            @Nullable String freshness,
            @Nullable String mode,
            @Nullable String comment,
            @Nullable String catalog,
            @Nullable String database) {}

    /** What is left out stays as it is. */
    record FreshnessBody(
            @Nullable String freshness, @Nullable String mode) {}

    record QueryBody(@Nullable String query) {}

    /** @param switchId null where nothing need change */
    record SwitchStarted(@Nullable UUID switchId) {}

    record RefreshStarted(UUID refreshId) {}

    record ColumnBody(String name, String type, boolean nullable) {

        static List<ColumnBody> all(List<Column> columns) {
            return columns.stream()
                    .map(column -> new ColumnBody(column.name(), column.type(), column.nullable()))
                    .toList();
        }
    }

    /** @param snapshot the last one contained; null if none was read yet */
    record PositionBody(int scan, String relation, @Nullable Long snapshot) {

        static List<PositionBody> all(List<ScanPosition> positions) {
            return positions.stream()
                    .map(position -> new PositionBody(
                            position.ordinal(), position.relation().toString(), orNull(position.snapshot())))
                    .toList();
        }
    }

    /**
     * @param status INITIALIZING, ACTIVE, SWITCHING, SUSPENDED or FAILED
     * @param mode the one it is in; while switching the one it comes from
     * @param effectiveFreshness the target that holds along its chain
     * @param actualLag age of the oldest change of a root that the view does not contain; zero when it has them all
     * @param withinTarget share of {@code withinTargetWindow} in which it was as fresh as promised, from 0 to 1
     * @param switchId the switch under way
     * @param revision for {@code If-Match}
     * @param trial the freshness that is being tried; null if none is
     */
    record ViewBody(
            String id,
            String query,
            String status,
            @Nullable RefreshMode mode,
            @Nullable String modeUnknown,
            String requestedMode,
            String freshness,
            @Nullable Duration effectiveFreshness,
            @Nullable String effectiveFreshnessUnknown,
            @Nullable Duration actualLag,
            @Nullable String actualLagUnknown,
            @Nullable Instant dataTimestamp,
            @Nullable String dataTimestampUnknown,
            @Nullable Double withinTarget,
            @Nullable Duration withinTargetWindow,
            @Nullable String withinTargetUnknown,
            @Nullable String jobId,
            @Nullable UUID switchId,
            @Nullable ProblemDocument problem,
            List<ColumnBody> columns,
            List<String> primaryKey,
            List<String> partitionedBy,
            @Nullable String comment,
            List<String> reads,
            List<String> readBy,
            @Nullable Long snapshot,
            List<PositionBody> positions,
            @Nullable RefreshBody lastRefresh,
            @Nullable Instant nextRefresh,
            List<String> warnings,
            long revision,
            CostBodies.@Nullable TrialBody trial) {

        static ViewBody of(ViewState view) {
            var definition = view.definition();
            Optional<RefreshMode> mode = view.refresh().currentMode();
            Duration lag = null;
            Instant dataTime = null;
            String lagUnknown = null;
            switch (view.lag()) {
                case Freshness.Known known -> {
                    lag = known.lag();
                    dataTime = known.dataTime();
                }
                case Freshness.Unknown unknown -> lagUnknown = unknown.why();
            }
            Double share = null;
            Duration window = null;
            String shareUnknown = null;
            switch (view.withinTarget()) {
                case WithinTarget.Known known -> {
                    share = known.share();
                    window = known.window();
                }
                case WithinTarget.Unknown unknown -> shareUnknown = unknown.why();
            }
            return new ViewBody(
                    definition.id().toString(),
                    definition.query(),
                    view.refresh().status(),
                    mode.orElse(null),
                    mode.isPresent() ? null : "It has not been refreshed in any mode yet",
                    definition.mode().text(),
                    definition.freshness().text(),
                    view.effectiveTarget().orElse(null),
                    view.effectiveTarget().isPresent() ? null : noTarget(definition.freshness()),
                    lag,
                    lagUnknown,
                    dataTime,
                    lagUnknown,
                    share,
                    window,
                    shareUnknown,
                    view.job().map(JobId::value).orElse(null),
                    view.refresh() instanceof Refresh.Switching switching ? switching.switchId() : null,
                    view.problem().map(ProblemDocument::of).orElse(null),
                    ColumnBody.all(definition.schema().columns()),
                    definition.schema().primaryKey(),
                    definition.schema().partitionKeys(),
                    definition.comment().orElse(null),
                    names(view.reads()),
                    names(view.readBy()),
                    view.version().map(version -> version.snapshot()).orElse(null),
                    view.version()
                            .map(version -> PositionBody.all(version.reads()))
                            .orElse(List.of()),
                    view.lastRefresh().map(RefreshBody::of).orElse(null),
                    view.nextRefresh().orElse(null),
                    view.warnings(),
                    view.revision(),
                    view.trial().map(CostBodies.TrialBody::of).orElse(null));
        }

        private static String noTarget(FreshnessTarget wished) {
            return switch (wished) {
                case FreshnessTarget.Within ignored -> "It has not been worked out yet";
                case FreshnessTarget.Downstream ignored -> "No view that reads it has a target";
                case FreshnessTarget.OnDemand ignored -> "It is refreshed when asked for only";
            };
        }

        private static List<String> names(List<RelationId> relations) {
            return relations.stream().map(RelationId::toString).toList();
        }
    }

    /**
     * One refresh.
     *
     * @param action null until it is known what had to be done
     * @param rowsRead null if not known
     * @param usage null if it is not metered
     * @param reason why the view had to be computed anew; null if it had not
     */
    record RefreshBody(
            UUID id,
            RefreshRun.Trigger trigger,
            RefreshRun.State state,
            RefreshRun.@Nullable Action action,
            RefreshMode mode,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant dataTimestamp,
            @Nullable Long rowsRead,
            @Nullable Long rowsWritten,
            @Nullable String jobId,
            @Nullable Usage usage,
            @Nullable ProblemDocument problem,
            @Nullable String reason) {

        static RefreshBody of(RefreshRun run) {
            return new RefreshBody(
                    run.id(),
                    run.trigger(),
                    run.state(),
                    run.action().orElse(null),
                    run.mode(),
                    run.startedAt(),
                    run.finishedAt().orElse(null),
                    run.dataTimestamp().orElse(null),
                    orNull(run.rowsRead()),
                    orNull(run.rowsWritten()),
                    run.job().map(JobId::value).orElse(null),
                    run.usage().orElse(null),
                    run.problem().map(ProblemDocument::of).orElse(null),
                    run.reason().orElse(null));
        }
    }

    /** One switch from a mode to another. */
    record SwitchBody(
            UUID id,
            @Nullable RefreshMode from,
            RefreshMode to,
            SwitchStep.State state,
            String actor,
            String reason,
            Instant startedAt,
            @Nullable Instant finishedAt,
            List<StepBody> steps,
            @Nullable ProblemDocument problem) {

        static SwitchBody of(Switch change) {
            return new SwitchBody(
                    change.id(),
                    change.from().orElse(null),
                    change.to(),
                    change.state(),
                    change.actor().name(),
                    change.reason(),
                    change.startedAt(),
                    change.finishedAt().orElse(null),
                    change.steps().stream().map(StepBody::of).toList(),
                    change.problem().map(ProblemDocument::of).orElse(null));
        }
    }

    record StepBody(
            String name,
            SwitchStep.State state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String detail) {

        static StepBody of(SwitchStep step) {
            return new StepBody(
                    step.name(),
                    step.state(),
                    step.startedAt(),
                    step.finishedAt().orElse(null),
                    step.detail().orElse(null));
        }
    }

    /**
     * What another freshness or mode would bring.
     *
     * @param mode the one that would be chosen
     * @param takes for about how long the switch would last; null if nothing was measured yet
     * @param auto the mode that AUTO would take
     * @param currency of all costs here, which are estimated
     * @param costPerDayNow as it is kept now; null if that is not known
     * @param lagNow not exceeded 95 % of the time; null if it is refreshed on demand
     * @param affected views up and down its chain that the change touches
     */
    record PreviewBody(
            @Nullable RefreshMode currentMode,
            RefreshMode mode,
            String why,
            List<CandidateBody> candidates,
            List<String> steps,
            @Nullable Duration takes,
            @Nullable String takesUnknown,
            List<String> warnings,
            RefreshMode auto,
            String currency,
            @Nullable Double costPerDayNow,
            @Nullable Double costPerDay,
            @Nullable Duration lagNow,
            @Nullable Duration lag,
            List<AffectedBody> affected) {

        static PreviewBody of(SwitchPreview preview) {
            return new PreviewBody(
                    preview.current().orElse(null),
                    preview.chosen(),
                    preview.why(),
                    preview.candidates().stream().map(CandidateBody::of).toList(),
                    preview.steps(),
                    preview.takes().orElse(null),
                    preview.takes().isPresent() ? null : "None like it was measured yet",
                    preview.warnings(),
                    preview.auto(),
                    preview.currency(),
                    orNull(preview.costPerDayNow()),
                    orNull(preview.costPerDay()),
                    preview.lagNow().orElse(null),
                    preview.lag().orElse(null),
                    preview.affected().stream().map(AffectedBody::of).toList());
        }
    }

    /**
     * @param upstream whether the view reads it; otherwise it reads the view
     * @param costPerDayMore null if not known
     */
    record AffectedBody(
            String id,
            boolean upstream,
            @Nullable Duration targetNow,
            @Nullable Duration targetThen,
            @Nullable Double costPerDayMore) {

        static AffectedBody of(SwitchPreview.Affected affected) {
            return new AffectedBody(
                    affected.view().toString(),
                    affected.upstream(),
                    affected.targetNow().orElse(null),
                    affected.targetThen().orElse(null),
                    orNull(affected.costPerDayMore()));
        }
    }

    record CandidateBody(
            RefreshMode mode,
            boolean possible,
            @Nullable Duration lag,
            @Nullable Double costPerDay,
            @Nullable String costPerDayUnknown,
            String why) {

        static CandidateBody of(SwitchPreview.Candidate candidate) {
            OptionalDouble cost = candidate.costPerDay();
            return new CandidateBody(
                    candidate.mode(),
                    candidate.possible(),
                    candidate.lag().orElse(null),
                    cost.isPresent() ? cost.getAsDouble() : null,
                    cost.isPresent() ? null : unknownCost(candidate),
                    candidate.why());
        }

        private static String unknownCost(SwitchPreview.Candidate candidate) {
            return candidate.possible()
                    ? "It depends on how often somebody asks for a refresh"
                    : "It can't be had: " + candidate.why();
        }
    }

    /**
     * What a new view would be.
     *
     * @param primaryKey the query's own; empty if it has none
     * @param mode the one that would be chosen
     */
    record CreationBody(
            List<ColumnBody> columns,
            List<String> primaryKey,
            RefreshMode mode,
            String why,
            List<CandidateBody> candidates,
            List<String> warnings) {

        static CreationBody of(CreationPreview preview) {
            return new CreationBody(
                    ColumnBody.all(preview.columns()),
                    preview.inferredKey(),
                    preview.chosen(),
                    preview.why(),
                    preview.candidates().stream().map(CandidateBody::of).toList(),
                    preview.warnings());
        }
    }

    /** What another query would bring. */
    record QueryChangeBody(
            List<ColumnBody> columns,
            @Nullable ProblemDocument refusal,
            List<String> kept,
            List<String> rebuilt,
            List<String> lost,
            List<String> warnings) {

        static QueryChangeBody of(QueryChange change) {
            return new QueryChangeBody(
                    ColumnBody.all(change.columns()),
                    change.refusal().map(ProblemDocument::of).orElse(null),
                    change.kept(),
                    change.rebuilt(),
                    change.lost(),
                    change.warnings());
        }
    }

    /** @param differences the first differing rows, 100 at most */
    record VerificationBody(
            boolean equal,
            long rows,
            long missing,
            long unexpected,
            @Nullable Instant dataTimestamp,
            long snapshot,
            List<PositionBody> positions,
            List<ColumnBody> columns,
            List<DifferenceBody> differences,
            @Nullable String tolerance) {

        static VerificationBody of(Verification result) {
            List<DifferenceBody> differences = new ArrayList<>();
            result.missingRows().forEach(row -> differences.add(DifferenceBody.of("MISSING", row)));
            result.unexpectedRows().forEach(row -> differences.add(DifferenceBody.of("UNEXPECTED", row)));
            return new VerificationBody(
                    result.equal(),
                    result.rows(),
                    result.missing(),
                    result.unexpected(),
                    result.dataTimestamp().orElse(null),
                    result.snapshot(),
                    PositionBody.all(result.positions()),
                    ColumnBody.all(result.columns()),
                    differences,
                    result.tolerance().orElse(null));
        }
    }

    /** @param kind MISSING for a row that the query has and the view has not; UNEXPECTED the other way round */
    record DifferenceBody(String kind, List<@Nullable Object> values) {

        static DifferenceBody of(String kind, Row row) {
            return new DifferenceBody(kind, JsonValues.all(row.values()));
        }
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
