package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Some columns, in the order in which they were chosen. Others than those offered can be typed. */
final class ColumnsField extends Div implements FormPart {

    private static final long serialVersionUID = 1L;

    private final MultiSelectComboBox<String> field = new MultiSelectComboBox<>();
    private final FieldMessage message = new FieldMessage();
    private final transient String name;
    private final transient Function<FormInputs, List<String>> offered;
    private boolean setting;

    /**
     * @param name of the list in the step, such as {@code keys}
     * @param offered what is offered when the inputs are these
     */
    ColumnsField(
            FormContext context,
            String label,
            String name,
            String help,
            List<String> value,
            Function<FormInputs, List<String>> offered) {
        this.name = name;
        this.offered = offered;
        addClassName("pipe-field");
        field.setLabel(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        field.setAllowCustomValue(true);
        field.setItems(value);
        field.setValue(new LinkedHashSet<>(value));
        field.addCustomValueSetListener(typed -> {
            Set<String> more = new LinkedHashSet<>(field.getValue());
            more.add(typed.getDetail().strip());
            offer(new ArrayList<>(more));
            field.setValue(more);
        });
        field.addValueChangeListener(change -> {
            if (!setting) {
                context.tell();
            }
        });
        add(field, message);
    }

    List<String> values() {
        return List.copyOf(field.getValue());
    }

    void focus() {
        field.focus();
    }

    @Override
    public void offer(FormInputs inputs) {
        offer(offered.apply(inputs));
    }

    /** Offers these, and what is chosen already. */
    void offer(List<String> columns) {
        Set<String> chosen = new LinkedHashSet<>(field.getValue());
        Set<String> all = new LinkedHashSet<>(columns);
        all.addAll(chosen);
        List<String> items = List.copyOf(all);
        if (!items.equals(field.getListDataView().getItems().toList())) {
            boolean before = setting;
            setting = true;
            field.setItems(items);
            field.setValue(chosen);
            setting = before;
        }
    }

    @Override
    public void clearProblems() {
        message.clear();
        field.setInvalid(false);
    }

    @Override
    public boolean show(NodeProblem problem) {
        if (FieldPath.parse(problem.field())
                .filter(path -> path.name().equals(name))
                .isEmpty()) {
            return false;
        }
        message.say(problem);
        field.setInvalid(field.isInvalid() || problem.blocking());
        return true;
    }
}
