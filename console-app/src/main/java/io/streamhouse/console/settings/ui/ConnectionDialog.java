package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.Toast;
import io.streamhouse.console.settings.ConnectionSettings;
import io.streamhouse.console.settings.EngineConnection;
import io.streamhouse.console.settings.EngineTarget;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.ProblemException;
import java.util.Optional;

/** Adds or changes a remote connection; it can be tested before it is kept. */
final class ConnectionDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient ConnectionSettings settings;
    private final transient Actor actor;
    private final transient Optional<EngineConnection> old;
    private final transient Runnable changed;
    private final TextField name = new TextField("Name");
    private final TextField gateway = new TextField("SQL Gateway");
    private final TextField cluster = new TextField("Job manager");
    private final TestPanel test = new TestPanel();
    private final Button tryIt = new Button("Test", click -> test());
    private final Button save = new Button("Save", click -> save());

    /** @param old the connection to change; empty for a new one */
    ConnectionDialog(ConnectionSettings settings, Actor actor, Optional<EngineConnection> old, Runnable changed) {
        this.settings = settings;
        this.actor = actor;
        this.old = old;
        this.changed = changed;
        setHeaderTitle(old.isPresent() ? "Change the connection" : "Add a remote engine");
        setWidth("min(38rem, 94vw)");
        name.setHelperText("What people see: “Staging cluster”");
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(100);
        gateway.setHelperText("Root of the SQL Gateway’s REST API, such as http://flink.example:8083");
        gateway.setRequiredIndicatorVisible(true);
        cluster.setHelperText("Root of the job manager’s REST API, such as http://flink.example:8081");
        cluster.setRequiredIndicatorVisible(true);
        for (TextField field : java.util.List.of(name, gateway, cluster)) {
            field.setWidthFull();
            field.setValueChangeMode(ValueChangeMode.EAGER);
            field.addValueChangeListener(change -> field.setInvalid(false));
        }
        old.ifPresent(connection -> {
            name.setValue(connection.name());
            if (connection.target() instanceof EngineTarget.Remote remote) {
                gateway.setValue(remote.endpoints().gateway().toString());
                cluster.setValue(remote.endpoints().cluster().toString());
            }
        });
        Paragraph note = new Paragraph("The cluster needs Paimon’s jar, and must see the warehouse under the same path"
                + " as the console. Jobs that run in the embedded engine stay there.");
        note.addClassName("sh-dim");
        Div form = new Div(name, gateway, cluster, note, test);
        form.addClassName("settings-form");
        add(form);
        save.addThemeNames("primary");
        getFooter().add(new Button("Close", click -> close()), tryIt, save);
    }

    private Optional<Endpoints> endpoints() {
        try {
            return Optional.of(ConnectionSettings.endpoints(gateway.getValue(), cluster.getValue()));
        } catch (ProblemException e) {
            TextField wrong = e.problem().what().contains("SQL Gateway") ? gateway : cluster;
            wrong.setErrorMessage(
                    e.problem().what() + ". " + e.problem().nextStep().orElse(""));
            wrong.setInvalid(true);
            wrong.focus();
            return Optional.empty();
        }
    }

    private void test() {
        endpoints().ifPresent(endpoints -> {
            enable(false);
            test.run(
                    "Trying the engine; the first query of a cold cluster takes a while …",
                    told -> settings.test(actor, endpoints, told),
                    report -> enable(true),
                    () -> enable(true));
        });
    }

    private void save() {
        if (name.isEmpty()) {
            name.setErrorMessage("A connection needs a name");
            name.setInvalid(true);
            name.focus();
            return;
        }
        endpoints().ifPresent(endpoints -> {
            enable(false);
            test.run(
                    "Saving …",
                    told -> old.map(connection -> settings.update(
                                    actor, connection.id(), connection.revision(), name.getValue(), endpoints))
                            .orElseGet(() -> settings.create(actor, name.getValue(), endpoints)),
                    saved -> {
                        close();
                        Toast.done("“" + saved.name() + "” is saved. Use it when you are ready.");
                        changed.run();
                    },
                    () -> enable(true));
        });
    }

    private void enable(boolean enabled) {
        tryIt.setEnabled(enabled);
        save.setEnabled(enabled);
    }
}
