package io.streamhouse.console.pipeline.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.streamhouse.console.http.JsonValues;
import io.streamhouse.console.http.ProblemDocument;
import io.streamhouse.console.pipeline.NodeFigure;
import io.streamhouse.console.pipeline.PipelineChange;
import io.streamhouse.console.pipeline.PipelineStatus;
import io.streamhouse.console.pipeline.PipelineVersion;
import io.streamhouse.console.pipeline.Place;
import io.streamhouse.console.sqlworkspace.ResultBuffer;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.pipeline.read.ReadPipeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the calls about pipelines take and answer with. */
final class PipelineBodies {

    private PipelineBodies() {}

    /**
     * A pipeline as it is sent: as SQL, or as nodes and links. What is left out stays as it is.
     *
     * @param nodes each with {@code name}, {@code note} and {@code step}, which has a {@code kind}
     * @param places of nodes on the canvas, by name
     * @param mode STREAMING unless said otherwise
     * @param catalog where names of fewer than three parts are looked up
     */
    record PipelineBody(
            @Nullable String name,
            @Nullable String sql,
            @Nullable List<JsonNode> nodes,
            @Nullable List<Link> links,
            @Nullable Map<String, Place> places,
            @Nullable ExecutionMode mode,
            @Nullable String catalog,
            @Nullable String database) {}

    /**
     * A pipeline: picture and SQL, secrets hidden.
     *
     * @param sqlProblem why the picture can't be written as SQL, or the SQL not be read
     * @param asText nodes that no step covers, and why
     */
    record PipelineAnswer(
            String id,
            String name,
            long revision,
            String changedBy,
            Instant changedAt,
            ExecutionMode mode,
            String catalog,
            String database,
            List<JsonNode> nodes,
            List<Link> links,
            Map<String, Place> places,
            String sql,
            @Nullable ProblemDocument sqlProblem) {}

    /** A pipeline that nobody keeps: what a script or a picture says. */
    record ReadAnswer(
            List<JsonNode> nodes,
            List<Link> links,
            String sql,
            @Nullable ProblemDocument sqlProblem,
            List<ReadPipeline.AsText> asText) {}

    record SummaryAnswer(
            String id, String name, long revision, String changedBy, Instant changedAt, StatusAnswer status) {}

    record VersionAnswer(long revision, String name, String changedBy, Instant changedAt, int nodes) {
        static VersionAnswer of(PipelineVersion version) {
            return new VersionAnswer(
                    version.revision(),
                    version.name(),
                    version.changedBy().name(),
                    version.changedAt(),
                    version.content().pipeline().nodes().size());
        }
    }

    /**
     * @param revision the version that runs, or ran last
     * @param statementId the streaming statement that runs it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatusAnswer(
            PipelineStatus.State state,
            @Nullable Long revision,
            @Nullable String statementId,
            @Nullable String jobId,
            List<String> views,
            @Nullable Instant since,
            @Nullable ProblemDocument problem) {
        static StatusAnswer of(PipelineStatus status) {
            return new StatusAnswer(
                    status.state(),
                    status.revision().isPresent() ? status.revision().getAsLong() : null,
                    status.statement().orElse(null),
                    status.job().map(JobId::value).orElse(null),
                    status.views().stream().map(RelationId::toString).toList(),
                    status.since().orElse(null),
                    status.problem().map(ProblemDocument::of).orElse(null));
        }
    }

    /** @param time EVENT or PROCESSING for what windows and interval joins can go by */
    record ColumnAnswer(String name, String type, boolean nullable, PipelineColumn.Time time) {
        static ColumnAnswer of(PipelineColumn column) {
            return new ColumnAnswer(column.name(), column.type(), column.nullable(), column.time());
        }
    }

    /**
     * Something wrong at a node.
     *
     * @param field which part of its step
     * @param blocking whether it can't be run so
     */
    record NodeProblemAnswer(String field, boolean blocking, ProblemDocument problem) {
        static NodeProblemAnswer of(NodeProblem found) {
            return new NodeProblemAnswer(found.field(), found.blocking(), ProblemDocument.of(found.problem()));
        }
    }

