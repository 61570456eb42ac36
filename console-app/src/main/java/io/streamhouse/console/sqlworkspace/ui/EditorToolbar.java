package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The line above an editor: run it, and how. */
final class EditorToolbar extends Div {

    private static final long serialVersionUID = 1L;

    /** What the buttons ask for. */
    interface Actions {

        void run(boolean all);

        void stop();

        void explain();

        void save();

        void showHttpCall();

        /** Shows or hides where columns come from. */
        void showLineage(boolean shown);

        /** Mode or namespace were changed by the person. */
        void settingsChanged();
    }

    private final Button run = new Button("Run", VaadinIcon.PLAY.create());
    private final Button runAll = new Button("Run all");
    private final Button explain = new Button("Explain", VaadinIcon.CLUSTER.create());
    private final Button stop = new Button("Stop", VaadinIcon.STOP.create());
    private final Segmented<ExecutionMode> mode;
    private final ComboBox<Namespace> namespace = new ComboBox<>();
    private final Button lineage = new Button("Lineage", VaadinIcon.CONNECT.create());
    private boolean lineageShown;
    private boolean telling = true;

    EditorToolbar(Actions actions, ExecutionMode firstMode) {
        addClassName("sql-toolbar");
        run.addThemeNames("primary", "small");
        run.setTooltipText("Run the selection, or the statement at the cursor (Ctrl+Enter)");
        run.addClickListener(click -> actions.run(false));
        runAll.addThemeNames("small");
        runAll.setTooltipText("Run every statement, up to the first that fails (Ctrl+Shift+Enter)");
        runAll.addClickListener(click -> actions.run(true));
        explain.addThemeNames("small");
        explain.setTooltipText("Show how the statement at the cursor would run, without running it");
        explain.addClickListener(click -> actions.explain());
        stop.addThemeNames("small", "error");
        stop.addClassName("sql-stop");
        stop.setTooltipText("Cancel what runs and free its job");
        stop.addClickListener(click -> actions.stop());
        stop.setVisible(false);

        Map<ExecutionMode, String> modes = new LinkedHashMap<>();
        modes.put(ExecutionMode.BATCH, Words.mode(ExecutionMode.BATCH));
        modes.put(ExecutionMode.STREAMING, Words.mode(ExecutionMode.STREAMING));
        mode = new Segmented<>("How statements run", modes, firstMode, chosen -> actions.settingsChanged());

        namespace.setAriaLabel("Catalog and database of unqualified names");
        namespace.setTooltipText("Where unqualified names are looked up");
        namespace.addClassName("sql-namespace");
        namespace.addThemeNames("small");
        namespace.setItemLabelGenerator(EditorToolbar::label);
        namespace.addValueChangeListener(change -> {
            if (telling && change.isFromClient()) {
                actions.settingsChanged();
            }
        });

        Button save = new Button("Save", VaadinIcon.DISC.create(), click -> actions.save());
        save.addThemeNames("small", "tertiary");
        save.setTooltipText("Keep this text as a script under a name");
        Button http = new Button("HTTP", VaadinIcon.CODE.create(), click -> actions.showHttpCall());
        http.addThemeNames("small", "tertiary");
        http.setTooltipText("The HTTP call that does the same");
        lineage.addThemeNames("small");
        lineage.setTooltipText("Show, as you type, where each column of the statement at the cursor comes from");
        lineage.getElement().setAttribute("aria-pressed", "false");
        lineage.addClickListener(click -> {
            lineageShown = !lineageShown;
            lineage.getElement().setAttribute("aria-pressed", Boolean.toString(lineageShown));
            actions.showLineage(lineageShown);
        });
        Span gap = new Span();
        gap.addClassName("sql-gap");
        add(run, stop, runAll, explain, lineage, mode, namespace, gap, save, http);
    }

    ExecutionMode mode() {
        return mode.value();
    }

    Optional<Namespace> namespace() {
        return namespace.getOptionalValue();
    }

    void showMode(ExecutionMode shown) {
        mode.show(shown);
    }

    /** Offers these databases; keeps one that is not among them, which may be seen by the engine only. */
    void showNamespaces(List<DatabaseId> databases, Namespace current) {
        List<Namespace> items = new ArrayList<>();
        databases.forEach(database -> items.add(Namespace.of(database.catalog(), database.name())));
        if (current.catalog().isPresent() && !items.contains(current)) {
            items.addFirst(current);
        }
        telling = false;
        namespace.setItems(items);
        namespace.setValue(current.catalog().isPresent() ? current : null);
        telling = true;
    }

    void showRunning(boolean running, boolean stopping) {
        run.setVisible(!running);
        stop.setVisible(running);
        stop.setEnabled(!stopping);
        stop.setText(stopping ? "Stopping…" : "Stop");
        runAll.setEnabled(!running);
        explain.setEnabled(!running);
        mode.setChoicesEnabled(!running);
        namespace.setEnabled(!running);
    }

    private static String label(Namespace namespace) {
        return namespace.catalog().map(Identifiers::plain).orElse("")
                + namespace
                        .database()
                        .map(name -> "." + Identifiers.plain(name))
                        .orElse("");
    }
}
