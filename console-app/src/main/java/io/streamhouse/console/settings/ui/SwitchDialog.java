package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.streamhouse.component.Toast;
import io.streamhouse.console.settings.ConnectionSettings;
import io.streamhouse.console.settings.EngineConnection;
import io.streamhouse.console.settings.EngineTarget;
import io.streamhouse.model.Actor;

/** Asks before the engine is switched, says what happens to what runs, tests, and switches. */
final class SwitchDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final Checkbox keep = new Checkbox("Keep the embedded engine and its jobs running beside it");

    SwitchDialog(
            ConnectionSettings settings, Actor actor, EngineConnection from, EngineConnection to, Runnable switched) {
        setHeaderTitle("Switch to “" + to.name() + "”?");
        setWidth("min(36rem, 94vw)");
        boolean leavesEmbedded = from.target() instanceof EngineTarget.Embedded;
        Paragraph what = new Paragraph("Every page uses the new engine from then on. Sessions of “" + from.name()
                + "” are closed: statements that run there now end, and their temporary objects and settings are gone."
                + (leavesEmbedded ? "" : " Jobs of that cluster go on."));
        keep.setHelperText("Otherwise its streaming jobs are stopped with a savepoint, and it is shut down to free its"
                + " memory.");
        keep.setVisible(leavesEmbedded);
        TestPanel test = new TestPanel();
        Button close = new Button("Stay here", click -> close());
        Button go = new Button("Test and switch");
        go.addThemeNames("primary");
        go.setDisableOnClick(true);
        go.addClickListener(click -> test.run(
                "Testing and switching …",
                told -> settings.use(actor, to.id(), keep.getValue(), told),
                used -> {
                    close();
                    Toast.done("Now using “" + used.name() + "”");
                    switched.run();
                },
                () -> {
                    go.setEnabled(true);
                    go.setText("Test again and switch");
                }));
        Div body = new Div(what, keep, test);
        body.addClassName("settings-form");
        add(body);
        getFooter().add(close, go);
    }
}
