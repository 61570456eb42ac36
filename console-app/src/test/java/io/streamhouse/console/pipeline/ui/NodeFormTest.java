package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.Windowing;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NodeFormTest {

    private static final RelationId ORDERS = ShopSurroundings.ORDERS;

    private static final List<NamedExpression> COLUMNS =
            List.of(new NamedExpression("order_id", "id"), new NamedExpression("price  *  quantity", "amount"));

    private static final List<Ordering> BY =
            List.of(new Ordering("updated_at", true, Ordering.Nulls.LAST), Ordering.ascending("order_id"));

    /** One of each kind, with something in every part. */
    private static final List<Step> STEPS = List.of(
            new Step.Source(ORDERS, Map.of("scan.mode", "latest", "scan.password", "secret")),
            new Step.Filter("amount > 10"),
            new Step.Project(true, COLUMNS, true),
            new Step.Join(Step.JoinKind.FULL, "a.id = b.id", COLUMNS),
            new Step.IntervalJoin(
                    Step.JoinKind.LEFT,
                    "a.id = b.id",
                    "a.t",
                    "b.t",
                    "-INTERVAL '600' SECOND(3)",
                    "INTERVAL '1:30' HOUR TO MINUTE",
                    COLUMNS),
            new Step.TemporalJoin(Step.JoinKind.LEFT, "a.id = b.id", "a.t", COLUMNS),
            new Step.Aggregate(COLUMNS, List.of(new NamedExpression("COUNT(*)", "orders"))),
            new Step.Window("t", new Windowing.Tumble("INTERVAL '1' MINUTE")),
            new Step.Window("t", new Windowing.Hop("INTERVAL '1' MINUTE", "INTERVAL '2' HOUR")),
            new Step.Window("t", new Windowing.Cumulate("INTERVAL '1' MINUTE", "INTERVAL '2' HOUR")),
            new Step.Window("t", new Windowing.Session("INTERVAL '30' MINUTE", List.of("b", "a"))),
            new Step.Deduplicate(List.of("b", "a"), BY),
            new Step.TopN(List.of("b", "a"), BY, 7, Optional.of("place")),
            new Step.SetOperation(Step.SetKind.EXCEPT),
            new Step.SortLimit(BY, OptionalLong.of(10), OptionalLong.of(2)),
            new Step.TableCall("UNNEST(tags)", List.of("tag", "position"), true),
            new Step.Query("SELECT *\nFROM orders -- all of them\n"),
            new Step.IntoTable(ORDERS, List.of("b", "a")),
            new Step.IntoNewTable(
                    ORDERS,
                    List.of(Column.notNull("id", "BIGINT").withComment("its number"), Column.of("tags", "ARRAY<INT>")),
                    List.of("id"),
                    List.of("tags"),
                    Map.of("bucket", "2", "secret.key", "hidden")),
            new Step.IntoView(
                    ORDERS,
                    List.of("b", "a"),
                    List.of("c"),
                    new FreshnessTarget.Within(Duration.ofSeconds(90)),
                    new RequestedMode.Pinned(RefreshMode.INCREMENTAL),
                    Map.of("bucket", "2")));

    private final RecordedEdits edits = new RecordedEdits();
    private final NodeForm form = new NodeForm(new ShopSurroundings(), edits);

    @Test
    void a_form_says_of_every_step_what_it_was_made_from_to_the_letter() {
        FormContext context = new FormContext(new ShopSurroundings(), () -> Pipeline.EMPTY, "", () -> {});

        assertThat(STEPS.stream().map(StepKind::of)).contains(StepKind.values());
        for (Step step : STEPS) {
            assertThat(StepFields.of(context, step).step()).isEqualTo(step);
        }
    }

    @Test
    void every_kind_of_step_can_be_begun_and_shown() {
        FormContext context = new FormContext(new ShopSurroundings(), () -> Pipeline.EMPTY, "", () -> {});

        for (StepKind kind : StepKind.values()) {
            Step begun = kind.begun(ORDERS);

            assertThat(StepKind.of(begun)).isEqualTo(kind);
            assertThat(StepFields.of(context, begun).step()).isEqualTo(begun);
        }
    }

    @Test
    void what_is_typed_is_told_as_a_change_of_the_node() {
        show(filter("amount > 10"), Map.of());

        type("Condition", "amount > 20");

        assertThat(edits.told()).containsExactly("change small to Filter[condition=amount > 20]");
    }

    @Test
    void showing_what_was_typed_does_not_build_the_fields_again() {
        show(filter("amount > 10"), Map.of());
        SqlEditor before = editor("Condition");
        type("Condition", "amount > 20");

        show(filter("amount > 20"), Map.of());

        assertThat(editor("Condition")).isSameAs(before);
    }

    @Test
    void a_step_changed_elsewhere_is_shown_as_it_is_now() {
        show(filter("amount > 10"), Map.of());

        show(filter("amount > 30"), Map.of());

        assertThat(editor("Condition").getValue()).isEqualTo("amount > 30");
        assertThat(edits.told()).isEmpty();
    }

    @Test
    void a_problem_is_said_at_its_field_and_gone_when_it_is() {
        Pipeline pipeline = filter("amout > 10");
        NodeProblem unknown =
                new NodeProblem("condition", Problem.of(ErrorCode.INVALID_STATEMENT, "There is no column amout"), true);

        show(pipeline, Map.of("small", new NodeCheck.Faulty(List.of(unknown))));

        assertThat(messages(ExpressionField.class)).containsExactly("There is no column amout");

        show(pipeline, Map.of("small", new NodeCheck.Typed(List.of(), List.of())));

        assertThat(messages(ExpressionField.class)).isEmpty();
    }

    @Test
    void a_problem_of_one_row_is_said_at_that_row() {
        Pipeline pipeline = unary(new Step.Project(false, COLUMNS, false));
        NodeProblem wrong = new NodeProblem(
                "columns[1].expression", Problem.of(ErrorCode.INVALID_STATEMENT, "There is no column quantity"), true);

        show(pipeline, Map.of("small", new NodeCheck.Faulty(List.of(wrong))));

        List<ExpressionRow> rows = all(form, ExpressionRow.class).toList();
        assertThat(all(rows.get(0), FieldMessage.class).filter(Component::isVisible))
                .isEmpty();
        assertThat(all(rows.get(1), FieldMessage.class).filter(Component::isVisible))
                .hasSize(1);
    }

    @Test
    void a_problem_of_no_field_in_particular_is_said_all_the_same() {
        NodeProblem odd = new NodeProblem("elsewhere", Problem.of(ErrorCode.INVALID_STATEMENT, "Something odd"), true);

        show(filter("amount > 10"), Map.of("small", new NodeCheck.Faulty(List.of(odd))));

        assertThat(messages(NodeForm.class)).containsExactly("Something odd");
    }

    @Test
    void a_change_that_is_refused_is_said_and_not_taken_for_done() {
        show(filter("amount > 10"), Map.of());
        edits.refuse(true);

        type("Condition", "amount > 20");
        edits.refuse(false);
        type("Condition", "amount > 20");

        assertThat(edits.told()).containsExactly("change small to Filter[condition=amount > 20]");
    }

    @Test
    void a_name_that_can_not_be_is_said_at_the_name() {
        show(filter("amount > 10"), Map.of());
        TextField name = all(form, TextField.class)
                .filter(field -> "Name".equals(field.getLabel()))
                .findFirst()
                .orElseThrow();
        edits.refuse(true);

        name.setValue("orders");

        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage()).isEqualTo("Refused");
    }

    @Test
    void a_secret_is_hidden_in_the_form_and_kept() {
        show(source(Map.of("scan.password", "secret")), Map.of());

        assertThat(all(form, TextField.class).map(TextField::getValue)).doesNotContain("secret");

        all(form, TextField.class)
                .filter(field -> field.getValue().equals("scan.password"))
                .findFirst()
                .orElseThrow()
                .setValue("scan.passwords");
        all(form, TextField.class)
                .filter(field -> field.getValue().equals("scan.passwords"))
                .findFirst()
                .orElseThrow()
                .setValue("scan.password");

        assertThat(edits.told()).last().asString().contains("secret");
    }

    @Test
    void a_relation_that_is_none_is_marked_and_not_told() {
        show(source(Map.of()), Map.of());
        ComboBox<?> relation = all(form, ComboBox.class).findFirst().orElseThrow();

        ComponentUtil.fireEvent(relation, new ComboBox.CustomValueSetEvent<>(relation(relation), false, "nowhere"));

        assertThat(relation.isInvalid()).isTrue();
        assertThat(edits.told()).isEmpty();
    }

    @Test
    void time_columns_are_offered_where_windows_go_by_time() {
        Pipeline pipeline = unary(new Step.Window("", new Windowing.Tumble("INTERVAL '1' MINUTE")));

        show(
                pipeline,
                Map.of(
                        "orders",
                        new NodeCheck.Typed(
                                List.of(
                                        new PipelineColumn("id", "BIGINT", true, Time.NO),
                                        new PipelineColumn("updated_at", "TIMESTAMP_LTZ(3)", true, Time.EVENT)),
                                List.of())));

        ComboBox<?> time = all(form, ComboBox.class).findFirst().orElseThrow();
        assertThat(time.getListDataView().getItems().toList()).isEqualTo(List.of("updated_at"));
    }

    @Test
    void a_views_freshness_is_set_on_a_slider_that_says_what_it_costs() {
        show(unary(StepKind.INTO_VIEW.begun(ORDERS)), Map.of());
        FreshnessSlider slider = all(form, FreshnessSlider.class).findFirst().orElseThrow();

        ComponentUtil.fireEvent(slider, new FreshnessSlider.Chosen(slider, true, "10", 1));

        assertThat(edits.told()).singleElement().asString().contains("Within[lag=PT10S]");
        assertThat(all(form, Paragraph.class).map(Paragraph::getText)).contains(ShopSurroundings.CURVE.basis());
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<String> relation(ComboBox<?> field) {
        return (ComboBox<String>) field;
    }

    private void show(Pipeline pipeline, Map<String, NodeCheck> checks) {
        form.show(pipeline, pipeline.node("small").isPresent() ? "small" : "orders", checks);
    }

    private static Pipeline filter(String condition) {
        return unary(new Step.Filter(condition));
    }

    private static Pipeline source(Map<String, String> hints) {
        return new Pipeline(List.of(PipelineNode.of("orders", new Step.Source(ORDERS, hints))), List.of());
    }

    private static Pipeline unary(Step step) {
        return new Pipeline(
                List.of(PipelineNode.of("orders", new Step.Source(ORDERS)), PipelineNode.of("small", step)),
                List.of(new Link("orders", "small", 0)));
    }

    private SqlEditor editor(String label) {
        return all(form, SqlEditor.class)
                .filter(editor -> label.equals(editor.getElement().getProperty("label")))
                .findFirst()
                .orElseThrow();
    }

    private void type(String label, String text) {
        SqlEditor editor = editor(label);
        ComponentUtil.fireEvent(editor, new SqlEditor.Change(editor, true, text));
    }

    /** Messages that are seen and stand directly in components of this type. */
    private List<String> messages(Class<? extends Component> in) {
        return Stream.concat(Stream.of(form), all(form, Component.class))
                .filter(in::isInstance)
                .flatMap(Component::getChildren)
                .filter(FieldMessage.class::isInstance)
                .filter(Component::isVisible)
                .map(message -> message.getElement().getTextRecursively())
                .toList();
    }

    static <C> Stream<C> all(Component root, Class<C> type) {
        return root.getChildren()
                .flatMap(child -> Stream.concat(
                        type.isInstance(child) ? Stream.of(type.cast(child)) : Stream.empty(), all(child, type)));
    }
}
