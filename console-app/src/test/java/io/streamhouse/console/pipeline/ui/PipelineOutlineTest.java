package io.streamhouse.console.pipeline.ui;

import static io.streamhouse.console.pipeline.ui.NodeFormTest.all;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineOutlineTest {

    private static final Pipeline PIPELINE = new Pipeline(
            List.of(
                    PipelineNode.of("joined", new Step.Join(Step.JoinKind.INNER, "", List.of())),
                    PipelineNode.of("orders", new Step.Source(ShopSurroundings.ORDERS)),
                    PipelineNode.of("paid", new Step.Filter("status = 'PAID'"))),
            List.of(new Link("orders", "paid", 0), new Link("paid", "joined", 0)));

    private final RecordedEdits edits = new RecordedEdits();
    private final PipelineOutline outline = new PipelineOutline(new ShopSurroundings(), edits);

    @Test
    void steps_stand_in_the_order_in_which_rows_flow() {
        outline.show(PIPELINE, Map.of());

        assertThat(all(outline, Button.class).map(Button::getText).filter(text -> !text.isEmpty()))
                .containsExactly("Add", "orders", "paid", "joined");
    }

    @Test
    void every_input_can_be_chosen_those_that_wait_too() {
        outline.show(PIPELINE, Map.of());

        input("Right input of joined").setValue("orders");
        input("Left input of joined").setValue("");

        assertThat(edits.told()).containsExactly("link " + new Link("orders", "joined", 1), "unlink joined 0");
    }

    @Test
    void a_link_that_is_refused_is_said_and_the_table_shows_what_is() {
        outline.show(PIPELINE, Map.of());
        edits.refuse(true);

        input("Input of paid").setValue("joined");

        assertThat(all(outline, ProblemPanel.class)).allMatch(Component::isVisible);
        assertThat(input("Input of paid").getValue()).isEqualTo("orders");
    }

    @Test
    void a_union_always_has_room_for_one_input_more() {
        Pipeline union = new Pipeline(
                List.of(
                        PipelineNode.of("a", new Step.Source(ShopSurroundings.ORDERS)),
                        PipelineNode.of("b", new Step.Source(ShopSurroundings.ORDERS)),
                        PipelineNode.of("all", new Step.SetOperation(Step.SetKind.UNION_ALL))),
                List.of(new Link("a", "all", 0), new Link("b", "all", 1)));

        outline.show(union, Map.of());

        assertThat(input("Input 3 of all").getValue()).isEmpty();
    }

    @Test
    void a_faulty_step_says_what_is_wrong_with_it() {
        NodeProblem wrong = new NodeProblem(
                "condition", Problem.of(ErrorCode.INVALID_STATEMENT, "There is no column status"), true);

        outline.show(PIPELINE, Map.of("paid", new NodeCheck.Faulty(List.of(wrong))));

        NativeTableRow row = all(outline, NativeTableRow.class).toList().get(2);
        assertThat(all(row, StatusChip.class).map(StatusChip::getText)).containsExactly("FAULTY");
        assertThat(row.getElement().getTextRecursively()).contains("There is no column status");
    }

    @Test
    void a_step_is_added_under_a_free_name() {
        outline.show(PIPELINE, Map.of());
        ComboBox<?> relation = all(outline, ComboBox.class).findFirst().orElseThrow();

        press("Add");
        assertThat(relation.isInvalid()).isTrue();
        assertThat(edits.told()).isEmpty();

        choose(relation).setValue(ShopSurroundings.ORDERS.toString());
        press("Add");

        assertThat(edits.told()).containsExactly("add orders_2");
    }

    @Test
    void a_step_can_be_opened_and_removed() {
        outline.show(PIPELINE, Map.of());

        press("paid");
        all(outline, Button.class)
                .filter(button ->
                        button.getAriaLabel().filter("Remove paid"::equals).isPresent())
                .findFirst()
                .orElseThrow()
                .click();

        assertThat(edits.told()).containsExactly("open paid", "remove [paid]");
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<String> choose(ComboBox<?> field) {
        return (ComboBox<String>) field;
    }

    private void press(String text) {
        all(outline, Button.class)
                .filter(button -> button.getText().equals(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    @SuppressWarnings("unchecked")
    private Select<String> input(String label) {
        return (Select<String>) all(outline, Select.class)
                .filter(select -> ((Select<?>) select)
                        .getAriaLabel()
                        .filter(label::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }
}
