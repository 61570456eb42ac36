package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.Toast;
import io.streamhouse.console.sqlworkspace.HistoryEntry;
import io.streamhouse.console.sqlworkspace.SavedScript;
import io.streamhouse.console.sqlworkspace.Workspace;
import io.streamhouse.model.ProblemException;
import java.util.Optional;

/** The SQL page: tabs with an editor and results each, and beside them the catalog, saved scripts and the history. */
@Route("sql")
@PageTitle("SQL")
@Menu(title = "SQL", order = 10, icon = "vaadin:terminal")
@AnonymousAllowed
@StyleSheet("context://sql.css")
final class SqlView extends Main implements BeforeEnterObserver, WorkTab.Owner, TabStrip.Actions {

    private static final long serialVersionUID = 1L;

    private static final int UNDO_MILLIS = 8_000;

    private final transient PageServices services;
    private final transient OpenTabs tabs;
    private final TabStrip strip = new TabStrip(this);
    private final Div place = new Div();
    private final SidePanel side;
    private final transient ScriptKeeping scripts;

    SqlView(PageServices services) {
        this.services = services;
        this.tabs = new OpenTabs(services, this::made);
        this.scripts = new ScriptKeeping(services, this::scriptKept);
        this.side = new SidePanel(
                new CatalogOutline(services.names(), text -> tabs.front().insert(text)),
                new ScriptsPanel(services, this::open),
                new HistoryPanel(services, this::open));
        addClassName("sql-page");
        H1 title = new H1("SQL");
        title.addClassName("sql-title");
        place.addClassName("sql-place");
        Div work = new Div(strip, place);
        work.addClassName("sql-main");
        add(title, side, work);
        tabs.restore();
        redraw();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters query = event.getLocation().getQueryParameters();
        query.getSingleParameter("sql").ifPresent(this::openText);
        query.getSingleParameter("script").ifPresent(this::openScript);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        // The link has been followed; a reload is to show the tabs as they are rather than follow it again.
        event.getUI().getPage().getHistory().replaceState(null, "sql");
    }

    private WorkTab made(Workspace.Tab tab) {
        return new WorkTab(services, tab, this);
    }

    private void openText(String sql) {
        if (!tabs.front().state().sql().equals(sql)) {
            openIn(tabs.fresh(sql));
        }
    }

    private void openScript(String id) {
        try {
            open(services.scripts().get(id));
        } catch (ProblemException e) {
            Toast.problem(Words.text(e.problem()));
        }
    }

    private void open(SavedScript script) {
        Optional<WorkTab> open = tabs.ofScript(script.id());
        if (open.isPresent()) {
            choose(open.get().state().id());
        } else {
            openIn(tabs.fresh(script.sql()).of(script));
        }
    }

    private void open(HistoryEntry entry) {
        openIn(tabs.fresh(entry.statement()).withMode(entry.mode()).in(entry.namespace()));
    }

    private void openIn(Workspace.Tab tab) {
        WorkTab front = tabs.front();
        boolean unused = front.state().sql().isBlank() && front.state().script().isEmpty() && !front.isRunning();
        WorkTab shown = tabs.add(tab);
        if (unused) {
            tabs.remove(front.state().id());
        }
        redraw();
        shown.focusEditor();
    }

    @Override
    public void open() {
        tabs.add(tabs.fresh(""));
        redraw();
        tabs.front().focusEditor();
    }

    @Override
    public void choose(String id) {
        tabs.choose(id);
        redraw();
    }

    @Override
    public void close(String id) {
        WorkTab closed = tabs.find(id);
        if (closed == null) {
            return;
        }
        Workspace.Tab state = closed.state();
        tabs.remove(id);
        redraw();
        if (!state.sql().isBlank()) {
            offerUndo(state);
        }
    }

    private void offerUndo(Workspace.Tab closed) {
        Notification undo = new Notification();
        Button reopen = new Button("Undo", click -> {
            undo.close();
            tabs.add(closed);
            redraw();
        });
        reopen.addThemeNames("tertiary", "small");
        Div row = new Div(new Span("“" + closed.name() + "” was closed"), reopen);
        row.addClassName("sql-undo");
        undo.add(row);
        undo.setDuration(UNDO_MILLIS);
        undo.setPosition(Notification.Position.BOTTOM_START);
        undo.open();
    }

    @Override
    public void rename(String id) {
        WorkTab renamed = tabs.find(id);
        if (renamed != null) {
            new SaveDialog("Rename the tab", "Rename", renamed.state().name(), name -> {
                        if (!name.isBlank()) {
                            renamed.rename(name.strip());
                            changed(renamed);
                        }
                    })
                    .open();
        }
    }

    @Override
    public void changed(WorkTab tab) {
        tabs.save();
        redraw();
    }

    @Override
    public void runChanged(WorkTab tab) {
        redraw();
        side.refreshHistory();
    }

    @Override
    public void save(WorkTab tab) {
        scripts.keep(tab);
    }

    private void scriptKept() {
        tabs.save();
        side.refreshScripts();
        redraw();
    }

    private void redraw() {
        strip.show(
                tabs.all().stream()
                        .map(tab ->
                                new TabStrip.Label(tab.state().id(), tab.state().name(), tab.isRunning()))
                        .toList(),
                tabs.front().state().id());
        place.getChildren()
                .filter(child -> !tabs.all().contains(child))
                .toList()
                .forEach(place::remove);
        for (WorkTab tab : tabs.all()) {
            boolean front = tab.equals(tabs.front());
            if (front && tab.getParent().isEmpty()) {
                place.add(tab);
            }
            tab.setVisible(front);
        }
    }
}
