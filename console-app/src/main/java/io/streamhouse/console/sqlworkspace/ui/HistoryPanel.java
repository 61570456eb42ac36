package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.console.sqlworkspace.HistoryEntry;
import io.streamhouse.console.sqlworkspace.HistoryOutcome;
import java.util.List;
import java.util.function.Consumer;

/** What was run, newest first: by whom, when, for how long, and how it ended. */
final class HistoryPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 100;

    private final transient PageServices services;
    private final transient Consumer<HistoryEntry> open;
    private final TextField search = new TextField();
    private final Div list = new Div();

    HistoryPanel(PageServices services, Consumer<HistoryEntry> open) {
        this.services = services;
        this.open = open;
        addClassName("sql-history");
        search.setPlaceholder("Find a statement");
        search.setAriaLabel("Find a statement");
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
        List<HistoryEntry> found = services.history().find(services.actor().get(), search.getValue(), SHOWN);
        found.forEach(entry -> list.add(row(entry)));
        if (found.isEmpty()) {
            Span none = new Span(
                    search.isEmpty() ? "Nothing was run yet." : "No statement of the history holds all these words.");
            none.addClassName("sql-note");
            list.add(none);
        } else if (found.size() == SHOWN) {
            Span more = new Span("The latest " + SHOWN + "; search for older ones");
            more.addClassName("sql-note");
            list.add(more);
        }
    }

    private Div row(HistoryEntry entry) {
        NativeButton statement = new NativeButton(Words.excerpt(entry.statement()), click -> open.accept(entry));
        statement.addClassName("sql-entry-code");
        statement.getElement().setAttribute("title", "Open in a new tab");
        StatusChip chip = new StatusChip(Words.tone(entry.outcome()), Words.outcome(entry.outcome()));
        entry.problem().ifPresent(chip::withTitle);
        StringBuilder facts = new StringBuilder(Words.mode(entry.mode()));
        if (entry.outcome() != HistoryOutcome.INTERRUPTED) {
            entry.duration().ifPresent(duration -> facts.append(" · ").append(Formats.duration(duration)));
        }
        entry.rows()
                .ifPresent(
                        rows -> facts.append(" · ").append(Formats.count(rows)).append(" rows"));
        Span more = new Span(facts + " · " + entry.actor().name() + " · ");
        more.add(new RelativeTime(entry.startedAt()));
        more.addClassName("sql-note");
        Div line = new Div(chip, more);
        line.addClassName("sql-entry-line");
        Div row = new Div(statement, line);
        row.addClassNames("sql-entry", "sql-entry-tall");
        return row;
    }
}
