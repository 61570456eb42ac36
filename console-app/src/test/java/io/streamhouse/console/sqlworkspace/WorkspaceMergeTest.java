package io.streamhouse.console.sqlworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.console.sqlworkspace.Workspace.Tab;
import io.streamhouse.model.ExecutionMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two windows on the same tabs: nothing is lost. */
final class WorkspaceMergeTest {

    @Test
    void tabs_that_only_one_window_changed_are_taken_from_it() {
        Workspace base = workspace(tab("a", "1"), tab("b", "1"));

        var merged = WorkspaceMerge.merge(
                base, workspace(tab("a", "2"), tab("b", "1")), workspace(tab("a", "1"), tab("b", "3")));

        assertThat(merged.workspace().tabs()).containsExactly(tab("a", "2"), tab("b", "3"));
        assertThat(merged.twice()).isEmpty();
    }

    @Test
    void a_tab_that_both_changed_is_kept_twice() {
        Workspace base = workspace(tab("a", "1"));

        var merged = WorkspaceMerge.merge(base, workspace(tab("a", "mine")), workspace(tab("a", "theirs")));

        assertThat(merged.workspace().tabs()).extracting(Tab::sql).containsExactly("mine", "theirs");
        assertThat(merged.twice()).containsExactly("a");
    }

    @Test
    void tabs_opened_elsewhere_come_in_and_tabs_closed_here_stay_closed() {
        Workspace base = workspace(tab("a", "1"), tab("b", "1"));

        var merged = WorkspaceMerge.merge(
                base, workspace(tab("a", "1")), workspace(tab("a", "1"), tab("b", "1"), tab("c", "1")));

        assertThat(merged.workspace().tabs()).extracting(Tab::id).containsExactly("a", "c");
    }

    @Test
    void a_tab_closed_elsewhere_goes_unless_it_was_changed_here() {
        Workspace base = workspace(tab("a", "1"), tab("b", "1"));

        var merged = WorkspaceMerge.merge(base, workspace(tab("a", "1"), tab("b", "2")), workspace());

        assertThat(merged.workspace().tabs()).containsExactly(tab("b", "2"));
    }

    private static Workspace workspace(Tab... tabs) {
        return new Workspace(List.of(tabs), "a");
    }

    private static Tab tab(String id, String sql) {
        return new Tab(id, id, sql, ExecutionMode.BATCH, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }
}
