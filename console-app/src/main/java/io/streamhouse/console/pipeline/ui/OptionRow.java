package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.model.Redactor;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An option's key and value; a secret's value is hidden, and stays as it is until another is typed. */
final class OptionRow extends RowsField.Row<Map.Entry<String, String>> {

    private static final long serialVersionUID = 1L;

    private final TextField key = new TextField();
    private final TextField setting = new TextField();
    private final FieldMessage message = new FieldMessage();
    private final transient Optional<Map.Entry<String, String>> before;

    OptionRow(FormContext context, Optional<Map.Entry<String, String>> value) {
        key.setAriaLabel("Option");
        key.setPlaceholder("option");
        key.setValue(value.map(Map.Entry::getKey).orElse(""));
        setting.setAriaLabel("Value");
        setting.setPlaceholder("value");
        setting.setValue(value.map(OptionRow::shown).orElse(""));
        before = value;
        for (TextField field : List.of(key, setting)) {
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(change -> context.tell());
        }
        Span equals = new Span("=");
        equals.addClassName("sh-dim");
        Div pair = new Div(key, equals, setting);
        pair.addClassName("pipe-named");
        add(pair, message);
    }

    /** Options as a list, by key. */
    static RowsField<Map.Entry<String, String>> rows(
            FormContext context, String label, String name, String help, Map<String, String> options) {
        return new RowsField<>(
                context,
                label,
                name,
                "option",
                help,
                List.copyOf(new TreeMap<>(options).entrySet()),
                (path, value) -> new OptionRow(context, value));
    }

    /** What such a list says; of two with one key, the later counts. */
    static Map<String, String> options(RowsField<Map.Entry<String, String>> rows) {
        Map<String, String> options = new LinkedHashMap<>();
        rows.values().forEach(option -> options.put(option.getKey(), option.getValue()));
        return options;
    }

    @Override
    Optional<Map.Entry<String, String>> value() {
        String named = key.getValue().strip();
        String typed = setting.getValue();
        String value = before.filter(
                        was -> typed.equals(Redactor.HIDDEN) && was.getKey().equals(named) && Redactor.isSecret(named))
                .map(Map.Entry::getValue)
                .orElse(typed);
        return named.isEmpty() ? Optional.empty() : Optional.of(Map.entry(named, value));
    }

    private static String shown(Map.Entry<String, String> option) {
        return Redactor.isSecret(option.getKey()) ? Redactor.HIDDEN : option.getValue();
    }

    @Override
    void focus() {
        key.focus();
    }

    @Override
    void clearProblems() {
        message.clear();
    }

    @Override
    void show(String part, NodeProblem problem) {
        message.say(problem);
    }
}
