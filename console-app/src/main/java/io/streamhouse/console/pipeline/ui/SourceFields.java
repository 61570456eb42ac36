package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import io.streamhouse.pipeline.Step;
import java.util.Map;

/** Fields of the step that reads a relation. */
final class SourceFields extends StepFields {

    private static final long serialVersionUID = 1L;

    private final Step.Source before;
    private final ComboBox<String> relation;
    private final RowsField<Map.Entry<String, String>> hints;

    SourceFields(FormContext context, Step.Source source) {
        super(context);
        before = source;
        relation = Relations.existing(this, "Table or view", "Whose rows are read.", source.relation());
        hints = part(OptionRow.rows(
                context,
                "Options for this reading",
                "hints",
                "Such as scan.mode or scan.snapshot-id: they hold here only, not for the table.",
                source.hints()));
    }

    @Override
    Step step() {
        return new Step.Source(Relations.value(relation, before.relation()), OptionRow.options(hints));
    }

    @Override
    void focus() {
        relation.focus();
    }
}
