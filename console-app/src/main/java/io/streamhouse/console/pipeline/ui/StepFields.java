package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** The fields of one step: made from it, and able to say at any time what it has become. */
abstract class StepFields extends Div {

    private static final long serialVersionUID = 1L;

    protected final transient FormContext context;
    private final transient List<FormPart> parts = new ArrayList<>();

    StepFields(FormContext context) {
        this.context = context;
        addClassName("pipe-step");
    }

    static StepFields of(FormContext context, Step step) {
        return switch (step) {
            case Step.Source source -> new SourceFields(context, source);
            case Step.Filter filter -> new RowFields.OfFilter(context, filter);
            case Step.Project project -> new RowFields.OfProject(context, project);
            case Step.Join join -> new JoinFields.OfJoin(context, join);
            case Step.IntervalJoin join -> new JoinFields.OfIntervalJoin(context, join);
            case Step.TemporalJoin join -> new JoinFields.OfTemporalJoin(context, join);
            case Step.Aggregate aggregate -> new GroupFields.OfAggregate(context, aggregate);
            case Step.Window window -> new WindowFields(context, window);
            case Step.Deduplicate deduplicate -> new GroupFields.OfDeduplicate(context, deduplicate);
            case Step.TopN topN -> new GroupFields.OfTopN(context, topN);
            case Step.SetOperation operation -> new RowFields.OfSetOperation(context, operation);
            case Step.SortLimit sort -> new RowFields.OfSortLimit(context, sort);
            case Step.TableCall call -> new RowFields.OfTableCall(context, call);
            case Step.Query query -> new RowFields.OfQuery(context, query);
            case Step.IntoTable target -> new TargetFields.OfTable(context, target);
            case Step.IntoNewTable target -> new TargetFields.OfNewTable(context, target);
            case Step.IntoView target -> new ViewTargetFields(context, target);
        };
    }

    /** The step as the fields have it now. */
    abstract Step step();

    /** Puts the cursor into the first field. */
    abstract void focus();

    void clearProblems() {
        parts.forEach(FormPart::clearProblems);
    }

    /** Shows it at its field; false if there is no such field. */
    boolean show(NodeProblem problem) {
        return parts.stream().anyMatch(part -> part.show(problem));
    }

    /** The inputs of the node are these now. */
    void offer(FormInputs inputs) {
        parts.forEach(part -> part.offer(inputs));
    }

    /** Adds a part below the others. */
    <P extends Component & FormPart> P part(P part) {
        parts.add(part);
        add(part);
        return part;
    }

    // ---- fields that several steps have

    ExpressionField expression(String label, String path, String value, String help) {
        return part(ExpressionField.labelled(context, label, path, value, help));
    }

    RowsField<NamedExpression> expressions(
            String label, String name, String each, String help, List<NamedExpression> values) {
        return part(ExpressionRow.rows(context, label, name, each, help, values));
    }

    ColumnsField columns(
            String label, String name, String help, List<String> value, Function<FormInputs, List<String>> offered) {
        return part(new ColumnsField(context, label, name, help, value, offered));
    }

    <T> Select<T> select(String label, String path, String help, List<T> items, Function<T, String> words, T value) {
        Select<T> field = new Select<>();
        field.setLabel(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        field.setItems(items);
        field.setItemLabelGenerator(words::apply);
        field.setValue(value);
        field.addValueChangeListener(change -> {
            chosen();
            context.tell();
        });
        part(new PlainField(path, field));
        return field;
    }

    /** A choice was made: fields that go with it come or go. */
    void chosen() {}

    TextField text(String label, String path, String help, String value) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        field.setValue(value);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(change -> context.tell());
        part(new PlainField(path, field));
        return field;
    }

    /** A whole number from 0 up, or nothing. What is no number is said at the field and not told. */
    TextField number(String label, String path, String help, OptionalLong value) {
        return text(label, path, help, value.isPresent() ? String.valueOf(value.getAsLong()) : "");
    }

    /** What a number field says; empty, and marked unless nothing stands there, if it is no number. */
    static OptionalLong number(TextField field) {
        String typed = field.getValue().strip().replace(",", "");
        field.setInvalid(false);
        if (typed.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(typed);
            if (number >= 0) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        field.setErrorMessage("A whole number from 0 up");
        field.setInvalid(true);
        return OptionalLong.empty();
    }

    /** A length of time: {@code 10 min}, or an interval as SQL has it. */
    ComboBox<String> length(String label, String path, String help, String sql, List<String> offered) {
        ComboBox<String> field = typed(label, path, help, Lengths.shown(sql));
        field.setItems(with(offered, Lengths.shown(sql)));
        field.setValue(Lengths.shown(sql));
        return field;
    }

    /** The interval a length field says; {@code before} to the letter if it still means the same. */
    static String interval(ComboBox<String> field, String before) {
        String shown = field.getValue() == null ? "" : field.getValue();
        return shown.equals(Lengths.shown(before)) ? before : Lengths.written(shown);
    }

    /** A choice to which others than those offered can be typed. */
    ComboBox<String> typed(String label, String path, String help, String value) {
        ComboBox<String> field = new ComboBox<>(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        field.setAllowCustomValue(true);
        field.setItems(value.isEmpty() ? List.of() : List.of(value));
        if (!value.isEmpty()) {
            field.setValue(value);
        }
        field.addCustomValueSetListener(custom -> {
            offer(field, with(field.getListDataView().getItems().toList(), custom.getDetail()));
            field.setValue(custom.getDetail());
        });
        field.addValueChangeListener(change -> {
            if (!offering) {
                context.tell();
            }
        });
        part(new PlainField(path, field));
        return field;
    }

    private boolean offering;

    /** Offers these in place of those before, and what is chosen already. */
    void offer(ComboBox<String> field, List<String> items) {
        String chosen = field.getValue() == null ? "" : field.getValue();
        List<String> all = with(items, chosen);
        if (all.equals(field.getListDataView().getItems().toList())) {
            return;
        }
        offering = true;
        field.setItems(all);
        field.setValue(chosen.isEmpty() ? null : chosen);
        offering = false;
    }

    static String value(ComboBox<String> field) {
        return field.getValue() == null ? "" : field.getValue().strip();
    }

    static List<String> with(List<String> offered, String value) {
        if (value.isEmpty() || offered.contains(value)) {
            return offered;
        }
        List<String> all = new ArrayList<>(offered);
        all.add(value);
        return all;
    }

    Checkbox check(String label, boolean value) {
        Checkbox field = new Checkbox(label, value);
        field.addValueChangeListener(change -> context.tell());
        add(field);
        return field;
    }

    static void explain(Checkbox field, String help) {
        field.setHelperText(help);
    }
}
