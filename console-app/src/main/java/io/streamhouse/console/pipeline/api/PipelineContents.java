package io.streamhouse.console.pipeline.api;

import io.streamhouse.console.http.ProblemDocument;
import io.streamhouse.console.pipeline.KeptPipeline;
import io.streamhouse.console.pipeline.PipelineAnalysis;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.pipeline.PipelineJson;
import io.streamhouse.console.pipeline.PipelineSecrets;
import io.streamhouse.console.pipeline.Place;
import io.streamhouse.console.pipeline.SqlSide;
import io.streamhouse.console.pipeline.api.PipelineBodies.PipelineAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.PipelineBody;
import io.streamhouse.console.pipeline.api.PipelineBodies.ReadAnswer;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.read.ReadPipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Pipelines between calls and services. No secret goes out; one that comes back hidden is the one there was. */
@Component
class PipelineContents {

    private final PipelineAnalysis analysis;
    private final PipelineJson json;

    PipelineContents(PipelineAnalysis analysis, PipelineJson json) {
        this.analysis = analysis;
        this.json = json;
    }

    /** A pipeline as it was sent. */
    record Read(PipelineContent content, List<ReadPipeline.AsText> asText) {}

    /**
     * @param before what is changed; an empty one for a new pipeline
     * @throws ProblemException INVALID_REQUEST, SYNTAX
     */
    Read read(PipelineBody body, PipelineContent before) {
        String sql = body.sql();
        List<JsonNode> nodes = body.nodes();
        List<Link> links = body.links();
        DatabaseId current = body.catalog() == null && body.database() == null
                ? before.current()
                : analysis.current(Optional.ofNullable(body.catalog()), Optional.ofNullable(body.database()));
        ExecutionMode mode = Optional.ofNullable(body.mode()).orElse(before.mode());
        Map<String, Place> places = Optional.ofNullable(body.places()).orElse(before.places());
        if (sql != null && nodes != null) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "The request has both “sql” and “nodes”",
                    "Send one of them: they say the same");
        }
        if (sql != null) {
            ReadPipeline read = analysis.read(sql, current, before.pipeline());
            Pipeline whole = PipelineSecrets.restored(read.pipeline(), before.pipeline());
            Optional<String> text = whole.equals(read.pipeline()) ? Optional.of(sql) : Optional.empty();
            return new Read(new PipelineContent(whole, places, mode, current, text), read.asText());
        }
        if (nodes != null || links != null) {
            Pipeline sent = new Pipeline(
                    nodes == null
                            ? before.pipeline().nodes()
                            : nodes.stream().map(json::node).toList(),
                    links == null ? List.of() : links);
            Pipeline whole = PipelineSecrets.restored(sent, before.pipeline());
            return new Read(new PipelineContent(whole, places, mode, current, Optional.empty()), List.of());
        }
        return new Read(new PipelineContent(before.pipeline(), places, mode, current, before.text()), List.of());
    }

    PipelineAnswer answer(KeptPipeline pipeline) {
        PipelineContent content = pipeline.content();
        SqlSide sql = analysis.sql(content);
        return new PipelineAnswer(
                pipeline.id(),
                pipeline.name(),
                pipeline.revision(),
                pipeline.changedBy().name(),
                pipeline.changedAt(),
                content.mode(),
                content.current().catalog(),
                content.current().name(),
                nodes(content.pipeline()),
                content.pipeline().links(),
                content.places(),
                Redactor.text(sql.text()),
                problem(sql));
    }

    ReadAnswer answer(Read read) {
        SqlSide sql = analysis.sql(read.content());
        return new ReadAnswer(
                nodes(read.content().pipeline()),
                read.content().pipeline().links(),
                Redactor.text(sql.text()),
                problem(sql),
                read.asText());
    }

    private List<JsonNode> nodes(Pipeline pipeline) {
        return PipelineSecrets.hidden(pipeline).nodes().stream()
                .map((PipelineNode node) -> json.tree(node))
                .toList();
    }

    private static @Nullable ProblemDocument problem(SqlSide sql) {
        return switch (sql) {
            case SqlSide.InStep ignored -> null;
            case SqlSide.Unread unread -> ProblemDocument.of(unread.problem());
            case SqlSide.Unwritten unwritten -> ProblemDocument.of(unwritten.problem());
        };
    }
}
