package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.console.views.Summary;
import io.streamhouse.model.Column;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** “Summarise this”: a table, what to group by, and figures; out of it comes a query. */
final class SummariseForm extends Div {

    private static final long serialVersionUID = 1L;

    /** One figure that can be chosen. */
    private record Figure(Summary.Measure measure, String words) implements java.io.Serializable {
        @Override
        public String toString() {
            return words;
        }
    }

    private final transient Function<RelationId, Optional<Schema>> schemas;
    private final transient Consumer<Made> made;
    private final ComboBox<RelationId> table = new ComboBox<>("Table");
    private final MultiSelectComboBox<String> groups = new MultiSelectComboBox<>("A row for each");
    private final ComboBox<String> time = new ComboBox<>("and each stretch of");
    private final Select<Summary.Size> size = new Select<>();
    private final MultiSelectComboBox<Figure> figures = new MultiSelectComboBox<>("Figures");
    private final Paragraph note = new Paragraph();
    private transient Optional<Schema> schema = Optional.empty();

    /**
     * What came of it.
     *
     * @param name suggested for the view
     */
    record Made(String query, String name) {}

    /**
     * @param tables those to choose from
     * @param schemas what a table's columns are; empty if it can't be read
     * @param made told of the query, after every choice
     */
    SummariseForm(
            List<RelationId> tables,
            Function<RelationId, Optional<Schema>> schemas,
            Consumer<Made> made,
            Runnable done) {
        this.schemas = schemas;
        this.made = made;
        addClassName("views-summarise");
        table.setItems(tables);
        table.setItemLabelGenerator(id -> id.name() + " · " + id.database());
        table.addValueChangeListener(chosen -> begin(chosen.getValue(), chosen.isFromClient()));
        groups.setPlaceholder("everything together");
        groups.addValueChangeListener(chosen -> write(chosen.isFromClient()));
        time.setPlaceholder("all of time");
        time.setClearButtonVisible(true);
        time.addValueChangeListener(chosen -> write(chosen.isFromClient()));
        size.setLabel("as long as a");
        size.setItems(Summary.Size.values());
        size.setItemLabelGenerator(Summary.Size::words);
        size.setValue(Summary.Size.DAY);
        size.addValueChangeListener(chosen -> write(chosen.isFromClient()));
        figures.addValueChangeListener(chosen -> write(chosen.isFromClient()));
        note.addClassName("sh-dim");
        Div fields = new Div(table, groups, time, size, figures);
        fields.addClassName("views-fields");
        Button close = new Button("Done: go on with the query", VaadinIcon.CHECK.create(), click -> done.run());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        Span title = new Span("Summarise a table");
        title.addClassName("views-strong");
        add(title, fields, note, close);
        note.setText("Choose a table; the query below is written as you choose.");
    }

    /** Begins with this table, if it is one that can be chosen. */
    void choose(RelationId id) {
        if (table.getListDataView().contains(id)) {
            table.setValue(id);
            begin(id, true);
        }
    }

    private void begin(RelationId id, boolean byPerson) {
        if (!byPerson) {
            return;
        }
        schema = Optional.ofNullable(id).flatMap(schemas);
        List<Column> columns = schema.map(Schema::columns).orElse(List.of());
        List<String> key = schema.map(Schema::primaryKey).orElse(List.of());
        groups.setItems(columns.stream()
                .filter(column -> !column.type().contains("<"))
                .map(Column::name)
                .toList());
        List<String> times = columns.stream()
                .filter(column ->
                        column.type().startsWith("TIMESTAMP") || column.type().equals("DATE"))
                .map(Column::name)
                .toList();
        time.setItems(times);
        List<Figure> offered = offered(columns, key);
        figures.setItems(offered);
        figures.setValue(offered.stream().limit(1).toList());
        columns.stream()
                .filter(column -> column.type().matches("STRING|VARCHAR.*") && !key.contains(column.name()))
                .findFirst()
                .ifPresent(column -> groups.setValue(List.of(column.name())));
        write(true);
    }

    private static List<Figure> offered(List<Column> columns, List<String> key) {
        List<Figure> offered = new ArrayList<>();
        offered.add(new Figure(new Summary.Measure(Summary.Function.COUNT, ""), Summary.Function.COUNT.words()));
        for (Column column : columns) {
            for (Summary.Function function : Summary.Function.values()) {
                boolean useful = !(key.contains(column.name())
                        && (function == Summary.Function.SUM || function == Summary.Function.AVG));
                if (!function.ofRows() && useful && function.takes(column.type())) {
                    offered.add(new Figure(
                            new Summary.Measure(function, column.name()), function.words() + " " + column.name()));
                }
            }
        }
        return offered;
    }

    private void write(boolean byPerson) {
        RelationId id = table.getValue();
        if (!byPerson || id == null || schema.isEmpty()) {
            return;
        }
        size.setVisible(time.getValue() != null);
        List<Summary.Measure> measures =
                figures.getValue().stream().map(Figure::measure).toList();
        figures.setErrorMessage("Choose a figure at least");
        figures.setInvalid(measures.isEmpty());
        if (measures.isEmpty()) {
            return;
        }
        Summary summary = new Summary(
                id,
                List.copyOf(groups.getValue()),
                Optional.ofNullable(time.getValue()).map(column -> new Summary.Bucket(column, size.getValue())),
                measures);
        List<String> leftOut = summary.leftOut(schema.get());
        note.setText(
                leftOut.isEmpty()
                        ? "Every row is counted."
                        : "Rows without " + String.join(" or ", leftOut) + " are left out: a key can’t be empty.");
        made.accept(new Made(summary.sql(schema.get()), summary.suggestedName()));
    }
}
