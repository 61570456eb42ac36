package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An expression and the name of the column it makes. */
final class ExpressionRow extends RowsField.Row<NamedExpression> {

    private static final long serialVersionUID = 1L;

    private final ExpressionField expression;
    private final TextField name = new TextField();
    private final FieldMessage message = new FieldMessage();
    private final transient Supplier<String> path;

    ExpressionRow(FormContext context, Supplier<String> path, Optional<NamedExpression> value) {
        this.path = path;
        expression = new ExpressionField(
                context,
                "Expression",
                () -> path.get() + ".expression",
                value.map(NamedExpression::expression).orElse(""));
        expression.setPlaceholder("a column, or an expression");
        name.setAriaLabel("Name of the column");
        name.setValue(value.map(NamedExpression::name).orElse(""));
        name.setValueChangeMode(ValueChangeMode.LAZY);
        name.addValueChangeListener(change -> context.tell());
        name.addThemeName("small");
        Span as = new Span("as");
        as.addClassName("sh-dim");
        Div named = new Div(as, name);
        named.addClassName("pipe-named");
        add(expression, named, message);
    }

    /** A list of them. */
    static RowsField<NamedExpression> rows(
            FormContext context, String label, String name, String each, String help, List<NamedExpression> values) {
        return new RowsField<>(
                context, label, name, each, help, values, (path, value) -> new ExpressionRow(context, path, value));
    }

    @Override
    Optional<NamedExpression> value() {
        String typed = name.getValue().strip();
        if (expression.value().isEmpty() && typed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NamedExpression(expression.value(), typed.isEmpty() ? suggested() : typed));
    }

    private String suggested() {
        int place = FieldPath.parse(path.get()).map(FieldPath::index).orElse(0) + 1;
        String suggestion = SuggestedName.of(expression.value(), place);
        name.setPlaceholder(suggestion);
        return suggestion;
    }

    @Override
    void focus() {
        expression.focus();
    }

    @Override
    void clearProblems() {
        expression.clearProblems();
        message.clear();
        name.setInvalid(false);
    }

    @Override
    void show(String part, NodeProblem problem) {
        if (part.equals("expression") && expression.show(problem)) {
            return;
        }
        name.setInvalid(part.equals("name") && problem.blocking());
        message.say(problem);
    }
}
