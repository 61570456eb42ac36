package io.streamhouse.console.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Pipelines as JSON, in documents and in calls. A step is an object with its {@code kind} and the components of its
 * record; relations, freshness and modes are text as everywhere.
 */
@Component
public class PipelineJson {

    private final JsonMapper json;

    PipelineJson(JsonMapper json) {
        SimpleModule texts = new SimpleModule("pipelines");
        text(texts, RelationId.class, RelationId::toString, RelationId::parse);
        text(texts, FreshnessTarget.class, FreshnessTarget::text, FreshnessTarget::parse);
        text(texts, RequestedMode.class, RequestedMode::text, RequestedMode::parse);
        this.json = json.rebuild()
                .addModule(texts)
                .addMixIn(Step.class, StepKinds.class)
                .addMixIn(Step.Windowing.class, WindowingKinds.class)
                .addMixIn(Step.Join.class, JoinWords.class)
                .addMixIn(Step.IntervalJoin.class, JoinWords.class)
                .addMixIn(Step.TemporalJoin.class, JoinWords.class)
                .addMixIn(Step.SetOperation.class, SetWords.class)
                .build();
    }

    /** As it stands in documents; a later version may know more of a pipeline than this one. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Body(
            @Nullable List<PipelineNode> nodes,
            @Nullable List<Link> links,
            @Nullable Map<String, Place> places,
            @Nullable ExecutionMode mode,
            String catalog,
            String database,
            @Nullable String text) {}

    String write(PipelineContent content) {
        return json.writeValueAsString(new Body(
                content.pipeline().nodes(),
                content.pipeline().links(),
                content.places(),
                content.mode(),
                content.current().catalog(),
                content.current().name(),
                content.text().orElse(null)));
    }

    PipelineContent read(String body) {
        Body read = json.readValue(body, Body.class);
        List<PipelineNode> nodes = read.nodes();
        List<Link> links = read.links();
        Map<String, Place> places = read.places();
        ExecutionMode mode = read.mode();
        return new PipelineContent(
                new Pipeline(nodes == null ? List.of() : nodes, links == null ? List.of() : links),
                places == null ? Map.of() : places,
                mode == null ? ExecutionMode.STREAMING : mode,
                new DatabaseId(read.catalog(), read.database()),
                Optional.ofNullable(read.text()));
    }

    /** A node as calls have it. */
    public JsonNode tree(PipelineNode node) {
        return json.valueToTree(node);
    }

    /**
     * Reads a node out of a call.
     *
     * @throws ProblemException INVALID_REQUEST for what is no node
     */
    public PipelineNode node(JsonNode tree) {
        try {
            return json.treeToValue(tree, PipelineNode.class);
        } catch (JacksonException e) {
            ProblemException known = known(e);
            if (known != null) {
                throw known;
            }
            String name = tree.path("name").asString("");
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            (name.isEmpty() ? "A node" : "Node “" + name + "”") + " can't be read: "
                                    + e.getOriginalMessage(),
                            "A node has a name, a note and a step; a step has a kind such as \"filter\""),
                    e);
        }
    }

    private static @Nullable ProblemException known(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        return null;
    }

    private interface Text<T> {
        String of(T value);
    }

    private interface Parse<T> {
        T of(String text);
    }

    private static <T> void text(SimpleModule module, Class<T> type, Text<T> text, Parse<T> parse) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(text.of(value));
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                String written = in.getValueAsString("");
                try {
                    return parse.of(written);
                } catch (IllegalArgumentException e) {
                    throw context.weirdStringException(written, type, e.getMessage());
                }
            }
        });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = Step.Source.class, name = "source"),
        @Type(value = Step.Filter.class, name = "filter"),
        @Type(value = Step.Project.class, name = "project"),
        @Type(value = Step.Join.class, name = "join"),
        @Type(value = Step.IntervalJoin.class, name = "intervalJoin"),
        @Type(value = Step.TemporalJoin.class, name = "temporalJoin"),
        @Type(value = Step.Aggregate.class, name = "aggregate"),
        @Type(value = Step.Window.class, name = "window"),
        @Type(value = Step.Deduplicate.class, name = "deduplicate"),
        @Type(value = Step.TopN.class, name = "topN"),
        @Type(value = Step.SetOperation.class, name = "setOperation"),
        @Type(value = Step.SortLimit.class, name = "sortLimit"),
        @Type(value = Step.TableCall.class, name = "tableCall"),
        @Type(value = Step.Query.class, name = "query"),
        @Type(value = Step.IntoTable.class, name = "intoTable"),
        @Type(value = Step.IntoNewTable.class, name = "intoNewTable"),
        @Type(value = Step.IntoView.class, name = "intoView")
    })
    private interface StepKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @Type(value = Step.Windowing.Tumble.class, name = "tumble"),
        @Type(value = Step.Windowing.Hop.class, name = "hop"),
        @Type(value = Step.Windowing.Cumulate.class, name = "cumulate"),
        @Type(value = Step.Windowing.Session.class, name = "session")
    })
    private interface WindowingKinds {}

    /** A step's own kind has another name than the kind of step. */
    private interface JoinWords {
        @JsonProperty("join")
        Step.JoinKind kind();
    }

    private interface SetWords {
        @JsonProperty("set")
        Step.SetKind kind();
    }
}
