package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.shared.Registration;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.component.Toast;
import io.streamhouse.console.editor.EditorMarks;
import io.streamhouse.console.sqlworkspace.Examples.Example;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.ScriptRequest;
import io.streamhouse.console.sqlworkspace.ScriptRun;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.console.sqlworkspace.Workspace;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Position;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.StatementKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One tab: an editor, and below it what came of what was run. */
final class WorkTab extends Div implements EditorToolbar.Actions {

    private static final long serialVersionUID = 1L;

    /** Whom a tab tells of itself. */
    interface Owner {

        /** Its text or settings were changed. */
        void changed(WorkTab tab);

        /** A run began or ended. */
        void runChanged(WorkTab tab);

        void save(WorkTab tab);
    }

    private final transient PageServices services;
    private final transient Owner owner;
    private final EditorMarks marks;
    private final SqlEditor editor = new SqlEditor("SQL");
    private final EditorToolbar toolbar;
    private final ResultsPanel results;
    private final LineagePane lineage;
    private transient Workspace.Tab tab;
    private transient @Nullable ScriptRun run;
    private transient @Nullable Registration following;
    private boolean explainNext;
    private boolean stopping;
    private boolean runningShown;
    private int cursor;

    WorkTab(PageServices services, Workspace.Tab tab, Owner owner) {
        this.services = services;
        this.tab = tab;
        this.owner = owner;
        this.toolbar = new EditorToolbar(this, tab.mode());
        this.results = new ResultsPanel(services.clock(), this::goTo);
        this.lineage = new LineagePane(services.looks(), this::goTo);
        this.marks = new EditorMarks(editor, () -> services.names().completion(currentNamespace()));
        addClassName("sql-work");
        editor.setPlaceholder("SELECT … — Ctrl+Enter runs the statement at the cursor, Ctrl+Space completes");
        editor.setSizeFull();
        editor.setValue(tab.sql());
        editor.addChangeListener(change -> {
            marks.check(change.value());
            textChanged(change.value());
        });
        editor.addRunListener(this::run);
        editor.addCursorListener(moved -> {
            cursor = moved.cursor();
            trace();
        });
        lineage.setVisible(false);
        marks.check(tab.sql());
        Div written = new Div(editor, lineage);
        written.addClassName("sql-written");
        Div top = new Div(toolbar, written);
        top.addClassName("sql-editor-area");
        SplitLayout split = new SplitLayout(top, results, SplitLayout.Orientation.VERTICAL);
        split.setSplitterPosition(46);
        split.setSizeFull();
        add(split);
        showNamespaces();
    }

    Workspace.Tab state() {
        return tab;
    }

    boolean isRunning() {
        return run != null && !run.isEnded();
    }

    /** Shows what another window or a saved script made of this tab. */
    void show(Workspace.Tab changed) {
        if (!changed.sql().equals(editor.getValue())) {
            editor.setValue(changed.sql());
            marks.check(changed.sql());
        }
        tab = changed;
        toolbar.showMode(changed.mode());
        showNamespaces();
    }

    void insert(String text) {
        editor.insert(text);
        editor.focus();
    }

