package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ProblemException;

/** Asks for the name of a new database and creates it. */
final class DatabaseDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient CatalogPages pages;
    private final String catalog;
    private final TextField name = new TextField("Name");
    private final ProblemPanel problem = new ProblemPanel();

    DatabaseDialog(CatalogPages pages, String catalog) {
        this.pages = pages;
        this.catalog = catalog;
        setHeaderTitle("New database in " + catalog);
        name.setAutofocus(true);
        name.setWidthFull();
        name.setValueChangeMode(ValueChangeMode.EAGER);
        add(name, problem);
        Button cancel = new Button("Cancel", click -> close());
        Button create = Beginnings.primary(new Button("Create", click -> create()));
        create.setEnabled(false);
        create.addClickShortcut(Key.ENTER);
        name.addValueChangeListener(
                change -> create.setEnabled(!change.getValue().isBlank()));
        getFooter().add(cancel, create);
    }

    private void create() {
        DatabaseId id = new DatabaseId(catalog, name.getValue().strip());
        try {
            pages.changes().createDatabase(pages.actor().get(), id);
            close();
            Toast.done("Created " + id);
            UI.getCurrent().navigate(CatalogView.class, id.toString());
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
        }
    }
}
