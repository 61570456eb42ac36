package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.PipelineDrawing;
import io.streamhouse.component.PipelineDrawing.Node;
import io.streamhouse.component.PipelineDrawing.State;
import io.streamhouse.component.PipelinePalette.Kind;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.read.ReadPipeline.AsText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineSketchTest {

    private static final Pipeline PIPELINE = new Pipeline(
            List.of(
                    PipelineNode.of("orders", new Step.Source(new RelationId("streamhouse", "shop", "orders"))),
                    PipelineNode.of("paid", new Step.Filter("status = 'PAID'")),
                    PipelineNode.of(
                            "revenue",
                            new Step.Aggregate(
                                    List.of(new NamedExpression("channel", "channel")),
                                    List.of(new NamedExpression("SUM(totl)", "revenue"))))),
            List.of(new Link("orders", "paid", 0), new Link("paid", "revenue", 0)));

    @Test
    void a_card_says_what_its_step_does_and_which_columns_come_out() {
        Node paid = node(
                PipelineSketch.of(
                        PIPELINE,
                        Map.of(
                                "paid",
                                new NodeCheck.Typed(
                                        List.of(
                                                new PipelineColumn("order_id", "BIGINT", false, PipelineColumn.Time.NO),
                                                new PipelineColumn(
                                                        "ordered_at", "TIMESTAMP(3)", true, PipelineColumn.Time.EVENT)),
                                        List.of())),
                        List.of()),
                "paid");

        assertThat(paid.lines()).containsExactly("status = 'PAID'");
        assertThat(paid.ports()).hasSize(1);
        assertThat(paid.state()).isEqualTo(State.FINE);
        assertThat(paid.columns()).extracting(PipelineDrawing.Column::name).containsExactly("order_id", "ordered_at");
        assertThat(paid.columns()).extracting(PipelineDrawing.Column::time).containsExactly(false, true);
    }

    @Test
    void what_is_wrong_is_said_on_the_card_it_is_wrong_on_and_how_much_more_there_is() {
        NodeProblem first = problem("There is no column “totl”");
        PipelineDrawing drawing = PipelineSketch.of(
                PIPELINE, Map.of("revenue", new NodeCheck.Faulty(List.of(first, problem("And another")))), List.of());

        Node revenue = node(drawing, "revenue");

        assertThat(revenue.state()).isEqualTo(State.FAULTY);
        assertThat(revenue.problem()).startsWith("There is no column “totl”").contains("1 more");
        assertThat(node(drawing, "paid").state()).isEqualTo(State.UNCHECKED);
    }

    @Test
    void a_node_kept_as_text_says_why() {
        Pipeline text = new Pipeline(List.of(PipelineNode.of("rest", new Step.Query("SELECT 1"))), List.of());

        Node rest = node(
                PipelineSketch.of(text, Map.of(), List.of(new AsText("rest", "MATCH_RECOGNIZE has no step"))), "rest");

        assertThat(rest.words()).contains("MATCH_RECOGNIZE has no step");
    }

    @Test
    void a_union_has_one_input_more_than_are_taken() {
        Pipeline union = new Pipeline(
                List.of(
                        PIPELINE.nodes().getFirst(),
                        PipelineNode.of("united", new Step.SetOperation(Step.SetKind.UNION_ALL))),
                List.of(new Link("orders", "united", 0), new Link("orders", "united", 1)));

        assertThat(node(PipelineSketch.of(union, Map.of(), List.of()), "united").ports())
                .hasSize(3);
    }

    @Test
    void every_kind_the_palette_offers_is_one_the_page_can_begin() {
        assertThat(PipelineSketch.kinds())
                .extracting(Kind::kind)
                .allSatisfy(kind -> assertThat(PipelineSketch.name(PipelineSketch.kind(kind)))
                        .isEqualTo(kind));
    }

    private static NodeProblem problem(String what) {
        return new NodeProblem("measures[0].expression", Problem.of(ErrorCode.INVALID_STATEMENT, what), true);
    }

    private static Node node(PipelineDrawing drawing, String name) {
        return drawing.nodes().stream()
                .filter(node -> node.id().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
