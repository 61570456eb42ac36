package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.Toast;
import io.streamhouse.console.sqlworkspace.SavedScript;
import io.streamhouse.model.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Scripts kept under names. */
final class ScriptsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient PageServices services;
    private final transient Consumer<SavedScript> open;
    private final TextField search = new TextField();
    private final Div list = new Div();

    ScriptsPanel(PageServices services, Consumer<SavedScript> open) {
        this.services = services;
        this.open = open;
        addClassName("sql-scripts");
        search.setPlaceholder("Find a script");
        search.setAriaLabel("Find a script");
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.addThemeNames("small");
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());
        list.addClassName("sql-list");
        add(search, list);
    }

    void refresh() {
        list.removeAll();
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        List<SavedScript> found = services.scripts().list().stream()
                .filter(script -> script.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || script.sql().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        found.forEach(script -> list.add(entry(script)));
        if (found.isEmpty()) {
            Span none = new Span(
                    wanted.isEmpty()
                            ? "Nothing is kept yet. Save above the editor keeps its text under a name."
                            : "No script has this in its name or text.");
            none.addClassName("sql-note");
            list.add(none);
        }
    }

    private Div entry(SavedScript script) {
        NativeButton name = new NativeButton(script.name(), click -> open.accept(script));
        name.addClassName("sql-entry-title");
        name.getElement().setAttribute("title", Words.excerpt(script.sql()));
        Span by = new Span();
        by.add(new RelativeTime(script.changedAt()));
        by.addClassName("sql-note");
        Button delete = new Button(VaadinIcon.TRASH.create(), click -> askToDelete(script));
        delete.addThemeNames("tertiary", "icon", "small");
        delete.setAriaLabel("Delete " + script.name());
        Div text = new Div(name, by);
        text.addClassName("sql-entry-text");
        Div entry = new Div(text, delete);
        entry.addClassName("sql-entry");
        return entry;
    }

    private void askToDelete(SavedScript script) {
        ConfirmDialog dialog = new ConfirmDialog(
                "Delete “" + script.name() + "”?",
                "The script goes from the list. Tabs that show it keep their text.",
                "Delete",
                confirmed -> delete(script));
        dialog.setConfirmButtonTheme("error primary");
        dialog.setCancelable(true);
        dialog.open();
    }

    private void delete(SavedScript script) {
        try {
            services.scripts().delete(services.actor().get(), script.id(), script.revision());
        } catch (ProblemException e) {
            Toast.problem(Words.text(e.problem()));
        }
        refresh();
    }
}
