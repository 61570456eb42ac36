package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.console.catalog.CatalogQueries;
import io.streamhouse.model.DatabaseId;

/** The ways to a first table, as buttons. */
final class Beginnings {

    static final DatabaseId USUAL = new DatabaseId("streamhouse", "default");

    private Beginnings() {}

    static Button createWithSql(DatabaseId database) {
        return new Button(
                "Create with SQL",
                VaadinIcon.CODE.create(),
                click -> UI.getCurrent()
                        .getPage()
                        .setLocation(CatalogNavigation.sql(CatalogQueries.createTable(database))));
    }

    static Button newDatabase(CatalogPages pages, String catalog) {
        return new Button("New database", VaadinIcon.PLUS.create(), click -> new DatabaseDialog(pages, catalog).open());
    }

    static Button primary(Button button) {
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }
}
