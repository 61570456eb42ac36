package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.ExecutionMode;
import java.util.List;
import java.util.Optional;

/**
 * The open tabs of a person's SQL page.
 *
 * @param active id of the tab in front
 */
public record Workspace(List<Tab> tabs, String active) {

    public Workspace {
        tabs = List.copyOf(tabs);
    }

    /**
     * One tab.
     *
     * @param script the saved script it was opened from or saved as
     * @param scriptRevision the script's revision that {@code sql} is based on; 0 without a script
     */
    public record Tab(
            String id,
            String name,
            String sql,
            ExecutionMode mode,
            Optional<String> catalog,
            Optional<String> database,
            Optional<String> script,
            long scriptRevision) {

        public Namespace namespace() {
            return new Namespace(catalog, database);
        }

        Tab as(String newId, String newName) {
            return new Tab(newId, newName, sql, mode, catalog, database, script, scriptRevision);
        }

        public Tab named(String newName) {
            return as(id, newName);
        }

        public Tab withText(String text) {
            return new Tab(id, name, text, mode, catalog, database, script, scriptRevision);
        }

        public Tab withMode(ExecutionMode newMode) {
            return new Tab(id, name, sql, newMode, catalog, database, script, scriptRevision);
        }

        public Tab in(Namespace namespace) {
            return new Tab(id, name, sql, mode, namespace.catalog(), namespace.database(), script, scriptRevision);
        }

        public Tab of(SavedScript saved) {
            return new Tab(id, saved.name(), sql, mode, catalog, database, Optional.of(saved.id()), saved.revision());
        }
    }

    public Optional<Tab> tab(String id) {
        return tabs.stream().filter(tab -> tab.id().equals(id)).findFirst();
    }
}
