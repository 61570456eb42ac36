package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.PlainTable;
import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.sql.TableDesign;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The fields of one column of the table, by its place among the others. */
final class ColumnLine implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final List<String> TYPES = List.of(
            "STRING",
            "BIGINT",
            "INT",
            "BOOLEAN",
            "DOUBLE",
            "DECIMAL(18, 2)",
            "DATE",
            "TIMESTAMP(3)",
            "TIMESTAMP_LTZ(3)",
            "BYTES",
            "ARRAY<STRING>",
            "MAP<STRING, STRING>");

    private final int at;
    private final transient Consumer<UnaryOperator<TableDesign>> change;
    private final TextField name;
    private final ComboBox<String> type = new ComboBox<>();
    private final TextField expression;
    private final Checkbox nullable = new Checkbox();
    private final Checkbox key = new Checkbox();
    private final TextField comment;
    private final Button up;
    private final Button down;
    private final Button remove;

    /**
     * @param at counts from 0
     * @param change told of what a person does here, as a change of the design
     */
    ColumnLine(int at, Consumer<UnaryOperator<TableDesign>> change) {
        this.at = at;
        this.change = change;
        name = typed(value -> changed(column -> column.named(value)));
        name.setAriaLabel("Name of column " + (at + 1));
        type.setItems(TYPES);
        type.setAllowCustomValue(true);
        type.addCustomValueSetListener(
                typed -> changed(column -> column.typed(typed.getDetail().strip())));
        type.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                changed(column -> column.typed(chosen.getValue() == null ? "" : chosen.getValue()));
            }
        });
        expression = typed(value -> {
            if (!value.isBlank()) {
                changed(column -> column.computed(value));
            }
        });
        nullable.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                changed(column -> column.nullable(chosen.getValue()));
            }
        });
        key.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                change.accept(design -> keyed(design, at, chosen.getValue()));
            }
        });
        comment = typed(value -> changed(column -> column.commented(value)));
        up = button(VaadinIcon.ARROW_UP, design -> moved(design, at, at - 1));
        down = button(VaadinIcon.ARROW_DOWN, design -> moved(design, at, at + 1));
        remove = button(VaadinIcon.CLOSE_SMALL, design -> design.withoutColumn(at));
    }

    void addTo(PlainTable columns) {
        Div what = new Div(type, expression);
        Div moves = new Div(up, down, remove);
        moves.addClassName("td-moves");
        columns.row(name, what, nullable, key, comment, moves);
    }

    void focus() {
        name.focus();
    }

    void show(TableDesign design, List<DesignProblem> problems) {
        TableDesign.Column column = design.columns().get(at);
        boolean computed = column.computedAs().isPresent();
        set(name, column.name());
        set(expression, column.computedAs().orElse(""));
        set(comment, column.comment().orElse(""));
        offer(column.type());
        type.setVisible(!computed);
        expression.setVisible(computed);
        boolean inKey = design.keyColumns().contains(column.name());
        nullable.setValue(column.nullable() && !inKey);
        nullable.setEnabled(!computed && !inKey);
        key.setValue(inKey);
        key.setEnabled(!computed);
        up.setEnabled(at > 0);
        down.setEnabled(at < design.columns().size() - 1);
        String called = column.name().isBlank() ? "column " + (at + 1) : column.name();
        type.setAriaLabel("Type of " + called);
        expression.setAriaLabel("What " + called + " is computed as");
        nullable.setAriaLabel(called + " may be empty");
        key.setAriaLabel(called + " is part of the key");
        comment.setAriaLabel("Comment of " + called);
        up.setAriaLabel("Move " + called + " up");
        down.setAriaLabel("Move " + called + " down");
        remove.setAriaLabel("Remove " + called);
        FieldProblems.show(name, problems, "column." + at + ".name");
        FieldProblems.show(computed ? expression : type, problems, "column." + at + ".type");
    }

    private static void set(TextField field, String value) {
        if (!field.getValue().equals(value)) {
            field.setValue(value);
        }
    }

    private void offer(String value) {
        if (!value.isEmpty() && !type.getListDataView().contains(value)) {
            List<String> types = new ArrayList<>(TYPES);
            types.add(0, value);
            type.setItems(types);
        }
        String shown = type.getValue() == null ? "" : type.getValue();
        if (!shown.equals(value)) {
            type.setValue(value.isEmpty() ? null : value);
        }
    }

    private static TableDesign keyed(TableDesign design, int at, boolean key) {
        String name = design.columns().get(at).name();
        List<String> names = new ArrayList<>(design.keyColumns());
        names.remove(name);
        if (!key) {
            return design.withKey(names);
        }
        names.add(name);
        return design.withColumn(at, design.columns().get(at).nullable(false)).withKey(names);
    }

    private static TableDesign moved(TableDesign design, int from, int to) {
        List<TableDesign.Column> columns = new ArrayList<>(design.columns());
        Collections.swap(columns, from, to);
        return design.withColumns(columns);
    }

    private TextField typed(Consumer<String> told) {
        TextField field = new TextField();
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                told.accept(typed.getValue());
            }
        });
        return field;
    }

    private Button button(VaadinIcon icon, UnaryOperator<TableDesign> does) {
        Button button = new Button(icon.create(), click -> change.accept(does));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    private void changed(UnaryOperator<TableDesign.Column> column) {
        change.accept(
                design -> design.withColumn(at, column.apply(design.columns().get(at))));
    }
}
