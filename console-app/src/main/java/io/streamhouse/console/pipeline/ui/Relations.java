package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import java.util.List;
import java.util.Optional;

/** Fields for a relation that is there. */
final class Relations {

    private Relations() {}

    static ComboBox<String> existing(StepFields form, String label, String help, RelationId value) {
        ComboBox<String> field = form.typed(label, "relation", help, value.toString());
        form.offer(field, names(form.context.surroundings().relations()));
        return field;
    }

    static List<String> names(List<RelationRef> relations) {
        return relations.stream().map(relation -> relation.id().toString()).toList();
    }

    /** What the field says; as before, and said at the field, if that is no name of a relation. */
    static RelationId value(ComboBox<String> field, RelationId before) {
        Optional<RelationId> typed = parse(StepFields.value(field));
        field.setInvalid(typed.isEmpty());
        field.setErrorMessage(typed.isEmpty() ? "Write catalog.database.name" : "");
        return typed.orElse(before);
    }

    static Optional<RelationId> parse(String text) {
        try {
            return Optional.of(RelationId.parse(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
