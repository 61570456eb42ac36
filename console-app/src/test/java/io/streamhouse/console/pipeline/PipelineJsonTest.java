package io.streamhouse.console.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.JoinKind;
import io.streamhouse.pipeline.Step.SetKind;
import io.streamhouse.pipeline.Step.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of a pipeline is all of it. */
final class PipelineJsonTest {

    private static final RelationId ODD = new RelationId("lake", "my shop", "or`ders.1");
    private static final List<NamedExpression> COLUMNS = List.of(new NamedExpression("a + 1", "b"));
    private static final List<Ordering> BY =
            List.of(Ordering.ascending("a"), new Ordering("b", true, Ordering.Nulls.LAST));

    private static final List<Step> ALL = List.of(
            new Step.Source(ODD, Map.of("scan.mode", "latest")),
            new Step.Filter("a > 'it''s'"),
            new Step.Project(true, COLUMNS, true),
            new Step.Join(JoinKind.ANTI, "l.a = r.a", COLUMNS),
            new Step.IntervalJoin(
                    JoinKind.LEFT, "l.a = r.a", "t", "u", "- INTERVAL '10' MINUTE", "INTERVAL '1' HOUR", COLUMNS),
            new Step.TemporalJoin(JoinKind.INNER, "l.a = r.a", "t", List.of()),
            new Step.Aggregate(COLUMNS, COLUMNS),
            new Step.Window("t", new Windowing.Tumble("INTERVAL '1' MINUTE")),
            new Step.Window("t", new Windowing.Hop("INTERVAL '1' MINUTE", "INTERVAL '5' MINUTE")),
            new Step.Window("t", new Windowing.Cumulate("INTERVAL '1' MINUTE", "INTERVAL '5' MINUTE")),
            new Step.Window("t", new Windowing.Session("INTERVAL '1' MINUTE", List.of("a"))),
            new Step.Deduplicate(List.of("a"), BY),
            new Step.TopN(List.of("a"), BY, 3, Optional.of("place")),
            new Step.TopN(List.of(), BY, 3, Optional.empty()),
            new Step.SetOperation(SetKind.UNION_ALL),
            new Step.SortLimit(BY, OptionalLong.of(10), OptionalLong.empty()),
            new Step.TableCall("UNNEST(tags)", List.of("tag"), true),
            new Step.Query("SELECT 1"),
            new Step.IntoTable(ODD, List.of("a")),
            new Step.IntoNewTable(
                    ODD,
                    List.of(Column.notNull("a", "DECIMAL(10, 2)").withComment("what it costs")),
                    List.of("a"),
                    List.of("b"),
                    Map.of("bucket", "2")),
            new Step.IntoView(
                    ODD,
                    List.of("a"),
                    List.of(),
                    new FreshnessTarget.Within(Duration.ofSeconds(30)),
                    new RequestedMode.Pinned(RefreshMode.INCREMENTAL),
                    Map.of()),
            new Step.IntoView(
                    ODD,
                    List.of(),
                    List.of(),
                    new FreshnessTarget.Downstream(),
                    new RequestedMode.Auto(),
                    Map.of("bucket", "2")));

    private final PipelineJson json = new PipelineJson(JsonMapper.builder().build());

    @Test
    void every_step_there_is_comes_back_as_it_was() {
        assertThat(ALL.stream().map(Step::getClass).collect(Collectors.toSet()))
                .as("a kind of step that this test does not know")
                .isEqualTo(kinds(Step.class));
        List<PipelineNode> nodes = new ArrayList<>();
        for (Step step : ALL) {
            nodes.add(new PipelineNode("node " + nodes.size(), step, "why\n“it” is"));
        }
        PipelineContent content = new PipelineContent(
                new Pipeline(nodes, List.of(new Link("node 0", "node 1", 0), new Link("node 1", "node 14", 7))),
                Map.of("node 0", new Place(-1.5, 2e3)),
                ExecutionMode.BATCH,
                new DatabaseId("lake", "my shop"),
                Optional.of("SELECT 1"));

        assertThat(json.read(json.write(content))).isEqualTo(content);
        for (PipelineNode node : nodes) {
            assertThat(json.node(json.tree(node))).isEqualTo(node);
        }
    }

    @Test
    void a_step_says_its_kind_and_relations_are_text() {
        assertThat(json.tree(PipelineNode.of("orders", ALL.getFirst())).toString())
                .contains("\"kind\":\"source\"")
                .contains("\"relation\":\"lake.`my shop`.`or``ders.1`\"");
    }

    @Test
    void a_node_that_cant_be_read_is_named() {
        JsonMapper mapper = JsonMapper.builder().build();

        assertThatThrownBy(() -> json.node(mapper.readTree(
                        "{\"name\":\"paid\",\"note\":\"\",\"step\":{\"kind\":\"sieve\",\"condition\":\"x\"}}")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("paid");
        assertThatThrownBy(
                        () -> json.node(
                                mapper.readTree(
                                        "{\"name\":\"s\",\"note\":\"\",\"step\":{\"kind\":\"source\",\"relation\":\"x\",\"hints\":{}}}")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("catalog.database.name");
    }

    @Test
    void secrets_do_not_go_out_and_come_back_as_they_were() {
        Pipeline pipeline = Pipeline.EMPTY
                .with(PipelineNode.of(
                        "source", new Step.Source(ODD, Map.of("password", "secret!", "scan.mode", "latest"))))
                .with(PipelineNode.of(
                        "target",
                        new Step.IntoNewTable(ODD, List.of(), List.of(), List.of(), Map.of("s3.secret-key", "key!"))))
                .with(PipelineNode.of("text", new Step.Query("SELECT * FROM t /*+ OPTIONS('password' = 'pass!') */")));

        Pipeline shown = PipelineSecrets.hidden(pipeline);

        assertThat(shown.toString()).doesNotContain("secret!", "key!", "pass!").contains("latest");
        assertThat(PipelineSecrets.restored(shown, pipeline)).isEqualTo(pipeline);
    }

    private static Set<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(kind -> kinds(kind).stream())
                        .collect(Collectors.toSet())
                : Set.of(type);
    }
}
