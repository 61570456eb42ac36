package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FormInputsTest {

    private static final PipelineNode JOINED =
            PipelineNode.of("joined", new Step.Join(Step.JoinKind.INNER, "", List.of()));

    private static final Pipeline PIPELINE = new Pipeline(
            List.of(source("orders"), source("customers"), JOINED),
            List.of(new Link("orders", "joined", 0), new Link("customers", "joined", 1)));

    private static final Map<String, NodeCheck> CHECKS = Map.of(
            "orders", typed(column("id"), column("customer_id"), column("name")),
            "customers", typed(column("id"), column("name"), column("country")));

    @Test
    void a_column_that_both_inputs_have_is_called_by_its_input() {
        FormInputs inputs = FormInputs.of(PIPELINE, JOINED, CHECKS);

        assertThat(inputs.written(0, column("name"))).isEqualTo("orders.name");
        assertThat(inputs.written(1, column("country"))).isEqualTo("country");
    }

    @Test
    void a_reference_to_the_other_sides_id_is_the_likeliest_way_to_join() {
        FormInputs inputs = FormInputs.of(PIPELINE, JOINED, CHECKS);

        assertThat(LikelyJoins.of(inputs)).first().isEqualTo("orders.customer_id = customers.id");
    }

    @Test
    void an_input_that_is_not_linked_is_shown_as_one_that_is_missing() {
        FormInputs inputs = FormInputs.of(PIPELINE.unlinked("joined", 1), JOINED, CHECKS);

        assertThat(inputs.inputs()).extracting(FormInputs.Input::label).containsExactly("Left input", "Right input");
        assertThat(inputs.inputs().get(1).node()).isEmpty();
        assertThat(inputs.inputs().get(1).unknown()).isEqualTo("Nothing is linked to it yet");
        assertThat(LikelyJoins.of(inputs)).isEmpty();
    }

    @Test
    void columns_of_a_faulty_input_are_unknown_and_said_to_be() {
        NodeProblem gone = new NodeProblem("relation", Problem.of(ErrorCode.NOT_FOUND, "There is no such table"), true);

        FormInputs inputs = FormInputs.of(
                PIPELINE,
                JOINED,
                Map.of("orders", new NodeCheck.Faulty(List.of(gone)), "customers", CHECKS.get("customers")));

        assertThat(inputs.names(0)).isEmpty();
        assertThat(inputs.inputs().getFirst().unknown()).contains("“orders”");
        assertThat(inputs.names(1)).containsExactly("id", "name", "country");
    }

    private static PipelineNode source(String name) {
        return PipelineNode.of(name, new Step.Source(new RelationId("streamhouse", "shop", name)));
    }

    private static NodeCheck typed(PipelineColumn... columns) {
        return new NodeCheck.Typed(List.of(columns), List.of());
    }

    private static PipelineColumn column(String name) {
        return new PipelineColumn(name, "BIGINT", true, Time.NO);
    }
}
