package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import io.streamhouse.refresh.CreationPreview;
import java.util.ArrayList;
import java.util.List;

/** What tells the rows of a new view apart, and the folders that they are sorted into; both of its query's columns. */
final class KeyFields extends Div {

    private static final long serialVersionUID = 1L;

    private final MultiSelectComboBox<String> key = new MultiSelectComboBox<>("Primary key");
    private final MultiSelectComboBox<String> partitions = new MultiSelectComboBox<>("Partitioned by");

    /** @param changed told when another key is chosen, which may be one that the view can't have */
    KeyFields(Runnable changed) {
        addClassName("views-fields");
        key.addValueChangeListener(change -> changed.run());
        key.setPlaceholder("the query’s own");
        partitions.setPlaceholder("not partitioned");
        add(key, partitions);
    }

    /** The key that was chosen; empty for the query's own. */
    List<String> key() {
        return List.copyOf(key.getValue());
    }

    List<String> partitions() {
        return List.copyOf(partitions.getValue());
    }

    /** Offers the columns that the query turned out to have, and says what its own key is. */
    void show(CreationPreview found) {
        List<String> columns =
                found.columns().stream().map(column -> column.name()).toList();
        if (!columns.equals(key.getListDataView().getItems().toList())) {
            offer(key, columns);
            offer(partitions, columns);
        }
        key.setPlaceholder(
                found.inferredKey().isEmpty()
                        ? "none: rows are appended"
                        : String.join(", ", found.inferredKey()) + " (the query’s own)");
    }

    private static void offer(MultiSelectComboBox<String> field, List<String> columns) {
        List<String> chosen = new ArrayList<>(field.getValue());
        chosen.retainAll(columns);
        field.setItems(columns);
        field.setValue(chosen);
    }
}
