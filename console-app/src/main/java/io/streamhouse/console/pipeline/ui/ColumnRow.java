package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.model.Column;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.List;
import java.util.Optional;

/** A column of a table that is to be made. */
final class ColumnRow extends RowsField.Row<Column> {

    private static final long serialVersionUID = 1L;

    private static final List<String> TYPES = List.of(
            "STRING",
            "BOOLEAN",
            "INT",
            "BIGINT",
            "DOUBLE",
            "DECIMAL(18, 2)",
            "DATE",
            "TIMESTAMP(3)",
            "TIMESTAMP_LTZ(3)",
            "BYTES");

    private final TextField name = new TextField();
    private final ComboBox<String> type = new ComboBox<>();
    private final Checkbox required = new Checkbox("never null");
    private final FieldMessage message = new FieldMessage();
    private final transient Optional<Column> before;

    ColumnRow(FormContext context, Optional<Column> value) {
        before = value;
        name.setAriaLabel("Name of the column");
        name.setPlaceholder("name");
        name.setValue(value.map(Column::name).orElse(""));
        name.setValueChangeMode(ValueChangeMode.LAZY);
        name.addValueChangeListener(change -> context.tell());
        String typed = value.map(Column::type).orElse("STRING");
        type.setAriaLabel("Type");
        type.setAllowCustomValue(true);
        type.setItems(StepFields.with(TYPES, typed));
        type.setValue(typed);
        type.addCustomValueSetListener(custom -> {
            type.setItems(StepFields.with(TYPES, custom.getDetail()));
            type.setValue(custom.getDetail());
        });
        type.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                context.tell();
            }
        });
        required.setValue(value.map(column -> !column.nullable()).orElse(false));
        required.addValueChangeListener(change -> context.tell());
        Div fields = new Div(name, type, required);
        fields.addClassName("pipe-named");
        add(fields, message);
    }

    static RowsField<Column> rows(FormContext context, String label, String help, List<Column> columns) {
        return new RowsField<>(
                context, label, "columns", "column", help, columns, (path, value) -> new ColumnRow(context, value));
    }

    @Override
    Optional<Column> value() {
        String called = name.getValue().strip();
        String typed = type.getValue() == null ? "" : type.getValue().strip();
        return called.isEmpty() || typed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Column(
                        called,
                        typed,
                        !required.getValue(),
                        before.flatMap(Column::comment),
                        before.flatMap(Column::computedAs)));
    }

    @Override
    void focus() {
        name.focus();
    }

    @Override
    void clearProblems() {
        message.clear();
        name.setInvalid(false);
    }

    @Override
    void show(String part, NodeProblem problem) {
        name.setInvalid(problem.blocking());
        message.say(problem);
    }
}
