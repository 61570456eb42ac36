package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.PageAddress;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.CatalogQueries;
import io.streamhouse.console.catalog.design.DesignRoutes;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ProblemException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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

    /** Leads to the form in which a table is designed. */
    static Button design(DatabaseId database) {
        return new Button(
                "New table",
                VaadinIcon.PLUS.create(),
                click -> PageAddress.open(UI.getCurrent(), DesignRoutes.create(database)));
    }

    static Button newDatabase(CatalogPages pages, String catalog) {
        return new Button("New database", VaadinIcon.PLUS.create(), click -> new DatabaseDialog(pages, catalog).open());
    }

    static Button upload(CatalogPages pages, @Nullable DatabaseId into) {
        return new Button("Upload a file", VaadinIcon.UPLOAD.create(), click -> new UploadDialog(pages, into).open());
    }

    /** Starts the shop: its tables appear by themselves as soon as it is set up. */
    static Button sampleShop(CatalogPages pages) {
        return new Button("Start the sample shop", VaadinIcon.SHOP.create(), click -> {
            try {
                pages.shop()
                        .change(
                                pages.actor().get(),
                                true,
                                pages.shop().status().eventsPerSecond(),
                                OptionalLong.empty());
                Toast.done("The shop is being set up: its tables appear here as soon as they are filled");
            } catch (ProblemException e) {
                Toast.problem(ProblemTexts.of(e));
            }
        });
    }

    static Button primary(Button button) {
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }
}
