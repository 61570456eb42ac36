package io.streamhouse.console.sqlworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How results are bounded, counted and folded into tables. */
final class ResultBufferTest {

    @Test
    void a_fixed_result_keeps_the_first_rows_and_says_that_there_was_more() {
        ResultBuffer buffer = new ResultBuffer(2, false);
        assertThat(buffer.add(Row.insert(1))).isTrue();
        assertThat(buffer.add(Row.insert(2))).isTrue();

        assertThat(buffer.add(Row.insert(3))).isFalse();

        assertThat(buffer.contents().rows()).containsExactly(Row.insert(1), Row.insert(2));
        assertThat(buffer.contents().truncated()).isTrue();
    }

    @Test
    void a_sliding_result_keeps_the_last_changes_and_counts_all() {
        ResultBuffer buffer = new ResultBuffer(2, true);
        for (int change = 1; change <= 5; change++) {
            assertThat(buffer.add(Row.insert(change))).isTrue();
        }

        ResultBuffer.Contents contents = buffer.contents();
        assertThat(contents.rows()).containsExactly(Row.insert(4), Row.insert(5));
        assertThat(contents.total()).isEqualTo(5);
        assertThat(contents.forgotten()).isEqualTo(3);
        assertThat(contents.counts()).containsEntry(RowKind.INSERT, 5L);
        assertThat(contents.truncated()).isFalse();
    }

    @Test
    void only_what_is_new_is_handed_on() {
        ResultBuffer buffer = new ResultBuffer(3, true);
        buffer.add(Row.insert(1));
        long seen = buffer.contents().total();
        buffer.add(Row.insert(2));
        buffer.add(Row.insert(3));

        assertThat(buffer.since(seen).rows()).containsExactly(Row.insert(2), Row.insert(3));
        assertThat(buffer.since(3).rows()).isEmpty();
    }

    @Test
    void what_weighs_too_much_is_cut_off_however_few_rows_it_is() {
        ResultBuffer buffer = new ResultBuffer(1_000, false);
        String heavy = "x".repeat((int) (ResultBounds.MAX_WEIGHT / 3));

        assertThat(buffer.add(Row.insert(heavy))).isTrue();
        assertThat(buffer.add(Row.insert(heavy))).isTrue();
        assertThat(buffer.add(Row.insert(heavy))).isFalse();
    }

    @Test
    void changes_fold_into_the_table_they_make_and_an_updated_row_keeps_its_place() {
        ResultBuffer buffer = new ResultBuffer(100, true);
        buffer.add(Row.insert("new", 1));
        buffer.add(Row.insert("paid", 1));
        buffer.add(Row.of(RowKind.UPDATE_BEFORE, "new", 1));
        buffer.add(Row.of(RowKind.UPDATE_AFTER, "new", 2));
        buffer.add(Row.insert("gone", 1));
        buffer.add(Row.of(RowKind.DELETE, "gone", 1));

        assertThat(buffer.asTable()).extracting(Row::values).containsExactly(List.of("new", 2), List.of("paid", 1));
    }

    @Test
    void equal_rows_are_kept_as_often_as_they_came_bytes_included() {
        ResultBuffer buffer = new ResultBuffer(100, true);
        buffer.add(Row.insert((Object) new byte[] {1, 2}));
        buffer.add(Row.insert((Object) new byte[] {1, 2}));
        buffer.add(Row.of(RowKind.DELETE, (Object) new byte[] {1, 2}));

        assertThat(buffer.asTable()).hasSize(1);
    }
}