    /**
     * What is known of a node.
     *
     * @param state TYPED, FAULTY or WAITING for another
     * @param waitsFor that other node
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckAnswer(
            String state,
            @Nullable List<ColumnAnswer> columns,
            List<NodeProblemAnswer> problems,
            @Nullable String waitsFor) {
        static CheckAnswer of(NodeCheck check) {
            return switch (check) {
                case NodeCheck.Typed typed ->
                    new CheckAnswer(
                            "TYPED",
                            typed.columns().stream().map(ColumnAnswer::of).toList(),
                            typed.warnings().stream().map(NodeProblemAnswer::of).toList(),
                            null);
                case NodeCheck.Faulty faulty ->
                    new CheckAnswer(
                            "FAULTY",
                            null,
                            faulty.problems().stream()
                                    .map(NodeProblemAnswer::of)
                                    .toList(),
                            null);
                case NodeCheck.Waiting waiting -> new CheckAnswer("WAITING", null, List.of(), waiting.upstream());
            };
        }
    }

    /**
     * What the planner says of all that reaches a target.
     *
     * @param known whether it says anything; {@code why} says why not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VerdictAnswer(
            boolean known,
            List<String> key,
            @Nullable Boolean insertOnly,
            @Nullable Boolean stateful,
            @Nullable String why,
            List<NodeProblemAnswer> problems) {
        static VerdictAnswer of(TargetVerdict verdict) {
            List<NodeProblemAnswer> problems =
                    verdict.problems().stream().map(NodeProblemAnswer::of).toList();
            return switch (verdict) {
                case TargetVerdict.Judged judged ->
                    new VerdictAnswer(true, judged.key(), judged.insertOnly(), judged.stateful(), null, problems);
                case TargetVerdict.Refused refused ->
                    new VerdictAnswer(
                            true, List.of(), null, null, "Flink can't compute “" + refused.node() + "”", problems);
                case TargetVerdict.Unknown unknown ->
                    new VerdictAnswer(false, List.of(), null, null, unknown.why(), problems);
            };
        }
    }

    /** @param hindrance what stands against starting it, naming the node; null if nothing is known to */
    record ChecksAnswer(
            Map<String, CheckAnswer> nodes,
            Map<String, VerdictAnswer> targets,
            @Nullable ProblemDocument hindrance) {}

    /**
     * @param node whose rows are asked for
     * @param mode BATCH for what there is now, which is meant if nothing is said
     * @param rows 100 unless said otherwise, 10,000 at most
     */
    record SampleBody(
            @Nullable String node,
            @Nullable ExecutionMode mode,
            @Nullable Integer rows) {}

    record SampleColumn(String name, String type) {}

    record SampleRow(String kind, List<@Nullable Object> values) {}

    record SampleAnswer(String node, List<SampleColumn> columns, List<SampleRow> rows, boolean truncated) {
        static SampleAnswer of(String node, ResultBuffer.Contents contents) {
            return new SampleAnswer(
                    node,
                    contents.columns().stream()
                            .map(column -> new SampleColumn(column.name(), column.type()))
                            .toList(),
                    contents.rows().stream()
                            .map(row -> new SampleRow(row.kind().shortForm(), JsonValues.all(row.values())))
                            .toList(),
                    contents.truncated());
        }
    }

    /**
     * What the running job says of a node; null where it does not tell.
     *
     * @param unknown why nothing is known
     * @param sharedWith nodes that the same task does, so that these are their figures too
     */
    record FigureAnswer(
            @Nullable String unknown,
            @Nullable String task,
            @Nullable Long recordsIn,
            @Nullable Long recordsOut,
            @Nullable Double busy,
            @Nullable Double backPressure,
            @Nullable String watermark,
            @Nullable Long lateRecords,
            @Nullable Long stateBytes,
            List<String> sharedWith) {
        static FigureAnswer of(NodeFigure figure) {
            return switch (figure) {
                case NodeFigure.Unknown unknown ->
                    new FigureAnswer(unknown.why(), null, null, null, null, null, null, null, null, List.of());
                case NodeFigure.Known known ->
                    new FigureAnswer(
                            null,
                            known.task(),
                            known.recordsIn(),
                            known.recordsOut(),
                            known.busy().isPresent() ? known.busy().getAsDouble() : null,
                            known.backPressure().isPresent()
                                    ? known.backPressure().getAsDouble()
                                    : null,
                            known.watermark().orElse(null),
                            known.lateRecords().isPresent()
                                    ? known.lateRecords().getAsLong()
                                    : null,
                            known.stateBytes().isPresent() ? known.stateBytes().getAsLong() : null,
                            known.sharedWith());
            };
        }
    }

    /** @param how GO_ON with the state it has, or ANEW from the beginning; GO_ON if nothing is said */
    record ChangeBody(PipelineChange.@Nullable How how) {}

    record ViewChangeAnswer(
            String view,
            List<String> kept,
            List<String> rebuilt,
            List<String> lost,
            List<String> warnings,
            @Nullable ProblemDocument refusal) {}

    /**
     * What a change of what runs would do.
     *
     * @param from the version that runs
     * @param goesOn whether the job that writes its tables can go on with the state it has; where there is none,
     *     whether every view can
     * @param hindrance why the new version can't be run at all
     */
    record ChangeAnswer(
            long from,
            boolean goesOn,
            String why,
            List<PipelineChange.NodeChange> nodes,
            List<ViewChangeAnswer> views,
            @Nullable ProblemDocument hindrance) {
        static ChangeAnswer of(PipelineChange change) {
            return new ChangeAnswer(
                    change.from(),
                    change.goesOn(),
                    change.why(),
                    change.nodes(),
                    change.views().entrySet().stream()
                            .map(view -> new ViewChangeAnswer(
                                    view.getKey().toString(),
                                    view.getValue().kept(),
                                    view.getValue().rebuilt(),
                                    view.getValue().lost(),
                                    view.getValue().warnings(),
                                    problem(view.getValue().refusal())))
                            .toList(),
                    problem(change.hindrance()));
        }
    }

    /** What was drawn or written since the last version. */
    record DraftAnswer(PipelineAnswer pipeline, long basedOn, long draftRevision) {}

    static @Nullable ProblemDocument problem(Optional<Problem> problem) {
        return problem.map(ProblemDocument::of).orElse(null);
    }
}
