package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What rows are put in order by, and which way. */
final class OrderingRow extends RowsField.Row<Ordering> {

    private static final long serialVersionUID = 1L;

    private final ExpressionField expression;
    private final Select<Boolean> descending = new Select<>();
    private final Select<Ordering.Nulls> nulls = new Select<>();
    private final FieldMessage message = new FieldMessage();

    OrderingRow(
            FormContext context, Supplier<String> path, Optional<Ordering> value, String ascending, String falling) {
        expression = new ExpressionField(
                context,
                "Order by",
                () -> path.get() + ".expression",
                value.map(Ordering::expression).orElse(""));
        expression.setPlaceholder("a column");
        descending.setAriaLabel("Direction");
        descending.setItems(false, true);
        descending.setItemLabelGenerator(down -> down ? falling : ascending);
        descending.setValue(value.map(Ordering::descending).orElse(false));
        descending.addValueChangeListener(change -> context.tell());
        nulls.setAriaLabel("Where nulls go");
        nulls.setItems(Ordering.Nulls.values());
        nulls.setItemLabelGenerator(OrderingRow::label);
        nulls.setValue(value.map(Ordering::nulls).orElse(Ordering.Nulls.AS_USUAL));
        nulls.addValueChangeListener(change -> context.tell());
        Div choices = new Div(descending, nulls);
        choices.addClassName("pipe-named");
        add(expression, choices, message);
    }

    /**
     * A list of them, at {@code by}.
     *
     * @param ascending what it means for the step that the smallest comes first
     * @param falling what it means that the largest comes first
     */
    static RowsField<Ordering> rows(
            FormContext context, String label, String help, List<Ordering> values, String ascending, String falling) {
        return new RowsField<>(
                context,
                label,
                "by",
                "order",
                help,
                values,
                (path, value) -> new OrderingRow(context, path, value, ascending, falling));
    }

    private static String label(Ordering.Nulls nulls) {
        return switch (nulls) {
            case AS_USUAL -> "nulls as usual";
            case FIRST -> "nulls first";
            case LAST -> "nulls last";
        };
    }

    @Override
    Optional<Ordering> value() {
        return expression.value().isEmpty()
                ? Optional.empty()
                : Optional.of(new Ordering(expression.value(), descending.getValue(), nulls.getValue()));
    }

    @Override
    void focus() {
        expression.focus();
    }

    @Override
    void clearProblems() {
        expression.clearProblems();
        message.clear();
    }

    @Override
    void show(String part, NodeProblem problem) {
        if (!part.equals("expression") || !expression.show(problem)) {
            message.say(problem);
        }
    }
}
