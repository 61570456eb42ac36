package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import io.streamhouse.component.Toast;
import io.streamhouse.console.settings.AttachedCatalog;
import io.streamhouse.console.settings.CatalogSettings;
import io.streamhouse.model.Actor;
import java.util.Optional;

/** Attaches a catalog or changes one; it is tested before it is taken. */
final class CatalogDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient CatalogSettings settings;
    private final transient Actor actor;
    private final transient Optional<AttachedCatalog> old;
    private final transient Runnable changed;
    private final CatalogForm form;
    private final TestPanel test = new TestPanel();
    private final Button tryIt = new Button("Test", click -> test());
    private final Button attach;

    /** @param old the catalog to change; empty for a new one */
    CatalogDialog(CatalogSettings settings, Actor actor, Optional<AttachedCatalog> old, Runnable changed) {
        this.settings = settings;
        this.actor = actor;
        this.old = old;
        this.changed = changed;
        form = new CatalogForm(old);
        setHeaderTitle(old.isPresent() ? "Change the catalog’s options" : "Attach a warehouse or catalog");
        setWidth("min(40rem, 94vw)");
        Div body = new Div(form, test);
        body.addClassName("settings-form");
        add(body);
        attach = new Button(old.isPresent() ? "Test and save" : "Test and attach", click -> attach());
        attach.addThemeNames("primary");
        getFooter().add(new Button("Close", click -> close()), tryIt, attach);
    }

    private void test() {
        form.options().ifPresent(options -> {
            enable(false);
            test.run(
                    "Opening it …",
                    told -> settings.test(actor, form.catalogName(), form.kind(), options, told),
                    report -> enable(true),
                    () -> enable(true));
        });
    }

    private void attach() {
        form.options().ifPresent(options -> {
            enable(false);
            test.run(
                    "Testing and attaching …",
                    told -> old.map(catalog ->
                                    settings.update(actor, catalog.name(), catalog.revision(), form.kind(), options))
                            .orElseGet(() -> settings.attach(actor, form.catalogName(), form.kind(), options)),
                    attached -> {
                        close();
                        Toast.done("“" + attached.name() + "” is attached: new sessions have it at once");
                        changed.run();
                    },
                    () -> enable(true));
        });
    }

    private void enable(boolean enabled) {
        tryIt.setEnabled(enabled);
        attach.setEnabled(enabled);
    }
}
