package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.html.Paragraph;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.model.Redactor;

/** The options a relation was created with; secrets are hidden. */
final class OptionsTab extends RelationTab {

    private static final long serialVersionUID = 1L;

    @Override
    void refresh(RelationOverview relation) {
        removeAll();
        if (relation.options().isEmpty()) {
            add(new Paragraph("No options are set: everything is as Paimon's defaults say."));
            return;
        }
        PlainTable table = new PlainTable("Options of " + relation.id(), "Option", "Value");
        relation.options()
                .forEach((key, value) -> table.addRow(
                        PlainTable.code(key),
                        value.equals(Redactor.HIDDEN) ? PlainTable.dim("hidden") : PlainTable.code(value)));
        add(SchemaTab.card("Options", table));
    }
}
