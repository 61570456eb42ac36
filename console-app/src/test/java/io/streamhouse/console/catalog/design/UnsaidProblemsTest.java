package io.streamhouse.console.catalog.design;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.sql.TableDesign;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a person is told that something is wrong with a new table. */
final class UnsaidProblemsTest {

    private static final TableDesign BEGUN = TableDesign.named(List.of("lake", "shop", ""))
            .withColumns(List.of(TableDesign.Column.of("id", "BIGINT", false)));

    private final UnsaidProblems unsaid = new UnsaidProblems(DesignCheck.of(BEGUN));

    @Test
    void a_new_table_does_not_begin_with_an_error() {
        assertThat(DesignCheck.of(BEGUN)).isNotEmpty();

        assertThat(said(BEGUN)).isEmpty();
        assertThat(said(BEGUN.withComment("of things"))).isEmpty();
    }

    @Test
    void what_is_missing_is_said_once_its_field_was_left() {
        assertThat(unsaid.left("column.0.name")).isFalse();
        assertThat(said(BEGUN)).isEmpty();

        assertThat(unsaid.left("name")).isTrue();
        assertThat(said(BEGUN)).containsExactly("A table needs a name");
    }

    @Test
    void what_is_missing_is_said_when_the_table_is_to_be_created_which_then_has_to_wait() {
        assertThat(unsaid.sayAll()).isTrue();

        assertThat(said(BEGUN)).containsExactly("A table needs a name");
        assertThat(unsaid.sayAll()).isFalse();
    }

    @Test
    void a_table_without_fault_has_nothing_to_wait_for() {
        assertThat(said(named("orders"))).isEmpty();

        assertThat(unsaid.sayAll()).isFalse();
    }

    @Test
    void what_a_change_makes_wrong_is_said_at_once() {
        TableDesign twice = BEGUN.withColumns(
                List.of(BEGUN.columns().getFirst(), BEGUN.columns().getFirst()));

        assertThat(said(twice)).containsExactly("There are two columns id");
    }

    @Test
    void a_name_taken_away_again_is_missed_at_once() {
        assertThat(said(named("orders"))).isEmpty();

        assertThat(said(BEGUN)).containsExactly("A table needs a name");
    }

    private static TableDesign named(String name) {
        return BEGUN.withName(List.of("lake", "shop", name));
    }

    private List<String> said(TableDesign design) {
        return unsaid.said(DesignCheck.of(design)).stream()
                .map(DesignProblem::what)
                .toList();
    }
}
