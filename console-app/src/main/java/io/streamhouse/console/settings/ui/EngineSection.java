package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Toast;
import io.streamhouse.component.Tone;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.settings.ConnectionSettings;
import io.streamhouse.console.settings.EngineConnection;
import io.streamhouse.console.settings.EngineFeed;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.console.settings.EngineTarget;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ProblemException;
import java.util.Optional;

/** The engine in use, and the others to switch to. */
final class EngineSection extends Section {

    private static final long serialVersionUID = 1L;

    private final transient ConnectionSettings settings;
    private final transient EngineFeed feed;
    private final transient CurrentActor actor;
    private final StatusChip state = new StatusChip(Tone.NEUTRAL, "");
    private final Span step = new Span();
    private final Span slots = new Span();
    private final ProgressBar progress = new ProgressBar();
    private final Div rows = new Div();
    private transient Runnable leave = () -> {};

    EngineSection(ConnectionSettings settings, EngineFeed feed, CurrentActor actor) {
        this.settings = settings;
        this.feed = feed;
        this.actor = actor;
        addClassName("settings-section");
        Paragraph lead = new Paragraph("Statements run on one engine at a time: the one inside this console, or a Flink"
                + " cluster of your own through its SQL Gateway. Switching needs no restart.");
        lead.addClassName("sh-dim");
        slots.addClassName("sh-dim");
        Div now = new Div(state, step, slots, progress);
        now.addClassNames("sh-card", "settings-now");
        rows.addClassName("settings-rows");
        Button add = new Button(
                "Add a remote engine",
                VaadinIcon.PLUS.create(),
                click -> new ConnectionDialog(settings, actor.get(), Optional.empty(), this::list).open());
        Div actions = new Div(add);
        actions.addClassName("sh-actions");
        add(new H2("Engine connection"), lead, now, rows, actions);
        list();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        show(feed.latest());
        leave = feed.watch(seen -> ui.access(() -> {
            show(seen);
            list();
        }));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        leave.run();
    }

    private void show(EngineFeed.Seen seen) {
        EngineStatus status = seen.status();
        state.show(SettingsWords.tone(status.state()), status.state().name().replace('_', ' '));
        step.setText(status.connection() + (status.step().isEmpty() ? "" : ": " + status.step()));
        slots.setText(seen.cluster()
                .map(cluster -> "Flink " + cluster.flinkVersion() + " · " + cluster.taskManagers()
                        + (cluster.taskManagers() == 1 ? " task manager · " : " task managers · ")
                        + (cluster.slotsTotal() - cluster.slotsFree()) + " of " + cluster.slotsTotal()
                        + " slots in use")
                .orElse(""));
        progress.setValue(Math.clamp(status.progress(), 0, 1));
        progress.setVisible(status.state() == EngineState.STARTING || status.state() == EngineState.WARMING_UP);
    }

    private void list() {
        rows.removeAll();
        settings.list().forEach(connection -> rows.add(row(connection)));
    }

    private Div row(EngineConnection connection) {
        Span name = new Span(connection.name());
        name.addClassName("settings-name");
        Div where = new Div();
        where.addClassName("sh-dim");
        switch (connection.target()) {
            case EngineTarget.Embedded embedded ->
                where.setText(
                        connection.inUse()
                                ? "Flink inside this process"
                                : settings.embeddedRuns()
                                        ? "Flink inside this process; kept running beside the engine in use"
                                        : "Flink inside this process; not running now");
            case EngineTarget.Remote remote ->
                where.setText("gateway " + remote.endpoints().gateway() + " · job manager "
                        + remote.endpoints().cluster());
        }
        Div text = new Div(name, where);
        Div buttons = new Div();
        buttons.addClassName("sh-actions");
        if (connection.inUse()) {
            buttons.add(new StatusChip(Tone.OK, "IN USE"));
        } else {
            Button use = new Button("Use", click -> askToUse(connection));
            use.setAriaLabel("Use " + connection.name());
            use.addThemeNames("small");
            buttons.add(use);
        }
        if (connection.target() instanceof EngineTarget.Remote) {
            Button edit = new Button(
                    VaadinIcon.EDIT.create(),
                    click -> new ConnectionDialog(settings, actor.get(), Optional.of(connection), this::list).open());
            edit.setAriaLabel("Change " + connection.name());
            edit.addThemeNames("small", "tertiary", "icon");
            Button delete = new Button(VaadinIcon.TRASH.create(), click -> askToDelete(connection));
            delete.setAriaLabel("Delete " + connection.name());
            delete.addThemeNames("small", "tertiary", "icon");
            delete.setEnabled(!connection.inUse());
            buttons.add(edit, delete);
        }
        Div row = new Div(text, buttons);
        row.addClassNames("sh-card", "settings-row");
        row.setClassName("settings-row-on", connection.inUse());
        return row;
    }

    private void askToUse(EngineConnection to) {
        settings.list().stream()
                .filter(EngineConnection::inUse)
                .findFirst()
                .ifPresent(from -> new SwitchDialog(settings, actor.get(), from, to, this::list).open());
    }

    private void askToDelete(EngineConnection connection) {
        ConfirmDialog ask = new ConfirmDialog();
        ask.setHeader("Delete this connection?");
        ask.setText("“" + connection.name() + "” is removed from the list. The cluster and its jobs are not touched.");
        ask.setCancelable(true);
        ask.setConfirmText("Delete the connection");
        ask.setConfirmButtonTheme("error primary");
        ask.addConfirmListener(confirm -> {
            try {
                settings.delete(actor.get(), connection.id(), connection.revision());
            } catch (ProblemException e) {
                Toast.problem(SettingsWords.text(e));
            }
            list();
        });
        ask.open();
    }
}