    void focusEditor() {
        editor.focus();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        services.sql()
                .lastRun(services.actor().get(), tab.id())
                .ifPresentOrElse(
                        last -> follow(event.getUI(), last),
                        () -> results.showInstead(
                                new ExamplesPane(services.examples().list(), this::take)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (following != null) {
            following.remove();
        }
        if (run != null) {
            services.sql().leave(services.actor().get(), run);
            run = null;
        }
    }

    private void take(Example example) {
        tab = tab.withText(example.sql()).withMode(example.mode());
        editor.setValue(example.sql());
        marks.check(example.sql());
        toolbar.showMode(example.mode());
        owner.changed(this);
        editor.focus();
    }

    private void textChanged(String text) {
        if (!text.equals(tab.sql())) {
            tab = tab.withText(text);
            owner.changed(this);
        }
    }

    @Override
    public void settingsChanged() {
        Namespace chosen = toolbar.namespace().orElse(tab.namespace());
        tab = tab.withMode(toolbar.mode()).in(chosen);
        owner.changed(this);
    }

    @Override
    public void run(boolean all) {
        explainNext = false;
        editor.requestRun(all);
    }

    @Override
    public void explain() {
        explainNext = true;
        editor.requestRun(false);
    }

    @Override
    public void stop() {
        if (run != null) {
            stopping = true;
            services.sql().stop(services.actor().get(), run);
            toolbar.showRunning(true, true);
        }
    }

    @Override
    public void save() {
        owner.save(this);
    }

    @Override
    public void showHttpCall() {
        new HttpCallDialog(editor.getValue(), tab.mode(), currentNamespace()).open();
    }

    @Override
    public void showLineage(boolean shown) {
        lineage.setVisible(shown);
        editor.setTellingCursor(shown);
        trace();
    }

    private void trace() {
        if (lineage.isVisible()) {
            Namespace now = currentNamespace();
            DatabaseId current = new DatabaseId(
                    now.catalog().orElse("default_catalog"), now.database().orElse("default"));
            getUI().ifPresent(ui -> lineage.follow(ui, editor.getValue(), cursor, current));
        }
    }

    private void run(SqlEditor.Run asked) {
        boolean explain = explainNext;
        explainNext = false;
        textChanged(asked.value());
        marks.check(asked.value());
        try {
            RunText text = RunText.of(asked);
            ScriptRun started = services.sql()
                    .startInTab(
                            services.actor().get(),
                            tab.id(),
                            new ScriptRequest(
                                    text.sql(),
                                    tab.catalog().isPresent() ? Optional.of(tab.namespace()) : Optional.empty(),
                                    text.origin(),
                                    tab.mode(),
                                    Limits.forPage(),
                                    explain));
            getUI().ifPresent(ui -> follow(ui, started));
        } catch (ProblemException e) {
            Toast.problem(Words.text(e.problem()));
        }
    }

    private void follow(UI ui, ScriptRun started) {
        if (following != null) {
            following.remove();
        }
        if (run != null) {
            run.unwatch();
        }
        run = started;
        stopping = false;
        started.watch();
        results.show(started, services.clock().instant());
        if (started.isEnded()) {
            refresh();
        } else {
            runningShown = true;
            toolbar.showRunning(true, false);
            owner.runChanged(this);
            following = services.ticker().follow(ui, started, results::pump, this::refresh);
        }
    }

    private void refresh() {
        ScriptRun shown = run;
        if (shown == null) {
            return;
        }
        results.refresh(services.clock().instant());
        if (shown.isEnded()) {
            toolbar.showRunning(false, false);
            if (runningShown) {
                runningShown = false;
                ended(shown);
            }
        } else {
            toolbar.showRunning(true, stopping);
        }
    }

    private void ended(ScriptRun shown) {
        shown.statements().stream()
                .flatMap(statement -> statement.problem().stream())
                .findFirst()
                .ifPresent(marks::show);
        boolean catalogsChanged = shown.statements().stream()
                .map(StatementRun::kind)
                .anyMatch(kind -> kind.changesCatalog() || kind == StatementKind.CALL);
        if (catalogsChanged) {
            services.names().changed();
        }
        Namespace now = services.sql().namespaceOfTab(services.actor().get(), tab.id());
        if (now.catalog().isPresent() && !now.equals(tab.namespace())) {
            tab = tab.in(now);
            owner.changed(this);
        }
        showNamespaces();
        owner.runChanged(this);
    }

    private void goTo(Position position) {
        editor.goTo(position.line(), position.column());
    }

    private Namespace currentNamespace() {
        return tab.catalog().isPresent() ? tab.namespace() : services.names().defaults();
    }

    private void showNamespaces() {
        toolbar.showNamespaces(services.names().allDatabases(), currentNamespace());
    }

    void rename(String name) {
        tab = tab.named(name);
    }
}
