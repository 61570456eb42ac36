package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;

/** Where a new view lives, what it is called and what is said of it. */
final class NameFields extends Div {

    private static final long serialVersionUID = 1L;

    /** Stands in for a name while the rest is looked at. */
    private static final String UNNAMED = "new_view";

    private final ComboBox<DatabaseId> database = new ComboBox<>("Database");
    private final TextField name = new TextField("Name");
    private final TextField comment = new TextField("Comment");
    private String suggested = "";

    NameFields(List<DatabaseId> databases) {
        addClassName("views-fields");
        database.setItems(databases);
        database.setRequiredIndicatorVisible(true);
        database.setValue(databases.isEmpty() ? null : databases.getFirst());
        name.setRequiredIndicatorVisible(true);
        name.setValueChangeMode(ValueChangeMode.LAZY);
        add(database, name, comment);
    }

    void set(RelationId id, String words) {
        setDatabase(id.databaseId());
        name.setValue(id.name());
        comment.setValue(words);
    }

    /** Chooses this database, if it is one that can be. */
    void setDatabase(DatabaseId id) {
        if (database.getListDataView().contains(id)) {
            database.setValue(id);
        }
    }

    void setName(String text) {
        name.setValue(text);
    }

    /** Gives a name, unless the person has given another one. */
    void suggest(String text) {
        if (name.getValue().isBlank() || name.getValue().equals(suggested)) {
            suggested = text;
            name.setValue(text);
        }
    }

    Optional<String> comment() {
        return Optional.of(comment.getValue()).filter(text -> !text.isBlank());
    }

    /** The id to look with, named or not; empty without a database. */
    Optional<RelationId> provisional() {
        String called = name.getValue().isBlank() ? UNNAMED : name.getValue().strip();
        return Optional.ofNullable(database.getValue()).map(id -> id.relation(called));
    }

    /** The id to create; empty, and said at the fields, while something is missing. */
    Optional<RelationId> required() {
        boolean named = !name.getValue().isBlank();
        name.setErrorMessage("A view needs a name");
        name.setInvalid(!named);
        database.setErrorMessage("Choose where it lives");
        database.setInvalid(database.getValue() == null);
        return named ? provisional() : Optional.empty();
    }
}
