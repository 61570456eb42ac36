package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.console.pipeline.ui.PipelineDiff.Kind;
import io.streamhouse.console.pipeline.ui.PipelineDiff.LinkDiff;
import io.streamhouse.console.pipeline.ui.PipelineDiff.PartDiff;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PipelineDiffTest {

    private static final PipelineNode ORDERS =
            PipelineNode.of("orders", new Step.Source(new RelationId("streamhouse", "shop", "orders")));

    private static final PipelineNode PAID = PipelineNode.of("paid", new Step.Filter("status = 'PAID'"));

    private static final PipelineNode SUMMARY = PipelineNode.of(
            "summary",
            new Step.Aggregate(
                    List.of(new NamedExpression("channel", "channel")),
                    List.of(new NamedExpression("COUNT(*)", "orders"))));

    private static final Pipeline BEFORE = new Pipeline(
            List.of(ORDERS, PAID, SUMMARY), List.of(new Link("orders", "paid", 0), new Link("paid", "summary", 0)));

    @Test
    void a_pipeline_does_not_differ_from_itself() {
        PipelineDiff diff = PipelineDiff.between(BEFORE, BEFORE);

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.summary()).isEqualTo("no difference");
    }

    @Test
    void a_changed_step_says_what_each_part_was_and_is() {
        Pipeline after = BEFORE.changed(PipelineNode.of("paid", new Step.Filter("status = 'SHIPPED'")));

        PipelineDiff diff = PipelineDiff.between(BEFORE, after);

        assertThat(kinds(diff)).containsExactly("orders SAME", "paid CHANGED", "summary SAME");
        assertThat(diff.nodes().get(1).changes())
                .containsExactly(new PartDiff("condition", "status = 'PAID'", "status = 'SHIPPED'"));
        assertThat(diff.summary()).isEqualTo("1 step changed");
    }

    @Test
    void a_step_taken_out_takes_its_links_along() {
        Pipeline after = BEFORE.without(Set.of("paid")).linked(new Link("orders", "summary", 0));

        PipelineDiff diff = PipelineDiff.between(BEFORE, after);

        assertThat(kinds(diff)).containsExactly("orders SAME", "summary SAME", "paid REMOVED");
        assertThat(diff.links())
                .containsExactlyInAnyOrder(
                        new LinkDiff(new Link("orders", "summary", 0), Kind.ADDED),
                        new LinkDiff(new Link("orders", "paid", 0), Kind.REMOVED),
                        new LinkDiff(new Link("paid", "summary", 0), Kind.REMOVED));
    }

    @Test
    void a_node_that_is_only_called_something_else_is_not_taken_for_another_one() {
        Pipeline after = new Pipeline(
                List.of(ORDERS, PipelineNode.of("paid_orders", PAID.step()), SUMMARY),
                List.of(new Link("orders", "paid_orders", 0), new Link("paid_orders", "summary", 0)));

        PipelineDiff diff = PipelineDiff.between(BEFORE, after);

        assertThat(kinds(diff)).containsExactly("orders SAME", "paid_orders CHANGED", "summary SAME");
        assertThat(diff.nodes().get(1).before()).contains("paid");
        assertThat(diff.links()).allMatch(link -> link.kind() == Kind.SAME);
    }

    @Test
    void a_step_of_another_kind_under_the_same_name_is_a_change_of_the_step() {
        Pipeline after = BEFORE.changed(PipelineNode.of("paid", new Step.Project(true, List.of(), true)));

        PipelineDiff diff = PipelineDiff.between(BEFORE, after);

        assertThat(diff.nodes().get(1).changes())
                .contains(
                        new PartDiff("step", "Filter", "Choose and compute"),
                        new PartDiff("condition", "status = 'PAID'", ""));
    }

    @Test
    void another_note_is_a_change() {
        Pipeline after = BEFORE.changed(new PipelineNode("paid", PAID.step(), "money has come"));

        assertThat(PipelineDiff.between(BEFORE, after).nodes().get(1).changes())
                .containsExactly(new PartDiff("note", "", "money has come"));
    }

    @Test
    void everything_is_added_to_an_empty_pipeline() {
        PipelineDiff diff = PipelineDiff.between(Pipeline.EMPTY, BEFORE);

        assertThat(diff.summary()).isEqualTo("3 steps added");
        assertThat(diff.links()).allMatch(link -> link.kind() == Kind.ADDED);
    }

    private static List<String> kinds(PipelineDiff diff) {
        return diff.nodes().stream()
                .map(node -> node.node().name() + " " + node.kind())
                .toList();
    }
}
