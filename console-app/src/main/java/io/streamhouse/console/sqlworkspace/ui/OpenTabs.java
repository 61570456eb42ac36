package io.streamhouse.console.sqlworkspace.ui;

import io.streamhouse.component.Toast;
import io.streamhouse.console.sqlworkspace.Workspace;
import io.streamhouse.console.sqlworkspace.Workspaces.Stored;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tabs of this window, and their keeping: saved at every change, brought together with those of other windows. */
final class OpenTabs {

    private static final String FIRST_NAME = "Query ";

    private final PageServices services;
    private final Function<Workspace.Tab, WorkTab> show;
    private final Map<String, WorkTab> tabs = new LinkedHashMap<>();
    private Stored stored = new Stored(new Workspace(List.of(), ""), 0, List.of());
    private String active = "";

    OpenTabs(PageServices services, Function<Workspace.Tab, WorkTab> show) {
        this.services = services;
        this.show = show;
    }

    /** Opens what was open when this person last was here. */
    void restore() {
        stored = services.workspaces().load(services.actor().get()).orElse(stored);
        stored.workspace().tabs().forEach(tab -> tabs.put(tab.id(), show.apply(tab)));
        active = stored.workspace().active();
        if (tabs.isEmpty()) {
            add(fresh(""));
        }
        if (!tabs.containsKey(active)) {
            active = tabs.keySet().iterator().next();
        }
    }

    List<WorkTab> all() {
        return List.copyOf(tabs.values());
    }

    WorkTab front() {
        WorkTab front = tabs.get(active);
        return front == null ? tabs.values().iterator().next() : front;
    }

    @Nullable WorkTab find(String id) {
        return tabs.get(id);
    }

    Optional<WorkTab> ofScript(String script) {
        return tabs.values().stream()
                .filter(tab -> tab.state().script().equals(Optional.of(script)))
                .findFirst();
    }

    void choose(String id) {
        if (tabs.containsKey(id)) {
            active = id;
            save();
        }
    }

    /** A tab that is not open yet, with a name that no other has. */
    Workspace.Tab fresh(String sql) {
        int number = 1;
        while (hasName(FIRST_NAME + number)) {
            number++;
        }
        return new Workspace.Tab(
                UUID.randomUUID().toString(),
                FIRST_NAME + number,
                sql,
                ExecutionMode.BATCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private boolean hasName(String name) {
        return tabs.values().stream().anyMatch(tab -> tab.state().name().equals(name));
    }

    WorkTab add(Workspace.Tab tab) {
        WorkTab shown = show.apply(tab);
        tabs.put(tab.id(), shown);
        active = tab.id();
        save();
        return shown;
    }

    void remove(String id) {
        tabs.remove(id);
        services.sql().closeTab(services.actor().get(), id);
        if (tabs.isEmpty()) {
            add(fresh(""));
        }
        if (!tabs.containsKey(active)) {
            active = List.copyOf(tabs.keySet()).getLast();
        }
        save();
    }

    /**
     * Keeps the tabs.
     *
     * @return whether another window's tabs came in, so that the strip has to be drawn anew
     */
    boolean save() {
        Workspace mine =
                new Workspace(tabs.values().stream().map(WorkTab::state).toList(), active);
        if (mine.equals(stored.workspace())) {
            return false;
        }
        try {
            stored = services.workspaces().save(services.actor().get(), stored, mine);
        } catch (ProblemException e) {
            Toast.problem(Words.text(e.problem()));
            return false;
        }
        if (stored.workspace().equals(mine)) {
            return false;
        }
        takeIn(stored.workspace());
        if (!stored.twice().isEmpty()) {
            Toast.info("“" + String.join("”, “", stored.twice())
                    + "” was changed in another window, too. Both versions are kept, theirs in a tab of its own.");
        }
        return true;
    }

    private void takeIn(Workspace merged) {
        for (Workspace.Tab tab : merged.tabs()) {
            WorkTab open = tabs.get(tab.id());
            if (open == null) {
                tabs.put(tab.id(), show.apply(tab));
            } else if (!open.state().equals(tab)) {
                open.show(tab);
            }
        }
        tabs.keySet().removeIf(id -> merged.tab(id).isEmpty());
    }
}
