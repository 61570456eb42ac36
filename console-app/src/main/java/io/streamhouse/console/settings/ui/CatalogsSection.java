package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Toast;
import io.streamhouse.component.Tone;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.settings.AttachedCatalog;
import io.streamhouse.console.settings.CatalogSettings;
import io.streamhouse.model.ProblemException;
import java.util.Optional;

/** The warehouses and catalogs attached. */
final class CatalogsSection extends Section {

    private static final long serialVersionUID = 1L;

    private final transient CatalogSettings settings;
    private final transient CurrentActor actor;
    private final Div rows = new Div();

    CatalogsSection(CatalogSettings settings, CurrentActor actor) {
        this.settings = settings;
        this.actor = actor;
        addClassName("settings-section");
        Paragraph lead = new Paragraph();
        lead.add("Every session starts with these catalogs. Paimon warehouses are also browsed in the ");
        Anchor catalog = new Anchor("catalog", "Catalog page");
        catalog.setRouterIgnore(false);
        lead.add(catalog, new Span(", without an engine. Secrets are kept in the home folder and never shown."));
        lead.addClassName("sh-dim");
        rows.addClassName("settings-rows");
        Button attach = new Button(
                "Attach a warehouse or catalog",
                VaadinIcon.PLUS.create(),
                click -> new CatalogDialog(settings, actor.get(), Optional.empty(), this::list).open());
        Div actions = new Div(attach);
        actions.addClassName("sh-actions");
        add(new H2("Warehouses & catalogs"), lead, rows, actions);
        list();
    }

    private void list() {
        rows.removeAll();
        settings.list().forEach(catalog -> rows.add(row(catalog)));
    }

    private Div row(AttachedCatalog catalog) {
        Span name = new Span(catalog.name());
        name.addClassName("settings-name");
        Div options = new Div();
        options.addClassName("settings-options");
        catalog.shown().forEach((key, value) -> options.add(new Code(key + " = " + value)));
        Div text = new Div(name, options);
        Div buttons = new Div();
        buttons.addClassName("sh-actions");
        buttons.add(new StatusChip(
                Tone.NEUTRAL, catalog.kind() == AttachedCatalog.Kind.PAIMON ? "PAIMON" : "FLINK CATALOG"));
        if (catalog.builtIn()) {
            buttons.add(new StatusChip(Tone.OK, "BUILT IN"));
        } else {
            Button edit = new Button(
                    VaadinIcon.EDIT.create(),
                    click -> new CatalogDialog(settings, actor.get(), Optional.of(catalog), this::list).open());
            edit.setAriaLabel("Change " + catalog.name());
            edit.addThemeNames("small", "tertiary", "icon");
            Button detach = new Button("Detach", click -> askToDetach(catalog));
            detach.setAriaLabel("Detach " + catalog.name());
            detach.addThemeNames("small", "tertiary");
            buttons.add(edit, detach);
        }
        Div row = new Div(text, buttons);
        row.addClassNames("sh-card", "settings-row");
        return row;
    }

    private void askToDetach(AttachedCatalog catalog) {
        ConfirmDialog ask = new ConfirmDialog();
        ask.setHeader("Detach “" + catalog.name() + "”?");
        ask.setText("New sessions no longer have it, and its relations leave the Catalog page. Its data stays where"
                + " it is, and jobs that use it go on.");
        ask.setCancelable(true);
        ask.setConfirmText("Detach the catalog");
        ask.setConfirmButtonTheme("error primary");
        ask.addConfirmListener(confirm -> {
            try {
                settings.detach(actor.get(), catalog.name(), catalog.revision());
                Toast.done("“" + catalog.name() + "” is detached");
            } catch (ProblemException e) {
                Toast.problem(SettingsWords.text(e));
            }
            list();
        });
        ask.open();
    }
}
