package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import java.io.Serializable;
import java.util.function.Consumer;

/** A button, and the form that it opens: a new view may begin as a table summed up. */
final class SummaryStart implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SummariseForm form;
    private final Button button = new Button("Summarise a table", VaadinIcon.TABLE.create(), click -> open());

    /**
     * @param made told of the query, after every choice
     * @param closed called when the person goes on with the query by hand
     */
    SummaryStart(Catalogs catalogs, Consumer<SummariseForm.Made> made, Runnable closed) {
        form = new SummariseForm(
                catalogs.relations().stream()
                        .filter(relation -> relation.kind() != RelationKind.VIEW)
                        .map(RelationRef::id)
                        .toList(),
                id -> catalogs.storedDefinition(id).map(Relation::schema),
                made,
                () -> close(closed));
        form.setVisible(false);
        button.addThemeVariants(ButtonVariant.TERTIARY);
    }

    Button button() {
        return button;
    }

    SummariseForm form() {
        return form;
    }

    /** Opens with this table, if it is one that can be chosen. */
    void begin(RelationId table) {
        open();
        form.choose(table);
    }

    private void open() {
        form.setVisible(true);
    }

    private void close(Runnable closed) {
        form.setVisible(false);
        closed.run();
    }
}
