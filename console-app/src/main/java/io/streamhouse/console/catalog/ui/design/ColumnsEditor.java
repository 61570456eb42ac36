package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.PlainTable;
import io.streamhouse.console.catalog.design.DesignProblem;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The columns of the table, one a line: name, type, whether it may be empty or is part of the key, comment. */
final class ColumnsEditor extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Consumer<UnaryOperator<TableDesign>> change;
    private final List<ColumnLine> lines = new ArrayList<>();
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
                lines.getLast().focus();
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
        lines.forEach(line -> line.show(design, problems));
        String wrong = problems.stream()
                .filter(found -> found.field().equals("columns"))
                .map(DesignProblem::text)
                .findFirst()
                .orElse("");
        problem.setText(wrong);
        problem.setVisible(!wrong.isEmpty());
    }

    private void build(int count) {
        lines.clear();
        PlainTable columns = new PlainTable(
                "Columns of the table", "Name", "Type, or how it is computed", "Empty?", "Key", "Comment", "");
        for (int at = 0; at < count; at++) {
            ColumnLine line = new ColumnLine(at, change);
            lines.add(line);
            line.addTo(columns);
        }
        table.removeAll();
        table.add(columns);
    }
}
