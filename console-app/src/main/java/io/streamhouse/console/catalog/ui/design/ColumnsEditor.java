package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.PlainTable;
import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The columns of the table, one a line: name, type, whether it may be empty or is part of the key, comment. */
final class ColumnsEditor extends Div {

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

    private record Line(
            TextField name,
            ComboBox<String> type,
            TextField expression,
            Checkbox nullable,
            Checkbox key,
            TextField comment,
            Button up,
            Button down,
            Button remove)
            implements java.io.Serializable {}

    private final transient Consumer<UnaryOperator<TableDesign>> change;
    private final List<Line> lines = new ArrayList<>();
    private final Div table = new Div();
    private final Paragraph problem = new Paragraph();

    /** @param change told of what a person does here, as a change of the design */
    ColumnsEditor(Consumer<UnaryOperator<TableDesign>> change) {
        this.change = change;
        addClassNames("sh-card", "td-columns");
        H2 title = new H2("Columns");
        title.add(new Span("what each row holds"));
        table.addClassName("td-scroll");
        problem.addClassName("td-problem");
        problem.getElement().setAttribute("role", "alert");
        add(title, table, problem, new Div(adding("Add a column", false), adding("Add a computed column", true)));
    }

    private Button adding(String text, boolean computed) {
        Button add = new Button(text, VaadinIcon.PLUS.create(), click -> {
            change.accept(design -> {
                List<TableDesign.Column> more = new ArrayList<>(design.columns());
                String name = free(design, computed ? "computed" : "column");
                more.add(
                        computed
                                ? TableDesign.Column.of(name, "", true).computed("CURRENT_TIMESTAMP")
                                : TableDesign.Column.of(name, "STRING", true));
                return design.withColumns(more);
            });
            if (!lines.isEmpty()) {
                lines.getLast().name().focus();
            }
        });
        add.addThemeVariants(ButtonVariant.TERTIARY);
        return add;
    }

    private static String free(TableDesign design, String stem) {
        int number = design.columns().size() + 1;
        while (design.column(stem + "_" + number).isPresent()) {
            number++;
        }
        return stem + "_" + number;
    }

    void show(TableDesign design, List<DesignProblem> problems) {
        if (lines.size() != design.columns().size()) {
            build(design.columns().size());
        }
        for (int at = 0; at < lines.size(); at++) {
            show(at, design, problems);
        }
        String wrong = problems.stream()
                .filter(found -> found.field().equals("columns"))
                .map(DesignProblem::text)
                .findFirst()
                .orElse("");
        problem.setText(wrong);
        problem.setVisible(!wrong.isEmpty());
    }

    private void show(int at, TableDesign design, List<DesignProblem> problems) {
        Line line = lines.get(at);
        TableDesign.Column column = design.columns().get(at);
        boolean computed = column.computedAs().isPresent();
        set(line.name(), column.name());
        set(line.expression(), column.computedAs().orElse(""));
        set(line.comment(), column.comment().orElse(""));
        offer(line.type(), column.type());
        line.type().setVisible(!computed);
        line.expression().setVisible(computed);
        boolean key = design.keyColumns().contains(column.name());
        line.nullable().setValue(column.nullable() && !key);
        line.nullable().setEnabled(!computed && !key);
        line.key().setValue(key);
        line.key().setEnabled(!computed);
        line.up().setEnabled(at > 0);
        line.down().setEnabled(at < lines.size() - 1);
        String called = column.name().isBlank() ? "column " + (at + 1) : column.name();
        line.type().setAriaLabel("Type of " + called);
        line.expression().setAriaLabel("What " + called + " is computed as");
        line.nullable().setAriaLabel(called + " may be empty");
        line.key().setAriaLabel(called + " is part of the key");
        line.comment().setAriaLabel("Comment of " + called);
        line.up().setAriaLabel("Move " + called + " up");
        line.down().setAriaLabel("Move " + called + " down");
        line.remove().setAriaLabel("Remove " + called);
        FieldProblems.show(line.name(), problems, "column." + at + ".name");
        FieldProblems.show(computed ? line.expression() : line.type(), problems, "column." + at + ".type");
    }

    private static void set(TextField field, String value) {
        if (!field.getValue().equals(value)) {
            field.setValue(value);
        }
    }

    private static void offer(ComboBox<String> type, String value) {
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

    private void build(int count) {
        lines.clear();
        PlainTable columns = new PlainTable(
                "Columns of the table", "Name", "Type, or how it is computed", "Empty?", "Key", "Comment", "");
        for (int at = 0; at < count; at++) {
            Line line = line(at);
            lines.add(line);
            Div what = new Div(line.type(), line.expression());
            Div moves = new Div(line.up(), line.down(), line.remove());
            moves.addClassName("td-moves");
            columns.row(line.name(), what, line.nullable(), line.key(), line.comment(), moves);
        }
        table.removeAll();
        table.add(columns);
    }

    private Line line(int at) {
        TextField name = typed(value -> changed(at, column -> column.named(value)));
        name.setAriaLabel("Name of column " + (at + 1));
        ComboBox<String> type = new ComboBox<>();
        type.setItems(TYPES);
        type.setAllowCustomValue(true);
        type.addCustomValueSetListener(
                typed -> changed(at, column -> column.typed(typed.getDetail().strip())));
        type.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                changed(at, column -> column.typed(chosen.getValue() == null ? "" : chosen.getValue()));
            }
        });
        TextField expression = typed(value -> {
            if (!value.isBlank()) {
                changed(at, column -> column.computed(value));
            }
        });
        Checkbox nullable = new Checkbox();
        nullable.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                changed(at, column -> column.nullable(chosen.getValue()));
            }
        });
        Checkbox key = new Checkbox();
        key.addValueChangeListener(chosen -> {
            if (chosen.isFromClient()) {
                change.accept(design -> keyed(design, at, chosen.getValue()));
            }
        });
        TextField comment = typed(value -> changed(at, column -> column.commented(value)));
        return new Line(
                name,
                type,
                expression,
                nullable,
                key,
                comment,
                button(VaadinIcon.ARROW_UP, design -> moved(design, at, at - 1)),
                button(VaadinIcon.ARROW_DOWN, design -> moved(design, at, at + 1)),
                button(VaadinIcon.CLOSE_SMALL, design -> design.withoutColumn(at)));
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

    private void changed(int at, UnaryOperator<TableDesign.Column> column) {
        change.accept(
                design -> design.withColumn(at, column.apply(design.columns().get(at))));
    }
}
