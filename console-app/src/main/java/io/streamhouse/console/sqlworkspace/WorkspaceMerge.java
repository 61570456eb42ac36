package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.sqlworkspace.Workspace.Tab;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings together what two browser windows did to the same tabs since they last agreed. Nothing is lost: a tab that both
 * changed is kept twice.
 */
final class WorkspaceMerge {

    private WorkspaceMerge() {}

    /** @param twice names of the tabs that both windows had changed */
    record Merged(Workspace workspace, List<String> twice) {}

    static Merged merge(Workspace base, Workspace mine, Workspace theirs) {
        List<Tab> merged = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (Tab my : mine.tabs()) {
            done.add(my.id());
            Optional<Tab> their = theirs.tab(my.id());
            Optional<Tab> before = base.tab(my.id());
            boolean iChanged = !before.equals(Optional.of(my));
            boolean theyChanged = !before.equals(their);
            if (!theyChanged || their.equals(Optional.of(my))) {
                merged.add(my);
            } else if (!iChanged) {
                their.ifPresent(merged::add);
            } else {
                merged.add(my);
                their.filter(other -> !other.sql().equals(my.sql())).ifPresent(other -> {
                    String id =
                            other.id() + "-" + Integer.toHexString(other.sql().hashCode());
                    if (theirs.tab(id).isEmpty() && mine.tab(id).isEmpty()) {
                        merged.add(other.as(id, other.name() + " (other window)"));
                        twice.add(my.name());
                    }
                });
            }
        }
        for (Tab their : theirs.tabs()) {
            boolean iClosedIt = base.tab(their.id()).equals(Optional.of(their));
            if (done.add(their.id()) && !iClosedIt) {
                merged.add(their);
            }
        }
        return new Merged(new Workspace(merged, mine.active()), twice);
    }
}
